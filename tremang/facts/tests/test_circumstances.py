"""Members' circumstances, training, equipment, and how clubs come and go, as measures of the facts."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import given

from tests.cast import TODAY
from tremang.areas.common import actions as books
from tremang.areas.health.models import Insurance
from tremang.areas.livelihood.book import COURSES, EXITS
from tremang.areas.resources.book import EQUIPMENT
from tremang.facts.actions import catch_up
from tremang.facts.evidence import scope
from tremang.facts.models import Fact
from tremang.facts.tests.test_facts import Undone, facts, few, lived, steps
from tremang.funds.tests.acting import Till
from tremang.kernel.events import mark_stale
from tremang.kernel.ids import EPOCH_MS, LOW_BITS
from tremang.kernel.periods import half_of
from tremang.members.actions.closing import dissolve_club
from tremang.members.actions.needs import declare_vulnerability, withdraw
from tremang.members.models import Consent, Membership, Purpose, Vulnerability
from tremang.places.queries import city
from tremang.programme.training.actions import complete_course, list_official, train_board
from tremang.programme.training.models import CourseKind, Official

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
TU, HOI = "Phùng Thị Tư", "Lê Thị Hợi"


def at(node: int, day: date) -> dict[str, int]:
    """The measures of a node at the end of the half-month of a day."""
    catch_up(city(), TODAY)
    return Fact.objects.get(node_id=node, half=half_of(day)).values


def by_writer(world) -> dict:
    return {"by": world.users["man"], "today": TODAY}


def agreed(person, purpose) -> None:
    Consent.objects.create(person=person, purpose=purpose, text_version="1", channel="paper", given_on=DAY, by_id=1)


def declared(world, name: str, kind: str = "poor") -> Vulnerability:
    person, club = world.person(name), world.dong_vang
    agreed(person, Purpose.VULNERABLE)
    return declare_vulnerability(person, kind, declared_on=DAY, club=club, **by_writer(world))


def test_a_hardship_counts_from_its_declaration_to_the_eve_of_its_withdrawal(world):
    row, club = declared(world, HOI), world.dong_vang.pk
    assert "poor" not in at(club, DAY - timedelta(days=20))
    assert at(club, DAY)["poor"] == 1
    withdraw(row, withdrawn_on=date(2026, 7, 1), club=world.dong_vang, **by_writer(world))
    assert at(club, date(2026, 6, 30))["poor"] == 1
    assert "poor" not in at(club, date(2026, 7, 14))


def test_who_left_and_came_back_is_counted_once(world):
    member = world.members[HOI]
    declared(world, HOI)
    Membership.objects.filter(pk=member.pk).update(left_on=date(2026, 6, 10), leave_reason="moved")
    Membership.objects.create(club=world.dong_vang, person=member.person, joined_on=date(2026, 8, 3))
    mark_stale([world.dong_vang.pk], DAY)
    assert "poor" not in at(world.dong_vang.pk, date(2026, 7, 14))
    assert at(world.dong_vang.pk, TODAY)["poor"] == 1


def test_who_declared_again_before_the_day_of_withdrawal_is_counted_once(world):
    row = declared(world, HOI)
    withdraw(row, withdrawn_on=date(2026, 7, 1), club=world.dong_vang, **by_writer(world))
    june = date(2026, 6, 10)
    declare_vulnerability(world.person(HOI), "poor", declared_on=june, club=world.dong_vang, **by_writer(world))
    for day in (date(2026, 6, 14), date(2026, 6, 30), TODAY):
        assert at(world.dong_vang.pk, day)["poor"] == 1


def test_of_more_persons_than_can_be_named_each_is_counted_once_too(world):
    declared(world, HOI)
    declared(world, TU)
    told = at(world.phuc_tho.pk, TODAY)
    with mock.patch("tremang.facts.loading.MANY", 0):
        assert scope(city(), TODAY).values()[world.phuc_tho.pk] == told


def test_who_is_in_two_clubs_is_counted_once_where_she_joined_first(world):
    declared(world, TU, "near_poor")
    assert at(world.phuc_tho.pk, TODAY)["near_poor"] == at(world.dong_vang.pk, TODAY)["near_poor"] == 1
    assert "near_poor" not in at(world.trai_giua.pk, TODAY)


def made_on(day: date) -> int:
    """An id as rows of a day bear them."""
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return (int(moment.timestamp() * 1000) - EPOCH_MS) << LOW_BITS


def test_a_card_counts_while_it_holds_and_asking_again_does_not_move_what_was_known(world):
    """The row says when she was asked last; its id still says when it was first written."""
    club = world.dong_vang.pk
    told = {"club_id": club, "by_id": 1}
    row = Insurance.objects.create(
        id=made_on(DAY), membership=world.members[TU], on=DAY, is_insured=True, expires_on=date(2026, 8, 31), **told
    )
    Insurance.objects.create(id=made_on(DAY) + 1, membership=world.members[HOI], on=DAY, is_insured=False, **told)
    catch_up(city(), TODAY)
    june = at(club, date(2026, 6, 30))
    assert (june["insured"], june["insurance_asked"]) == (1, 2)
    assert "insured" not in at(club, date(2026, 9, 14))
    Insurance.objects.filter(pk=row.pk).update(on=TODAY, expires_on=date(2027, 8, 31))
    mark_stale([club], DAY)
    assert at(club, date(2026, 6, 30))["insured"] == at(club, TODAY)["insured"] == 1


def test_equipment_counts_from_its_coming_to_its_last_day_and_not_after_the_club_is_closed(world):
    values = {
        "what": "loa kéo",
        "quantity": 2,
        "source": "gift",
        "from_on": DAY,
        "value": 3_000_000,
        "condition": "good",
    }
    books.add(EQUIPMENT, world.dong_vang, values, **by_writer(world))
    assert "equipment" not in at(world.dong_vang.pk, date(2026, 4, 30))
    told = at(world.phuc_tho.pk, TODAY)
    assert (told["equipment"], told["equipment_value"]) == (2, 3_000_000)
    dissolve_club(world.dong_vang, date(2026, 9, 20), "hết hoạt động", by=world.users["tuan"], today=TODAY)
    assert at(world.phuc_tho.pk, date(2026, 9, 14))["equipment"] == 2
    assert "equipment" not in at(world.phuc_tho.pk, TODAY)


def test_a_household_that_left_poverty_and_a_course_count_on_their_day(world):
    for purpose in (Purpose.VULNERABLE, Purpose.ONWARD):
        agreed(world.person(TU), purpose)
    one = {"membership_id": world.members[TU].pk, "on": DAY, "note": ""}
    books.add(EXITS, world.dong_vang, one, **by_writer(world))
    course = {"on": DAY, "kind": "course", "what": "nuôi gà thả vườn", "provider": "Trạm khuyến nông", "outsiders": 1}
    books.add(COURSES, world.dong_vang, course, [world.members[TU].pk, world.members[HOI].pk], **by_writer(world))
    stock = course | {"kind": "stock", "what": "cây giống", "on": date(2026, 5, 6)}
    books.add(COURSES, world.dong_vang, stock, [world.members[TU].pk], **by_writer(world))
    told = at(world.city.pk, DAY)
    assert (told["poverty_exits"], told["classes"], told["class_people"]) == (1, 1, 3)
    assert "poverty_exits" not in at(world.city.pk, date(2026, 5, 20))


def test_courses_of_officials_count_at_their_place_and_those_of_the_board_at_its_club(world):
    list_official(world.phuc_tho, "Nguyễn Văn Cán", "Văn hóa", date(2026, 3, 1), by=world.users["tuan"], today=TODAY)
    complete_course(
        Official.objects.all(), CourseKind.INITIAL, DAY, "Sở Y tế", by=world.users["ha"], today=TODAY
    )  # fmt: skip
    people = [world.person(name).pk for name in ("Hoàng Văn Khiêm", "Phạm Thị Mận")]
    train_board(world.phuc_tho, people, CourseKind.INITIAL, DAY, "Hội", by=world.users["tuan"], today=TODAY)
    told = at(world.phuc_tho.pk, DAY)
    assert (told["staff_courses"], told["board_courses"]) == (1, 2)
    assert at(world.dong_vang.pk, DAY)["board_courses"] == 2


def test_the_mean_of_the_fund_leaves_out_what_a_closed_club_has_not_handed_over(world):
    Till(world)
    assert at(world.phuc_tho.pk, DAY)["fund_existing"] == 60_000_000
    dissolve_club(world.dong_vang, date(2026, 9, 20), "hết hoạt động", by=world.users["tuan"], today=TODAY)
    told = at(world.phuc_tho.pk, TODAY)
    assert (told["fund_income"], told.get("fund_existing", 0)) == (60_000_000, 0)


@few
@given(steps)
def test_the_number_of_clubs_changes_by_launches_dissolutions_and_mergers_alone(world, taken):
    try:
        with transaction.atomic():
            lived(world, taken, {2, 5})
            rows: dict[int, dict[int, dict]] = {}
            for (node, half), (_as_of, values) in facts().items():
                rows.setdefault(node, {})[half] = values
            for told in rows.values():
                for half, values in told.items():
                    before = told.get(half - 1, {}).get("clubs", 0)
                    came, went = values.get("launched", 0), values.get("dissolved", 0) + values.get("merged", 0)
                    assert values.get("clubs", 0) == before + came - went
            raise Undone
    except Undone:
        pass
