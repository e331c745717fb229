"""Keeping the catalogue of hamlets of a commune."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Min

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import LIVE_STATES, Club, StateRow
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.places import tree
from tremang.places.journal import Journal
from tremang.places.models import HamletCount, Kind, Place, Span, UnitType
from tremang.places.naming import keys_of, sound_name
from tremang.places.queries import under
from tremang.programme.territory import problems as say
from tremang.programme.territory.lists import Line, Lines, judge
from tremang.programme.territory.models import ListDraft

NAMES_TOLD = 10
HAMLET_VERBS = ("add_hamlets", "rename_hamlet", "close_hamlet", "count_hamlets")


def must_be_open(commune: Place, today: date) -> None:
    """Refuse what is said of a commune that is no more."""
    if commune.valid_to is not None and commune.valid_to < today:
        raise Problem("closed_unit", say.CLOSED_UNIT, name=commune.name, day=written(commune.valid_to + tree.ONE_DAY))


def must_be_past(day: date, today: date, field: str) -> None:
    """Refuse a day that has not come."""
    if day > today:
        raise Problem("future", say.FUTURE, field=field, day=written(day))


def add_hamlets(
    commune: Place, lines: Sequence[Line | tuple[str, UnitType]], since: date, *, by: User, today: date
) -> Event:  # fmt: skip
    """Add hamlets that exist from `since` on; every one must be new to the catalogue."""
    require(by, Verb.KEEP_COMMUNE, commune, today)
    must_be_open(commune, today)
    must_be_past(since, today, "since")
    tree.must_have_begun(commune, since, "since")
    with writing(commune.pk):
        places, spans, taken = [], [], set()
        number = int(tree.next_code(commune).rpartition("-")[2])
        held = set(commune.children.filter(kind=Kind.HAMLET, valid_to__isnull=True).values_list("name_fold", flat=True))
        for offset, line in enumerate(lines):
            name, unit_type = (line.name, UnitType(line.unit_type)) if isinstance(line, Line) else line
            name = sound_name(name, unit_type)
            place = Place(
                id=new_id(), kind=Kind.HAMLET, unit_type=unit_type, code=f"{commune.code}-{number + offset:04d}",
                parent=commune, valid_from=since,
            )  # fmt: skip
            place.rename(name)
            place.path = f"{commune.path}.h{place.pk}"
            if place.name_fold in held | taken:
                raise Problem("name_taken", tree.say.NAME_TAKEN, field="name", place=commune.name, name=name)
            taken.add(place.name_fold)
            places.append(place)
            spans.append(Span(place=place, name=name, unit_type=unit_type, path=place.path, from_on=since))
        Place.objects.bulk_create(places, batch_size=500)
        Span.objects.bulk_create(spans, batch_size=500)
        names = [place.name for place in places[:NAMES_TOLD]] + ["…"] * (len(places) > NAMES_TOLD)
        words = {"commune": commune.name, "count": len(places), "names": ", ".join(names), "since": since}
        rows = {key(row): plain(row) for row in [*places, *spans]}
        event = record(commune.pk, "add_hamlets", key(commune), by_id=by.pk, body=words, rows=rows)
        mark_stale([commune.pk], since)
    return event


def rename_hamlet(
    hamlet: Place, name: str, unit_type: UnitType, since: date | None, *, by: User, today: date
) -> Event:  # fmt: skip
    """Correct a name that was written wrong (`since` None), or give a new one from a day on."""
    require(by, Verb.KEEP_COMMUNE, hamlet, today)
    commune = Place.objects.get(pk=hamlet.parent_id)
    must_be_open(commune, today)
    with writing(commune.pk):
        hamlet.refresh_from_db()
        before, journal = hamlet.name, Journal()
        if since is not None:
            must_be_past(since, today, "since")
            tree.rename(journal, hamlet, name, unit_type, since)
        else:
            _correct(journal, hamlet, name, unit_type)
        words = {"before": before, "after": hamlet.name}
        return journal.record(commune.pk, "rename_hamlet", hamlet, words, since or hamlet.valid_from, by_id=by.pk)


def _correct(journal: Journal, hamlet: Place, name: str, unit_type: UnitType) -> None:
    name = sound_name(name, unit_type)
    if (name, unit_type) == (hamlet.name, hamlet.unit_type):
        raise Problem("same_name", tree.say.SAME_NAME, field="name")
    tree.must_be_free(hamlet.parent, name, but=hamlet)
    wrong = hamlet.name
    journal.update(hamlet, unit_type=unit_type, **keys_of(name))
    for span in hamlet.spans.filter(name=wrong):
        journal.update(span, name=name, unit_type=unit_type)


def close_hamlet(hamlet: Place, last: date, *, by: User, today: date) -> Event:
    """End a hamlet on `last`. One that holds a living club cannot be closed: its club would hang in the air."""
    require(by, Verb.KEEP_COMMUNE, hamlet, today)
    commune = Place.objects.get(pk=hamlet.parent_id)
    must_be_open(commune, today)
    must_be_past(last, today, "last")
    with writing(commune.pk):
        hamlet.refresh_from_db()
        tree.must_stand(hamlet, last + tree.ONE_DAY)
        inside = Club.objects.filter(under(hamlet.path, "place__path"), state__in=LIVE_STATES)
        club = inside.first() or Club.objects.filter(seat_hamlet=hamlet, state__in=LIVE_STATES).first()
        if club is not None:
            raise Problem("has_club", say.HAS_CLUB, name=hamlet.name, club=club.name)
        journal = Journal()
        tree.close_node(journal, hamlet, last)
        words = {"name": hamlet.name, "last": last}
        return journal.record(commune.pk, "close_hamlet", hamlet, words, last, by_id=by.pk)


def count_hamlets(commune: Place, counted_on: date, source: str, *, by: User, today: date) -> Event:
    """State that the catalogue was complete on `counted_on`: from now on it is a denominator."""
    require(by, Verb.KEEP_COMMUNE, commune, today)
    must_be_open(commune, today)
    must_be_past(counted_on, today, "counted_on")
    with writing(commune.pk):
        count = commune.children.filter(kind=Kind.HAMLET, valid_to__isnull=True).count()
        if not count:
            raise Problem("nothing_counted", say.NOTHING_COUNTED, field="counted_on")
        held = HamletCount.objects.filter(HamletCount.by(), commune=commune, counted_on=counted_on)
        if held.exists():
            raise Problem("counted_already", say.COUNTED_ALREADY, field="counted_on", day=written(counted_on))
        journal = Journal()
        row = HamletCount(commune=commune, counted_on=counted_on, source=clean(source)[:200])
        journal.create(row)
        words = {"commune": commune.name, "count": count}
        return journal.record(commune.pk, "count_hamlets", row, words, first_day(today), by_id=by.pk)


def first_day(today: date) -> date:
    """The first day of any club's life: what holds for all days is marked from here."""
    return StateRow.objects.aggregate(first=Min("from_on"))["first"] or today


