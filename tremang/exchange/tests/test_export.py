"""The export: fixed headers, what is left out, and one moment for all files."""

import csv
import re
from datetime import date
from pathlib import Path

from django.conf import settings

from tests.cast import TODAY
from tremang.exchange.export import export
from tremang.exchange.tables import Tables
from tremang.kernel.clock import now
from tremang.kernel.ids import new_id
from tremang.meetings.areas import Theme, area_bits, theme_bits
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.members.models import LeaveReason, Membership, PersonMerger

HEADERS = {
    "hamlets": "code,commune_code,name,valid_from,valid_to",
    "clubs": "id,name,commune_code,hamlet_code,status,founded_on,launched_on,dissolved_on,refounding",
    "club_hamlets": "club_id,hamlet_code",
    "club_states": "club_id,state,from,to",
    "communes": "code,name,counted_on",
    "population": "commune_code,year,people,older",
    "reach": "commune_code,year,reached,method",
    "officials": "id,commune_code,from,to",
    "persons": "id,sex,born",
    "memberships": "id,club_id,person_id,joined_on,left_on",
    "meetings": "id,club_id,held_on,contents,themes,own_themes",
    "attendance": "meeting_id,membership_id,status",
    "board_members": "club_id,person_id,post,from,to",
    "courses": "person_id,official_id,kind,completed_on",
    "assessments": "club_id,assessed_on,result",
    "needs": "club_id,person_id,kind,declared_on,withdrawn_on",
    "supports": "club_id,person_id,kind,on",
    "transfers": "id,club_id,fund,day,debit,credit,amount,kind,voucher_id,sequence,person_id,loan_id,reverses_id",
    "loans": "id,club_id,person_id,principal,paid_out_on,months,rate_month,method,status",
    "cash_counts": "club_id,meeting_id,fund,counted,book",
}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one exported file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_begins_with_the_fixed_columns_in_their_order(world, tmp_path):
    export(tmp_path)
    for name, header in HEADERS.items():
        first = (tmp_path / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert f"{first},".startswith(f"{header},"), name


def test_a_meeting_is_written_with_numbers_and_words(world, tmp_path):
    club = world.dong_vang
    meeting = Meeting.objects.create(
        club=club, held_on=date(2026, 8, 25), contents=area_bits([1, 2, 8]), expected=2, present=1,
        themes=theme_bits([Theme.DIGITAL, Theme.GREEN]), own_themes=theme_bits([Theme.GREEN]),
        recorded_by_id=0, recorded_at=now(),
    )  # fmt: skip
    for name, status in (("Lê Thị Hợi", Status.REPRESENTED), ("Trần Thị Lụa", Status.EXCUSED)):
        Attendance.objects.create(club=club, meeting=meeting, membership=world.members[name], status=status)
    export(tmp_path)
    (row,) = read(tmp_path, "meetings")
    assert (row["contents"], row["themes"], row["own_themes"]) == ("1 2 8", "digital green", "green")
    assert sorted(mark["status"] for mark in read(tmp_path, "attendance")) == ["excused", "represented"]


def test_a_membership_entered_by_mistake_stays_out_with_its_marks(world, tmp_path):
    wrong = world.members["Khuất Duy Tạo"]
    meeting = Meeting.objects.create(
        club=world.dong_vang, held_on=date(2026, 8, 25), recorded_by_id=0, recorded_at=now()
    )
    Attendance.objects.create(club=world.dong_vang, meeting=meeting, membership=wrong, status=Status.PRESENT)
    Membership.objects.filter(pk=wrong.pk).update(left_on=TODAY, leave_reason=LeaveReason.MISTAKE)
    export(tmp_path)
    assert str(wrong.pk) not in {row["id"] for row in read(tmp_path, "memberships")}
    assert read(tmp_path, "attendance") == []


def test_a_merged_card_leads_to_the_one_that_was_kept(world, tmp_path):
    gone, middle, kept = (world.person(name) for name in ("Khuất Duy Tạo", "Lê Thị Hợi", "Trần Thị Lụa"))
    for first, second in ((gone.pk, middle), (middle.pk, kept)):
        PersonMerger.objects.create(id=new_id(), gone_id=first, kept=second, snapshot={}, merged_on=TODAY, by_id=0)
    export(tmp_path)
    persons = {row["id"] for row in read(tmp_path, "persons")}
    assert persons.isdisjoint({str(gone.pk), str(middle.pk)}) and str(kept.pk) in persons
    owners = {
        row["person_id"] for row in read(tmp_path, "memberships") if row["id"] == str(world.members["Khuất Duy Tạo"].pk)
    }
    assert owners == {str(kept.pk)}


def test_births_are_years_or_days_and_codes_keep_their_zeros(world, tmp_path):
    export(tmp_path)
    born = {row["id"]: row["born"] for row in read(tmp_path, "persons")}
    assert born[str(world.person("Phùng Thị Tư").pk)] == "1948"
    assert born[str(world.person("Lê Thị Hợi").pk)] == "1960-09-24"
    assert {row["code"] for row in read(tmp_path, "communes")} == {"09715", "09706"}
    club = next(row for row in read(tmp_path, "clubs") if row["id"] == str(world.dong_vang.pk))
    assert (club["commune_code"], club["hamlet_code"], club["status"], club["refounding"]) == (
        "09715", "09715-0001", "active", "0",
    )  # fmt: skip


def test_no_name_of_a_person_leaves_the_house(world, tmp_path):
    export(tmp_path)
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Phùng Thị Tư" not in written and "Hoàng Văn Khiêm" not in written


def test_the_dictionary_names_every_file_and_column_and_no_other():
    text = (settings.BASE_DIR / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    told = {}
    for name, columns in re.findall(r"^### (\w+)\n+`([^`]+)`", text, re.MULTILINE):
        told[name] = columns.replace(" | ", ",").replace(", ", ",")
    assert told == {name: header for name, (header, _rows) in Tables().files().items()}
