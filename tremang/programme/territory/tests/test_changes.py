"""Decrees: history stays true, nobody loses access, numbers by the boundaries of then and of now agree."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY, user
from tremang.accounts.models import Role, RoleKind
from tremang.accounts.powers import Verb, may
from tremang.clubs.actions import Facts, start_campaign
from tremang.clubs.models import Club, ServedHamlet
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.evidence import scope
from tremang.facts.measures import total as add
from tremang.facts.models import Fact
from tremang.kernel.events import plain
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify
from tremang.places.models import Change, HamletCount, Place, Population, Profile, Span, Succession, UnitType
from tremang.places.queries import commune_of_clubs, heirs, main_heirs
from tremang.places.tree import NewUnit
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.territory.actions.changes import (
    Decree,
    foresee,
    merge_places,
    move_place,
    rename_place,
    split_place,
    undo_change,
)
from tremang.programme.training.models import CourseKind, CourseRecord, Official

DAY = date(2026, 9, 1)
DECREE = Decree("12/NQ-HĐND", date(2026, 8, 20), DAY)
SON_TAY = NewUnit("09999", "Sơn Phúc", UnitType.RURAL)


def ha(world):
    return world.users["ha"]


def merged(world, into=SON_TAY):
    units = [world.phuc_tho, world.yen_bai]
    change = merge_places(units, into, decree=DECREE, by=ha(world), today=TODAY)
    return change, change.successions.first().successor


def fresh(place):
    return Place.objects.get(pk=place.pk)


def test_a_merger_closes_the_old_units_and_sets_all_below_them_under_the_new_one(world):
    _change, new = merged(world)
    assert new.name == "Xã Sơn Phúc"
    assert new.legal_basis == "12/NQ-HĐND ngày 20/8/2026"
    assert fresh(world.phuc_tho).valid_to == DAY - timedelta(days=1)
    for hamlet in world.hamlets.values():
        assert fresh(hamlet).path == f"vn.01.09999.h{hamlet.pk}"
        assert fresh(hamlet).parent_id == new.pk
    assert fresh(world.muong_chau.place).path.startswith("vn.01.09999.")
    assert [place.pk for place in heirs(fresh(world.yen_bai))] == [new.pk]


def test_before_the_day_a_club_stands_where_it_stood_and_from_the_day_on_in_the_new_unit(world):
    _change, new = merged(world)
    before, after = commune_of_clubs(DAY - timedelta(days=1)), commune_of_clubs(DAY)
    assert before[world.dong_vang.pk] == world.phuc_tho.pk
    assert before[world.muong_chau.pk] == world.yen_bai.pk
    assert set(after.values()) == {new.pk}
    assert set(before) == set(after)


def test_nobody_loses_access_by_a_merger(world):
    _change, new = merged(world)
    for name in ("tuan", "nga"):
        officer = type(ha(world)).objects.get(pk=world.users[name].pk)
        assert may(officer, Verb.KEEP_COMMUNE, new, TODAY)
        assert may(officer, Verb.KEEP_MEMBERS, fresh(world.dong_vang.place), TODAY)
        assert Role.objects.filter(user=officer, to_on__isnull=True).count() == 1
    secretary = type(ha(world)).objects.get(pk=world.users["man"].pk)
    assert may(secretary, Verb.RECORD_MEETING, fresh(world.dong_vang.place), TODAY)


def test_one_officer_of_both_units_gets_one_role_at_the_new_one(world):
    both = user(
        "ca_hai", "Trần Văn Hai", (RoleKind.COMMUNE_OFFICER, world.phuc_tho), (RoleKind.COMMUNE_OFFICER, world.yen_bai)
    )
    _change, new = merged(world)
    assert Role.objects.filter(user=both, place=new).count() == 1


def declare(world, place, people, older, reached, counted):
    Population.objects.create(commune=place, year=2026, people=people, older=older)
    ReachDeclaration.objects.create(
        commune=place, year=2026, reached=reached, method="Đếm", declared_on=date(2026, 6, 1)
    )
    HamletCount.objects.create(commune=place, counted_on=counted)


def test_declared_numbers_add_up_and_the_catalogue_keeps_its_oldest_day(world):
    declare(world, world.phuc_tho, 30_000, 6_000, 3_000, date(2025, 9, 1))
    declare(world, world.yen_bai, 20_000, None, 1_000, date(2025, 10, 1))
    Population.objects.create(commune=world.yen_bai, year=2025, people=19_000)
    _change, new = merged(world)
    total = Population.objects.get(Population.by(), commune=new)
    assert (total.year, total.people, total.older) == (2026, 50_000, None)
    assert ReachDeclaration.objects.get(commune=new).reached == 4_000
    assert HamletCount.objects.get(commune=new).counted_on == date(2025, 9, 1)


def test_a_catalogue_is_not_complete_where_one_part_was_never_counted(world):
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2025, 9, 1))
    _change, _new = merged(world, into=world.phuc_tho)
    assert not HamletCount.objects.filter(HamletCount.by(), commune=world.phuc_tho).exists()
    assert HamletCount.objects.filter(HamletCount.by(DAY - timedelta(days=1)), commune=world.phuc_tho).exists()


def test_the_profile_is_hard_if_a_part_is_and_trained_if_all_are(world):
    Profile.objects.create(commune=world.phuc_tho, from_on=date(2025, 7, 1), trained_before_2026=True)
    Profile.objects.create(
        commune=world.yen_bai, from_on=date(2025, 7, 1), is_mountainous=True, trained_before_2026=False
    )
    _change, new = merged(world)
    row = Profile.objects.get(commune=new)
    assert (row.is_mountainous, row.is_difficult, row.trained_before_2026) == (True, False, False)


def trained_official(place, name="Đỗ Thị Hằng"):
    official = Official.objects.create(place=place, full_name=name, from_on=date(2026, 1, 10))
    CourseRecord.objects.create(official=official, kind=CourseKind.INITIAL, completed_on=date(2026, 3, 1))
    return official


def test_totals_by_then_and_now_agree_on_any_day_around_a_merger(world):
    for place in (world.phuc_tho, world.yen_bai):
        declare(world, place, 30_000, 6_000, 3_000, date(2025, 9, 1))
        trained_official(place)
    merged(world, into=world.yen_bai)
    city = fresh(world.city)
    for day in (date(2026, 3, 31), DAY - timedelta(days=1), DAY, TODAY):
        then, now = (scope(city, day, boundaries) for boundaries in ("then", "now"))
        assert total(then) == total(now), day
    assert total(now)["clubs"] == 3
    assert total(now)["staff_trained.P1.n"] == 2
    assert total(now)["people_reached.P1.d"] == 60_000


def total(found):
    """All sums but those that count communes themselves, of which there are fewer or more by the other boundaries."""
    values = add(found.values().values())
    return {key: n for key, n in values.items() if not key.startswith("communes") and not key.endswith(".l")}


def test_facts_kept_up_after_a_merger_are_those_rebuilt(world):
    for place in (world.phuc_tho, world.yen_bai):
        declare(world, place, 30_000, 6_000, 3_000, date(2025, 9, 1))
    rebuild_all(TODAY)
    _change, new = merged(world)
    catch_up(fresh(world.city), TODAY)
    kept = {(f.node_id, f.half): f.values for f in Fact.objects.all()}
    rebuild_all(TODAY)
    assert kept == {(f.node_id, f.half): f.values for f in Fact.objects.all()}
    assert any(node == new.pk for node, _half in kept)
    assert not any(node == world.phuc_tho.pk for node, _half in kept)


def test_every_row_a_change_touches_is_vouched_for(world):
    declare(world, world.phuc_tho, 30_000, 6_000, 3_000, date(2025, 9, 1))
    change, _new = merged(world)
    found = {f.row for f in verify().findings if f.code != "row_unknown"}
    assert not found
    ServedHamlet.objects.update(from_on=date(2020, 1, 1))
    hamlets = [world.hamlets["Thôn Đồng Vàng"], world.hamlets["Thôn Trại Giữa"]]
    merge_places([fresh(h) for h in hamlets], NewUnit("", "Đồng Giữa", UnitType.VILLAGE),
                 decree=Decree("5/NQ", TODAY, TODAY), by=ha(world), today=TODAY)  # fmt: skip
    assert not [f for f in verify().findings if f.code != "row_unknown"]
    Place.objects.filter(pk=change.successions.first().successor_id).update(name="Xã Khác")
    assert "row_changed" in {f.code for f in verify().findings}


def test_hamlets_that_merge_are_served_by_the_clubs_of_both_and_were_before(world):
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2025, 9, 1))
    hamlets = [fresh(world.hamlets[name]) for name in ("Thôn Đồng Vàng", "Thôn Trại Giữa")]
    change = merge_places(hamlets, NewUnit("", "Đồng Giữa", UnitType.VILLAGE), decree=DECREE, by=ha(world), today=TODAY)
    new = change.successions.first().successor
    assert new.code == "09715-0004"
    assert set(Club.objects.filter(seat_hamlet=new).values_list("pk", flat=True)) == {
        world.dong_vang.pk,
        world.trai_giua.pk,
    }
    assert ServedHamlet.objects.filter(hamlet=new, from_on=DAY, to_on=None).count() == 2
    covered = {day: total(scope(fresh(world.city), day, "then")) for day in (DAY - timedelta(days=1), DAY)}
    assert [(v["hamlet_coverage.n"], v["hamlet_coverage.d"]) for v in covered.values()] == [(2, 3), (1, 2)]
    assert total(scope(fresh(world.city), DAY - timedelta(days=1), "now")) == covered[DAY - timedelta(days=1)]


def test_a_split_assigns_each_hamlet_and_the_clubs_follow(world):
    hamlets = world.hamlets
    where = {hamlets["Thôn Đồng Vàng"].pk: 0, hamlets["Thôn Trại Giữa"].pk: 1, hamlets["Thôn Cổ Điển"].pk: 1}
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2025, 9, 1))
    trained_official(world.phuc_tho)
    parts = [NewUnit("09801", "Phúc", UnitType.RURAL), NewUnit("09802", "Thọ", UnitType.RURAL)]
    change = split_place(world.phuc_tho, parts, where, decree=DECREE, by=ha(world), today=TODAY)
    phuc, tho = [step.successor for step in change.successions.order_by("pk")]
    assert fresh(world.dong_vang.place).commune_code == "09801"
    assert fresh(world.trai_giua.place).commune_code == "09802"
    officer = type(ha(world)).objects.get(pk=world.users["tuan"].pk)
    assert may(officer, Verb.KEEP_COMMUNE, phuc, TODAY)
    assert may(officer, Verb.KEEP_COMMUNE, tho, TODAY)
    assert HamletCount.objects.filter(HamletCount.by(), commune__in=[phuc, tho]).count() == 2
    assert main_heirs()[world.phuc_tho.pk] == phuc.pk
    for day in (date(2026, 8, 1), TODAY):
        then, now = (scope(fresh(world.city), day, boundaries) for boundaries in ("then", "now"))
        assert total(then) == total(now), day


def test_a_unit_may_go_on_after_a_part_has_left_it(world):
    where = {hamlet.pk: 0 for hamlet in world.phuc_tho.children.all()}
    where[world.hamlets["Thôn Trại Giữa"].pk] = 1
    parts = [world.phuc_tho, world.yen_bai]
    split_place(world.phuc_tho, parts, where, decree=DECREE, by=ha(world), today=TODAY)
    assert fresh(world.phuc_tho).valid_to is None
    assert fresh(world.trai_giua.place).commune_code == "09706"
    assert fresh(world.dong_vang.place).commune_code == "09715"
    officer = type(ha(world)).objects.get(pk=world.users["tuan"].pk)
    assert may(officer, Verb.KEEP_COMMUNE, fresh(world.phuc_tho), TODAY)


def test_who_closes_later_leaves_its_lists_to_whom_it_closed_into_though_a_part_left_it_and_came_back(world):
    one, two, days = world.phuc_tho, world.yen_bai, [TODAY - timedelta(days=n) for n in (3, 2, 1)]
    decrees = [Decree(f"{number}/NQ-HĐND", day, day) for number, day in enumerate(days)]
    parts = [one, NewUnit("09801", "Phúc", UnitType.RURAL)]
    where = {hamlet.pk: index % 2 for index, hamlet in enumerate(one.children.all())}
    split_place(one, parts, where, decree=decrees[0], by=ha(world), today=TODAY)
    left = Place.objects.get(code="09801")
    merge_places([left], fresh(one), decree=decrees[1], by=ha(world), today=TODAY)
    assert main_heirs() == {left.pk: one.pk}
    merge_places([fresh(one)], two, decree=decrees[2], by=ha(world), today=TODAY)
    assert main_heirs() == {left.pk: two.pk, one.pk: two.pk}


def test_a_split_that_forgets_a_hamlet_is_refused_and_leaves_nothing(world):
    parts = [NewUnit("09801", "Phúc", UnitType.RURAL), NewUnit("09802", "Thọ", UnitType.RURAL)]
    with pytest.raises(Problem) as refusal:
        split_place(world.phuc_tho, parts, {}, decree=DECREE, by=ha(world), today=TODAY)
    assert refusal.value.code == "unassigned"
    assert not Change.objects.exists()
    assert not Place.objects.filter(code="09801").exists()


def test_a_hamlet_moves_with_its_clubs(world):
    hamlet = world.hamlets["Thôn Trại Giữa"]
    move_place(hamlet, world.yen_bai, decree=DECREE, by=ha(world), today=TODAY)
    assert fresh(world.trai_giua.place).path == f"vn.01.09706.h{hamlet.pk}.c{world.trai_giua.pk}"
    assert not may(
        type(ha(world)).objects.get(pk=world.users["tuan"].pk), Verb.KEEP_CLUB, fresh(world.trai_giua.place), TODAY
    )


def test_a_club_moves_to_another_hamlet_and_sits_there(world):
    move_place(world.trai_giua.place, world.hamlets["Thôn Cổ Điển"], decree=DECREE, by=ha(world), today=TODAY)
    row = Club.objects.get(pk=world.trai_giua.pk)
    assert row.seat_hamlet_id == world.hamlets["Thôn Cổ Điển"].pk
    spans = list(Span.objects.filter(place=world.trai_giua.place).order_by("from_on"))
    assert [span.to_on for span in spans] == [DAY - timedelta(days=1), None]


def test_a_rename_keeps_the_old_name_for_the_days_before(world):
    rename_place(world.phuc_tho, "Phúc Thọ", UnitType.WARD, decree=DECREE, by=ha(world), today=TODAY)
    names = list(Span.objects.filter(place=world.phuc_tho).order_by("from_on").values_list("name", "unit_type"))
    assert names == [("Xã Phúc Thọ", "xã"), ("Phường Phúc Thọ", "phường")]
    assert fresh(world.phuc_tho).name_fold == "phuong phuc tho"


def test_only_who_keeps_the_map_changes_it(world):
    for name in ("tuan", "chu_tich", "man", "so", "nguoi_dung"):
        with pytest.raises(Refused):
            rename_place(world.phuc_tho, "Khác", decree=DECREE, by=world.users[name], today=TODAY)


@pytest.mark.parametrize(
    ("decree", "code"),
    [
        (Decree(" ", date(2026, 8, 20), DAY), "no_decree"),
        (Decree("1", date(2026, 9, 2), DAY), "decree_later"),
        (Decree("1", date(2026, 8, 20), date(2026, 10, 1)), "not_yet"),
        (Decree("1", date(2025, 6, 1), date(2025, 7, 1)), "too_soon"),
    ],
)
def test_a_decree_that_cannot_be_is_refused_with_a_sentence(world, decree, code):
    with pytest.raises(Problem) as refusal:
        rename_place(world.phuc_tho, "Khác", decree=decree, by=ha(world), today=TODAY)
    assert refusal.value.code == code
    assert not Change.objects.exists()


def test_changes_are_written_in_the_order_of_their_days(world):
    rename_place(world.phuc_tho, "Khác", decree=DECREE, by=ha(world), today=TODAY)
    with pytest.raises(Problem) as refusal:
        rename_place(
            fresh(world.phuc_tho), "Khác nữa", decree=Decree("2", DAY, date(2026, 8, 25)), by=ha(world), today=TODAY
        )
    assert refusal.value.code in ("later_change", "decree_later")
    earlier = Decree("2", date(2026, 8, 1), date(2026, 8, 25))
    with pytest.raises(Problem) as refusal:
        rename_place(fresh(world.phuc_tho), "Khác nữa", decree=earlier, by=ha(world), today=TODAY)
    assert refusal.value.code == "later_change"


def test_a_code_is_never_used_twice_and_has_five_digits(world):
    for code, expected in (("09715", "code_taken"), ("12", "bad_code"), ("abcde", "bad_code")):
        with pytest.raises(Problem) as refusal:
            merged(world, into=NewUnit(code, "Sơn Phúc", UnitType.RURAL))
        assert refusal.value.code == expected


def snapshot():
    models = (
        Place,
        Span,
        Role,
        HamletCount,
        Population,
        Profile,
        Official,
        CourseRecord,
        ReachDeclaration,
        ServedHamlet,
        Club,
        Succession,
        Change,
    )
    return {model: sorted(str(plain(row)) for row in model.objects.all()) for model in models}


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_mistaken_merger_is_taken_back_whole(world, goes_on):
    for commune in (world.phuc_tho, world.yen_bai):
        declare(world, commune, 30_000, 6_000, 3_000, date(2025, 9, 1))
    trained_official(world.phuc_tho)
    before = snapshot()
    change, _heir = merged(world, into=world.phuc_tho if goes_on else SON_TAY)
    assert snapshot() != before
    undo_change(change, by=ha(world), today=TODAY)
    assert snapshot() == before
    rebuild_all(TODAY)
    assert not [f for f in verify().findings if f.code != "row_unknown"]


def test_a_mistaken_rename_and_move_are_taken_back_whole(world):
    before = snapshot()
    first = rename_place(world.phuc_tho, "Khác", UnitType.WARD, decree=DECREE, by=ha(world), today=TODAY)
    second = move_place(world.trai_giua.place, world.hamlets["Thôn Cổ Điển"], decree=DECREE, by=ha(world), today=TODAY)
    undo_change(second, by=ha(world), today=TODAY)
    undo_change(first, by=ha(world), today=TODAY)
    assert snapshot() == before


def test_a_move_is_not_taken_back_under_a_club_that_was_founded_since(world):
    seat, day = world.hamlets["Thôn Cổ Điển"], TODAY - timedelta(days=9)
    change = move_place(seat, world.yen_bai, decree=Decree("7/NQ-HĐND", day, day), by=ha(world), today=TODAY)
    start_campaign(world.yen_bai, fresh(seat), Facts("Câu lạc bộ Cổ Điển"), day, by=world.users["nga"], today=TODAY)
    with pytest.raises(Problem) as refusal:
        undo_change(change, by=ha(world), today=TODAY)
    assert refusal.value.code == "changed_since"
    assert fresh(seat).commune_code == "09706"


def test_what_others_built_upon_is_not_taken_back(world):
    change, new = merged(world)
    Population.objects.create(commune=new, year=2026, people=5)
    with pytest.raises(Problem) as refusal:
        undo_change(change, by=ha(world), today=TODAY)
    assert refusal.value.code == "changed_since"
    assert fresh(new)


def test_foreseeing_tells_what_would_happen_and_changes_nothing(world):
    before = snapshot()
    found = foresee(
        lambda: merge_places([world.phuc_tho, world.yen_bai], SON_TAY, decree=DECREE, by=ha(world), today=TODAY)
    )
    assert found.heirs == ["Xã Sơn Phúc"]
    assert (found.level, found.below) == ("commune", {"hamlet": 4, "club": 3})
    assert snapshot() == before


def test_what_was_dissolved_before_the_merger_is_still_found_by_the_boundaries_of_now(world):
    place = world.trai_giua.place
    place.valid_to = date(2026, 8, 1)
    place.save()
    Span.objects.filter(place=place).update(to_on=date(2026, 8, 1))
    merged(world)
    assert fresh(place).commune_code == "09999"
    assert Span.objects.filter(place=place).count() == 1