def keep_draft(commune: Place, lines: Lines, *, by: User, today: date) -> ListDraft:
    """Keep the lines of a list until its right ones are taken; a new list of the same person replaces the old one."""
    require(by, Verb.KEEP_COMMUNE, commune, today)
    must_be_open(commune, today)
    with writing(commune.pk):
        ListDraft.objects.filter(commune=commune, by_id=by.pk).delete()
        draft = ListDraft(commune=commune, by_id=by.pk, lines=lines, made_on=today)
        draft.save(force_insert=True)
    return draft


def take_right_lines(draft: ListDraft, since: date, *, by: User, today: date) -> Event | None:
    """Add the right lines of a draft; the wrong ones stay in it. None where no line is right."""
    commune = draft.commune
    require(by, Verb.KEEP_COMMUNE, commune, today)
    with writing(commune.pk):
        judged = judge(draft.lines, commune)
        right = [line for line in judged if not line.sentence]
        if not right:
            return None
        event = add_hamlets(commune, right, since, by=by, today=today)
        taken = {line.number for line in right}
        draft.lines = [line for line in draft.lines if line[0] not in taken]
        if draft.lines:
            draft.save(update_fields=["lines"])
        else:
            draft.delete()
    return event


def drop_draft(draft: ListDraft, *, by: User, today: date) -> None:
    """Throw a draft away."""
    require(by, Verb.KEEP_COMMUNE, draft.commune, today)
    with writing(draft.commune_id):
        draft.delete()
