"""`tremang targets --json`: the interface by which others measure."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.members.models import Membership
from tremang.places.models import Change, HamletCount, Place, Succession
from tremang.programme.standard.models import Assessment

pytestmark = pytest.mark.django_db
KEYS = ["code", "phase", "numerator", "denominator", "value", "min", "max", "verdict", "left_out"]
VERDICTS = {"met", "on_pace", "behind", "above_range", "no_number", "undeclared"}


def targets(*arguments):
    said = StringIO()
    with clock.fixed(TODAY):
        call_command("targets", "--json", *arguments, stdout=said)
    return {(row["code"], row["phase"]): row for row in json.loads(said.getvalue())}


def test_every_row_of_the_plan_has_exactly_the_promised_keys_and_words(world):
    rows = targets()
    assert len(rows) == 23
    for row in rows.values():
        assert list(row) == KEYS
        assert row["verdict"] in VERDICTS
        assert row["value"] is None or isinstance(row["value"], int | float)
        assert isinstance(row["left_out"], list)


def test_a_count_is_its_own_value_and_a_share_has_one_decimal(world):
    Assessment.objects.create(club=world.dong_vang, assessed_on=date(2026, 5, 1), result="meets", by_id=1)
    rows = targets()
    assert rows["new_clubs", "P1"] | {"verdict": ""} == {
        "code": "new_clubs", "phase": "P1", "numerator": 1, "denominator": None, "value": 1, "min": 250, "max": None,
        "verdict": "", "left_out": [],
    }  # fmt: skip
    quality = rows["quality_kept", "ALL"]
    assert (quality["numerator"], quality["denominator"], quality["value"]) == (1, 3, 33.3)
    women = rows["older_women_share", "P1"]
    assert (women["min"], women["max"]) == (50, 60)


def test_communes_that_declared_nothing_are_named_by_their_codes(world):
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2026, 3, 1))
    row = targets()["hamlet_coverage", "P1"]
    assert (row["numerator"], row["denominator"], row["left_out"]) == (2, 3, ["09706"])
    assert targets("--place", "09706")["hamlet_coverage", "P1"]["verdict"] == "undeclared"


def test_a_phase_still_to_come_owes_nothing_whether_people_declare_or_join_for_it(world):
    rows = targets()
    for code in ("older_women_share", "people_reached"):
        row = rows[code, "P2"]
        assert (row["numerator"], row["denominator"], row["value"], row["verdict"]) == (0, 0, None, "on_pace")
    assert rows["people_reached", "P1"]["verdict"] == "undeclared"


def test_another_day_is_worked_out_for_that_day(world):
    assert targets("--on", "2026-02-09")["new_clubs", "P1"]["numerator"] == 0
    assert targets("--on", "2026-02-10")["new_clubs", "P1"]["numerator"] == 1


@pytest.mark.parametrize("boundaries", ["then", "now"])
def test_today_asked_for_by_name_gives_the_facts_of_today(world, boundaries):
    assert targets("--on", TODAY.isoformat(), "--boundaries", boundaries) == targets()


def test_a_commune_is_asked_by_its_code(world):
    assert targets("--place", "09706")["quality_kept", "ALL"]["denominator"] == 1
    assert targets("--place", "09715")["quality_kept", "ALL"]["denominator"] == 2


def test_a_unit_that_is_no_more_is_asked_for_by_its_own_days_or_by_those_that_took_it_over(world):
    Place.objects.filter(pk=world.yen_bai.pk).update(valid_to=date(2026, 9, 1))
    change = Change.objects.create(
        kind="merge", decree="12/NQ", decree_on=date(2026, 8, 1), effective_on=date(2026, 9, 2)
    )
    Succession.objects.create(change=change, predecessor=world.yen_bai, successor=world.phuc_tho)
    then = ("--place", "09706", "--boundaries", "then", "--on")
    assert targets(*then, "1/9/2026")["quality_kept", "ALL"]["denominator"] == 1
    for arguments in (("--place", "09706"), ("--place", "09706", "--on", "2026-09-01"), (*then, "2026-09-02")):
        with pytest.raises(CommandError) as refusal:
            targets(*arguments)
        assert str(refusal.value) == (
            "Xã Yên Bài nay là 09715 Xã Phúc Thọ. Ghi mã mới, hoặc thêm --boundaries then và --on không sau ngày 01/9/2026."
        )
    Place.objects.filter(pk=world.yen_bai.pk).update(valid_to=TODAY)  # its last day is a day of its own
    assert targets("--place", "09706")


def test_the_sum_of_the_communes_is_the_city(world):
    city, parts = targets(), [targets("--place", code) for code in ("09715", "09706")]
    for name, row in city.items():
        assert row["numerator"] == sum(part[name]["numerator"] for part in parts), name
        if row["denominator"] is not None:
            assert row["denominator"] == sum(part[name]["denominator"] for part in parts), name


def test_a_member_who_is_entered_later_is_in_the_next_answer(world):
    before = targets()["older_joiners", "P1"]["numerator"]
    person = world.person("Đỗ Thị Ẩn")
    Membership.objects.create(club=world.trai_giua, person=person, joined_on=date(2026, 9, 1))
    from tremang.kernel.events import mark_stale

    mark_stale([world.trai_giua.pk], date(2026, 9, 1))
    assert targets()["older_joiners", "P1"]["numerator"] == before + 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--on", "30/2/2026"),
        ("--on", "2026-02-30"),
        ("--on", "0001-01-01"),
        ("--on", "9999-12-31"),
        ("--place", "00000"),
    ],
)
def test_what_is_not_understood_is_one_sentence(world, arguments):
    with pytest.raises(CommandError) as refusal:
        targets(*arguments)
    assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)
