"""What the longest history costs: bytes over the line and queries, counted and not timed."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tremang.agenda.bundle import record_whole
from tremang.funds.actions.sitting import MoneyData
from tremang.funds.models import Fund
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Status
from tremang.phone.tests.ten_years import DUES, TenYears

FIRST, AFTER_A_MEETING, QUERIES = 250_000, 10_000, 46


@pytest.fixture
def ten_years(world, today):
    made = TenYears(world)
    made.fill()
    made.loans()
    return made


def test_a_club_of_seventy_with_ten_years_comes_in_250_kilobytes_and_the_next_meeting_in_10(bind, world, ten_years):
    phone = bind("khiem")
    with CaptureQueriesContext(connection) as queries:
        first = phone.post({"have": {}, "send": []}, **{"Accept-Encoding": "gzip"})
    assert len(first.content) <= FIRST
    assert len(queries) <= QUERIES, [query["sql"][:90] for query in queries]
    phone.sync()
    assert len([name for name in phone.parts if name.startswith("meetings-")]) == 11
    assert len(phone.body("members")["rows"]) == 70

    members = [row.pk for row in ten_years.members]
    data = MeetingData(
        TODAY, marks=dict.fromkeys(members[:9], Status.ABSENT), done={area: Done("đã làm như kế hoạch") for area in range(1, 9)},
        decisions="Cả buổi đồng ý.",
    )  # fmt: skip
    told = MoneyData(dues=dict.fromkeys(members, DUES))
    record_whole(world.dong_vang, data, told, by=world.users["tuan"], today=TODAY)
    delta = phone.post({"have": phone.have, "send": []}, **{"Accept-Encoding": "gzip"})
    assert len(delta.content) <= AFTER_A_MEETING
    changed = set(json.loads(phone.post({"have": phone.have}).content)["parts"])
    assert changed == {"club", "meetings-2026", "money", "money-2026-09", "stamp"}


def test_the_years_told_in_sums_and_the_months_after_them_lead_to_what_is_in_box_and_bank(bind, ten_years):
    phone = bind("khiem")
    phone.sync()
    held = dict.fromkeys(Fund.values, 0)
    for name in sorted(name for name in phone.parts if name.startswith("money-")):
        body = phone.body(name)
        assert {fund: body["opening"].get(fund, 0) for fund in held} == held, name
        for sums in body.get("months", {}).values():
            for fund, (came, went) in sums.items():
                held[fund] += came - went
        for row in body.get("rows", ()):
            held[row[3]] += row[4] - row[5]
    told = phone.body("money")["balances"]
    assert held == {fund: told[fund]["cash"] + told[fund]["bank"] for fund in held}
    assert all(held.values())
