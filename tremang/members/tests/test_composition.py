"""The meter: who makes up a club beside what the guidance suggests. It advises and never stands in the way."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY, person
from tremang.members.actions import declare_vulnerability, give_consent, join, leave
from tremang.members.composition import advice_of, composition, meter
from tremang.members.models import Membership
from tremang.members.tests.cards import HOA, body

OLD, MIDDLE, YOUNG = ("F", 1950, None), ("M", 1970, None), ("M", 1990, None)


def lines(members, vulnerable=0):
    return {norm.key: norm for norm in meter(members, vulnerable, TODAY)}


@pytest.mark.parametrize(
    ("old", "young", "key", "verdict", "shown"),
    [
        (29, 20, "size", "below", "49"), (30, 20, "size", "within", "50"), (42, 28, "size", "within", "70"),
        (43, 28, "size", "above", "71"), (59, 41, "older", "below", "59%"), (60, 40, "older", "within", "60%"),
        (70, 30, "older", "within", "70%"), (71, 29, "older", "above", "71%"), (31, 21, "older", "within", "60%"),
        (59, 41, "women", "below", "59%"), (70, 30, "younger", "within", "30%"), (71, 29, "younger", "below", "29%"),
        (59, 41, "younger", "above", "41%"),
    ],
)  # fmt: skip
def test_each_part_is_held_against_the_guidance(old, young, key, verdict, shown):
    norm = lines([OLD] * old + [YOUNG] * young)[key]
    assert (norm.verdict, norm.shown) == (verdict, shown)


def test_sixty_by_the_day_of_birth_and_by_the_difference_of_years():
    today, tomorrow = ("F", 1966, date(1966, 9, 23)), ("F", 1966, date(1966, 9, 24))
    assert [lines([one])["older"].count for one in (today, tomorrow, ("F", 1966, None))] == [1, 0, 1]
    assert lines([MIDDLE, ("F", 1971, None)])["nearly_older"].count == 2
    assert not lines([MIDDLE])["nearly_older"].verdict


def test_advice_is_said_only_outside_the_guidance():
    assert not advice_of(meter([OLD] * 39 + [YOUNG] * 21, 0, TODAY))
    said = advice_of(meter([OLD] * 30, 0, TODAY))
    assert "Có thể mời thêm 20 người." in said[0] and len(said) == 3
    assert not any(word in sentence for sentence in said for word in ("không được", "phải", "cấm"))
    assert len(advice_of(meter([], 0, TODAY))) == 1


@pytest.mark.django_db
def test_a_club_beyond_the_guidance_still_takes_members_and_says_so_kindly(world, man, desk_of):
    for number in range(61):
        Membership.objects.create(
            club=world.dong_vang, person=person(f"Cấn Thị {number}", "F", 1950), joined_on=world.dong_vang.launched_on
        )
    join(world.dong_vang, HOA, joined_on=TODAY, by=man, today=TODAY)
    page = body(desk_of("man"), reverse("web:club", args=[world.dong_vang.pk]))
    assert "Câu lạc bộ có 73 thành viên" in page and "Đông hơn vẫn sinh hoạt bình thường." in page


@pytest.mark.django_db
def test_only_members_of_the_day_count_and_each_once(world, man):
    before = {norm.key: norm.count for norm in composition(world.dong_vang, TODAY)}
    assert (before["size"], before["women"]) == (11, 8)
    leave(world.members["Kiều Văn Lực"], left_on=date(2026, 9, 1), reason="left", by=man, today=TODAY)
    leave(world.members["Trần Thị Lụa"], left_on=TODAY, reason="mistake", by=man, today=TODAY)
    after = {norm.key: norm.count for norm in composition(world.dong_vang, TODAY)}
    assert (after["size"], after["women"]) == (9, 7)
    assert composition(world.dong_vang, date(2026, 8, 31))[0].count == 10


@pytest.mark.django_db
def test_few_people_in_hardship_are_counted_only_for_who_may_see_them(world, man, desk_of):
    luc, who = world.person("Kiều Văn Lực"), {"club": world.dong_vang, "by": man, "today": TODAY}
    give_consent(luc, ["vulnerable"], channel="paper", given_on=TODAY, **who)
    declare_vulnerability(luc, "poor", declared_on=TODAY, **who)
    shown = {exact: composition(world.dong_vang, TODAY, exact=exact)[-1].shown for exact in (True, False)}
    assert shown == {True: "9%", False: "dưới 5"}
    assert "dưới 5" in body(desk_of("ha"), reverse("web:club", args=[world.dong_vang.pk]))
