"""Loading the demo: places, users, communes, then club by club, and at the end what was worked out of it all."""

from collections.abc import Callable
from datetime import date

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.urls import reverse

from tremang.accounts.models import RoleKind, User
from tremang.clubs.models import Club
from tremang.exchange.demo.classes import set_library
from tremang.exchange.demo.clubs import Around, Neighbours, make_neighbours
from tremang.exchange.demo.communes import Commune
from tremang.exchange.demo.decrees import Decrees
from tremang.exchange.demo.making import Act, Making, at
from tremang.exchange.demo.meetups import plan_meetups
from tremang.exchange.demo.offices import plan_supports
from tremang.exchange.demo.plans import Plan, plan_clubs
from tremang.exchange.demo.reporting.corrections import correct_some
from tremang.exchange.demo.reporting.load import write_reports
from tremang.exchange.demo.rows import analyze, bare, unchecked
from tremang.exchange.demo.sizes import Size
from tremang.exchange.demo.users import CENTRE, CITY, CITY_SINCE, COMMUNE, Users
from tremang.facts.actions import rebuild_all
from tremang.kernel import clock
from tremang.kernel.hands import hands
from tremang.kernel.ids import seeded_ids
from tremang.kernel.newborn import begin_again, first_load
from tremang.kernel.periods import Month, month_first, month_last
from tremang.places.loading import load_places
from tremang.places.models import Place
from tremang.places.queries import city, communes

CORRECTED = 8  # communes in which a meeting was corrected after the report was sent
FIRST = "09715"  # xã Phúc Thọ, where the demo's people of one commune and one club are
OF_XS = (FIRST, "09706", "09694", "00004")


def load(size: Size, seed: int, until: Month, say: Callable[[str], None] = lambda line: None) -> None:
    """Fill an empty database. The same arguments give the same rows, byte for byte.

    Raises CommandError with one sentence where something is there already.
    """
    if not connection.in_atomic_block and begin_again():
        say("Lần nạp trước bị ngắt giữa chừng, đang làm lại từ đầu…")
    call_command("migrate", verbosity=0, interactive=False)
    if User.objects.exists() or Club.objects.exists():
        raise CommandError(
            "Cơ sở dữ liệu đã có dữ liệu nên không nạp dữ liệu mẫu. Chọn tệp khác bằng DATABASE_URL hoặc VAR_DIR."
        )
    reverse("web:home")  # all addresses are read here, before work is divided: reports name them
    last = month_last(until)
    making = Making(size, seed, month_first(until - size.months + 1), last)
    today = max(clock.today(), last)
    with first_load(), clock.fixed(last, 20), seeded_ids(seed, int(at(last, 20).timestamp() * 1000)):
        load_places()
        set_library(making)
        current, waiting = _load(making)
        analyze()
        say("Đang tính các chỉ tiêu…")
        rebuild_all(today)
        analyze()
        say("Đang lập các báo cáo…")
        courses = write_reports(making, city(), current, waiting)
        correct_some(courses, min(CORRECTED, len(current) // 2), last, today, city())
    analyze()


def _load(making: Making) -> tuple[list[Place], dict[int, list[Act]]]:
    """Everything but reports. Returns the communes that stand at the end, and the acts that wait for the reports.

    Offices' chains wait for them where they can, so that all acts stand in the order of time.
    """
    places = sorted(communes(), key=lambda place: place.code != FIRST)
    if making.size.communes:
        places = [place for code in OF_XS for place in places if place.code == code]
    current = list(places)
    decrees = Decrees.plan(making)
    places += decrees.places if decrees else []
    with unchecked():
        _users(making, Users(making), places)
        made = [_commune(making, place, number, decrees) for number, place in enumerate(places)]
        root = Commune(making, city(), silent=False)
        near = _neighbours(making, {commune.place.pk: commune for commune in made}, root)
        making.sink.flush()
    with bare(), hands(len(near), lambda number: make_neighbours(making, near[number], number)) as spread:
        for ends in spread(range(len(near))):
            making.sequences |= ends
    waiting: dict[int, list[Act]] = {}
    with unchecked():
        for commune in made:
            if commune.changed_on is None:
                waiting[commune.place.pk] = commune.acts
            else:
                making.write_chain(commune.place.pk, commune.acts, making.random("salts", commune.place.code))
        making.sink.flush()
        if decrees:
            decrees.carry_out()
            people = {commune.place.code: commune.people for commune in made}
            for commune in made:
                if commune.changed_on is not None:
                    commune.say_the_rest(decrees.taken_in(commune.place, people))
                    waiting[commune.place.pk] = commune.acts
        root.officials(9)
        waiting[root.place.pk] = root.acts
        making.sink.flush()
    return current, waiting


def _users(making: Making, users: Users, places: list[Place]) -> None:
    root = city()
    staff, leader, *_others = [users.known(account, root, CITY_SINCE) for account in CITY]
    making.city_staff_id, making.city_leader_id = staff.pk, leader.pk
    users.known(CENTRE, root.parent)
    names = making.names("officers")
    for place in places:
        if place.code == FIRST:
            officer, *_others = [users.known(account, place) for account in COMMUNE]
            making.officer_of[place.pk] = officer.pk
            continue
        sex = names.random.choice("FM")
        full_name = names.full(sex, 40)
        officer = users.quiet(f"canbo.{place.code}", full_name, RoleKind.COMMUNE_OFFICER, place)
        making.officer_of[place.pk] = officer.pk


def _commune(making: Making, place: Place, number: int, decrees: Decrees | None) -> Commune:
    changed_on = decrees.changed_on(place) if decrees else None
    silent = changed_on is None and (number % 14 == 9 or bool(making.size.communes))
    commune = Commune(making, place, silent, changed_on, bool(decrees and decrees.closes(place)))
    commune.declare(number)
    return commune


def _neighbours(making: Making, by_place: dict[int, Commune], root: Commune) -> list[Neighbours]:
    """The clubs to be made, those of a commune together: they share people and hamlets, and nothing with others."""
    hamlets = {pk: commune.hamlets for pk, commune in by_place.items()}
    plans = plan_clubs(making, [commune.place for commune in by_place.values()], hamlets)
    around = Around(plan_meetups(making, plans), plan_supports(making, plans, by_place, root))
    taken = {plan.hamlet.pk for plan in plans if plan.hamlet}
    here: dict[int, list[Plan]] = {}
    for plan in plans:
        here.setdefault(plan.commune.pk, []).append(plan)
    return [
        Neighbours(clubs, [hamlet for hamlet in hamlets[pk] if hamlet.pk not in taken], around)
        for pk, clubs in here.items()
    ]


def default_until(today: date) -> Month:
    """The month before the one of `today`."""
    return today.year * 12 + today.month - 2
