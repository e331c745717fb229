"""What goes on at the units that take over: powers, lists, declared numbers, hamlets served.

A rule for each:
- who held a role at a closed unit holds it at every unit that took it over, so nobody loses access;
- numbers declared per year are added up where every unit that came together had declared that year, else the year is
  to be declared anew; after a split nobody can know the parts, so they are declared anew;
- a catalogue of hamlets stays complete where every unit's was, with the oldest of the counting dates;
- a commune is difficult, mountainous or of ethnic minorities if a part of it was; trained before 2026 if all of it was;
- officials go to the first unit named.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tremang.accounts.models import Role
from tremang.clubs.models import Club, ServedHamlet
from tremang.kernel.format import day as written
from tremang.places.journal import Journal
from tremang.places.models import Dated, HamletCount, Kind, Place, Population, Profile, Statement
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.training.models import CourseRecord, Official

ONE_DAY = timedelta(days=1)
SIGNS = ("is_difficult", "is_mountainous", "is_ethnic")


def carry_roles(journal: Journal, unit: Place, heirs: Sequence[Place], since: date) -> None:
    """Roles that run on `since` at `unit` go on at each of its heirs, and end at it where it closes."""
    for role in Role.objects.filter(place=unit).exclude(to_on__lt=since).order_by("pk"):
        start = max(role.from_on, since)
        for heir in heirs:
            there = Role.objects.filter(Dated.on(start), user_id=role.user_id, kind=role.kind, place=heir)
            if not there.exists():
                reason = _("Tiếp nối %(place)s từ ngày %(day)s") % {"place": unit.name, "day": written(since)}
                journal.create(
                    Role(
                        user_id=role.user_id, kind=role.kind, place=heir, from_on=start, to_on=role.to_on,
                        reason=reason[:200],
                    )
                )  # fmt: skip
        if role.from_on < since and unit.valid_to is not None:
            journal.update(role, to_on=since - ONE_DAY)


def carry_officials(journal: Journal, closed: Place, heir: Place, since: date) -> None:
    """The running list of officials goes on at `heir`, with the courses they completed."""
    for official in Official.objects.filter(place=closed).exclude(to_on__lt=since).order_by("pk"):
        if official.from_on >= since:
            journal.update(official, place_id=heir.pk)
            continue
        again = Official(
            place=heir, full_name=official.full_name, position=official.position, from_on=since, to_on=official.to_on
        )
        if Official.objects.filter(place=heir, full_name=official.full_name, from_on=since).exists():
            again.from_on = since + ONE_DAY  # two of one name came together: the key tells them apart by a day
        journal.update(official, to_on=since - ONE_DAY)
        journal.create(again)
        for course in official.courses.order_by("pk"):
            journal.create(
                CourseRecord(
                    official=again, kind=course.kind, completed_on=course.completed_on, organiser=course.organiser
                )
            )


def carry_numbers(journal: Journal, sources: Sequence[Place], heir: Place, since: date) -> None:
    """Add up at `heir` what `sources` (itself among them if it goes on) had declared, year by year."""
    found = {source.pk: _statements(source) for source in sources}
    for held in found.values():
        for rows in held.values():
            for row in rows:
                journal.update(row, holds_to=since - ONE_DAY)
    for make, model in ((_people, Population), (_reach, ReachDeclaration)):
        by_year: dict[int, list[Any]] = {}
        for held in found.values():
            for row in held[model]:
                by_year.setdefault(row.year, []).append(row)
        for year, rows in sorted(by_year.items()):
            if len(rows) == len(sources):
                journal.create(make(heir, year, rows, since))
    counts = [max(row.counted_on for row in held[HamletCount]) for held in found.values() if held[HamletCount]]
    if len(counts) == len(sources):
        source = _("Gộp danh mục của %(names)s") % {"names": _names(sources)}
        journal.create(HamletCount(commune=heir, counted_on=min(counts), source=source[:200], holds_from=since))


def divide_numbers(journal: Journal, divided: Place, heirs: Sequence[Place], since: date) -> None:
    """After a split people and reach are declared anew; a part's catalogue of hamlets is complete if the whole was.

    A part that existed before must also have had its own complete.
    """
    held = {place.pk: _statements(place) for place in {divided.pk: divided, **{h.pk: h for h in heirs}}.values()}
    for rows in [row for statements in held.values() for row in statements.values()]:
        for row in rows:
            journal.update(row, holds_to=since - ONE_DAY)
    newest = {pk: max((row.counted_on for row in rows[HamletCount]), default=None) for pk, rows in held.items()}
    for heir in heirs:
        needed = {divided.pk} | ({heir.pk} if heir.valid_from < since else set())
        days = [newest[pk] for pk in needed]
        if None not in days:
            source = _("Theo danh mục của %(name)s trước khi chia") % {"name": divided.name}
            journal.create(
                HamletCount(commune=heir, counted_on=min(filter(None, days)), source=source[:200], holds_from=since)
            )


def carry_profile(journal: Journal, sources: Sequence[Place], heir: Place, since: date) -> None:
    """The profile of `heir` from `since` on follows from those of `sources`."""
    found = [Profile.objects.filter(Dated.on(since), commune=source).order_by("-from_on").first() for source in sources]
    known = [row for row in found if row is not None]
    if not known:
        return
    values = {sign: any(getattr(row, sign) for row in known) for sign in SIGNS}
    values["trained_before_2026"] = len(known) == len(found) and all(row.trained_before_2026 for row in known)
    own = next((row for row in known if row.commune_id == heir.pk), None)
    if own is not None:
        if all(getattr(own, name) == value for name, value in values.items()):
            return
        if own.from_on == since:
            journal.update(own, **values)
            return
        journal.update(own, to_on=since - ONE_DAY)
    journal.create(Profile(commune=heir, from_on=since, **values))


def carry_serving(journal: Journal, closed: Place, heirs: Sequence[Place], since: date) -> None:
    """Clubs that served a hamlet which is no more serve what took it over; those seated there, their own part of it."""
    seated = {club.pk: club for club in Club.objects.filter(seat_hamlet=closed).select_related("place")}
    serving = list(ServedHamlet.objects.filter(hamlet=closed).exclude(to_on__lt=since).order_by("pk"))
    for club in seated.values():
        if not ServedHamlet.objects.filter(club=club, hamlet=closed).exists():
            first = max(closed.valid_from, club.place.valid_from)
            if first < since:
                journal.create(ServedHamlet(club=club, hamlet=closed, from_on=first, to_on=since - ONE_DAY))
    for row in serving:
        club = seated.get(row.club_id)
        own = [heir for heir in heirs if club is not None and heir.contains(club.place)]
        for heir in own or heirs:
            _serve(journal, row.club_id, heir, max(row.from_on, since), row.to_on)
        if row.from_on < since:
            journal.update(row, to_on=since - ONE_DAY)
    for club in seated.values():
        heir = next((heir for heir in heirs if heir.contains(club.place)), heirs[0])
        journal.update(club, seat_hamlet_id=heir.pk)


def reseat_parts(journal: Journal, hamlet: Place, since: date) -> None:
    """Clubs that sat in `hamlet`, which goes on, and now stand in a part that left it sit in that part."""
    for club in Club.objects.filter(seat_hamlet=hamlet).select_related("place__parent"):
        if club.place.parent_id != hamlet.pk and club.place.parent is not None:
            reseat(journal, club.place, club.place.parent, since)


def reseat(journal: Journal, place: Place, parent: Place, since: date) -> None:
    """A club that moved to another hamlet sits there and serves it; what it served before stays written."""
    club = Club.objects.get(pk=place.pk)
    old = club.seat_hamlet
    heir = parent if parent.kind == Kind.HAMLET else None
    if old is not None:
        running = list(ServedHamlet.objects.filter(club=club, hamlet=old).exclude(to_on__lt=since))
        if not running and not ServedHamlet.objects.filter(club=club, hamlet=old).exists():
            journal.create(
                ServedHamlet(
                    club=club, hamlet=old, from_on=min(place.valid_from, since - ONE_DAY), to_on=since - ONE_DAY
                )
            )
        for row in running:
            if row.from_on < since:
                journal.update(row, to_on=since - ONE_DAY)
    if heir is not None:
        _serve(journal, club.pk, heir, since, None)
    journal.update(club, seat_hamlet_id=heir.pk if heir else None)


def _serve(journal: Journal, club_id: int, hamlet: Place, from_on: date, to_on: date | None) -> None:
    there = ServedHamlet.objects.filter(club_id=club_id, hamlet=hamlet)
    if not there.filter(Dated.on(from_on)).exists() and not there.filter(from_on=from_on).exists():
        journal.create(ServedHamlet(club_id=club_id, hamlet=hamlet, from_on=from_on, to_on=to_on))


def _statements(place: Place) -> dict[type[Statement], list[Any]]:
    return {
        model: list(model._default_manager.filter(model.by(), commune=place).order_by("pk"))
        for model in (HamletCount, Population, ReachDeclaration)
    }


def _names(places: Sequence[Place]) -> str:
    return ", ".join(place.name for place in places)


def _people(heir: Place, year: int, rows: list[Population], since: date) -> Population:
    older = None if any(row.older is None for row in rows) else sum(row.older or 0 for row in rows)
    source = _("Cộng số khai báo của %(names)s") % {"names": _names([row.commune for row in rows])}
    people = sum(row.people for row in rows)
    return Population(commune=heir, year=year, people=people, older=older, source=source[:200], holds_from=since)


def _reach(heir: Place, year: int, rows: list[ReachDeclaration], since: date) -> ReachDeclaration:
    method = _("Cộng số khai báo của %(names)s") % {"names": _names([row.commune for row in rows])}
    return ReachDeclaration(
        commune=heir, year=year, reached=sum(row.reached for row in rows), method=method[:200],
        declared_on=max(row.declared_on for row in rows), holds_from=since,
    )  # fmt: skip
