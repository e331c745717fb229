"""The export: fixed headers, what is left out, and one moment for all files."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.books import books
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport
from tremang.areas.selfhelp.book import HELPS
from tremang.exchange.export import export, export_sensitive
from tremang.exchange.tables import Tables
from tremang.kernel.clock import now
from tremang.kernel.ids import new_id
from tremang.kernel.models import Event
from tremang.kernel.problems import Refused
from tremang.kernel.sentences import told
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
    "activities": "id,club_id,day,area,themes,own_themes,people",
    "participants": "activity_id,person_id",
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
    assert told == {name: header for name, (header, _rows) in Tables(sensitive=True).files().items()}


ON = date(2026, 8, 25)


def wrote(world, area, names=(), **values):
    """A common entry of thôn Đồng Vàng."""
    row = {"area": area, "day": ON, "what": "việc chung", "people": len(names) + 1, "outsiders": 1, **values}
    members = [world.members[name].pk for name in names]
    return actions.add(done_of(area), world.dong_vang, row, members, by=world.users["man"], today=TODAY)[0]


def test_everything_that_counts_is_written_and_says_whether_the_meeting_told_it(world, tmp_path):
    club = world.dong_vang
    Meeting.objects.create(club=club, held_on=ON, contents=area_bits([6]), recorded_by_id=0, recorded_at=now())
    told_there, own = wrote(world, 6, at_meeting=True), wrote(world, 7, at_meeting=True, own_themes=2)
    support = OfficeSupport.objects.create(place=world.city, area=1, day=ON, what="khám", giver="Sở", by_id=1)
    Activity.objects.create(club=club, area=1, day=ON, what="khám", office=support, is_confirmed=False, by_id=1)
    export(tmp_path)
    rows = {row["id"]: row for row in read(tmp_path, "activities")}
    assert rows.keys() == {str(told_there.pk), str(own.pk)}
    assert [rows[str(row.pk)]["apart"] for row in (told_there, own)] == ["0", "1"]
    first = rows[str(own.pk)]
    assert (first["area"], first["day"], first["themes"], first["own_themes"], first["people"]) == (
        "7", "2026-08-25", "green", "green", "1",
    )  # fmt: skip


def test_who_took_part_is_written_only_where_nothing_sensitive_can_be_read_off(world, tmp_path):
    names = ["Trần Thị Lụa", "Lê Thị Hợi"]
    rows = {area: wrote(world, area, names) for area in range(1, 9)}
    given = {"membership_id": world.members["Đỗ Thị Ẩn"].pk, "about": "", "kind": "goods", "what": "gạo", "on": ON}
    actions.add(HELPS, world.dong_vang, given, by=world.users["man"], today=TODAY)
    export(tmp_path)
    written = {row["activity_id"] for row in read(tmp_path, "participants")}
    assert written == {str(rows[area].pk) for area in (1, 6, 7, 8)}


def test_the_default_export_holds_no_sensitive_file(world, tmp_path):
    sensitive = {f"{b.code}:{name}" for b in books().values() for name, file in b.files.items() if file.is_sensitive}
    assert sensitive
    export(tmp_path)
    there = {path.stem for path in tmp_path.iterdir()}
    every = Tables(sensitive=True).files().keys()
    assert len(every) - len(there) == len(sensitive) + 1  # and what was left out of them
    assert there == Tables().files().keys()
    assert not there & {"selfhelp_helps", "health_readings", "homecare_care_people"}


def test_sensitive_files_are_written_for_who_may_take_them_and_each_time_is_told(world, tmp_path):
    world.users["leader"] = cast_user("lanh.dao", world.city)
    call_command("export", str(tmp_path), sensitive=True, by="lanh.dao", verbosity=0)
    assert (tmp_path / "selfhelp_helps.csv").exists()
    event = Event.objects.filter(verb="export_sensitive").select_related("content").get()
    assert event.chain_id == world.city.pk and event.actor_id == world.users["leader"].pk
    assert "selfhelp_helps" in told(event.verb, event.content.body)


def cast_user(name, place):
    from tests.cast import user
    from tremang.accounts.models import RoleKind

    return user(name, "Lãnh đạo Thành phố", (RoleKind.CITY_LEADER, place))


@pytest.mark.parametrize("who", ["ha", "man", "tuan"])
def test_who_lacks_the_power_takes_nothing_away(world, tmp_path, who):
    with pytest.raises(Refused):
        export_sensitive(tmp_path / "x", by=world.users[who], today=TODAY)
    with pytest.raises(CommandError) as refusal:
        call_command("export", str(tmp_path / "x"), sensitive=True, by=world.users[who].username)
    assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)
    assert not (tmp_path / "x").exists()
    assert not Event.objects.filter(verb="export_sensitive").exists()


@pytest.mark.parametrize(("by", "words"), [("", "--by"), ("ai.do", "ai.do")])
def test_it_must_be_said_who_takes_them(world, tmp_path, by, words):
    with pytest.raises(CommandError, match=words):
        call_command("export", str(tmp_path), sensitive=True, by=by)
