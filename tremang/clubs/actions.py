"""Every write of clubs: founding, the stages of their life, their facts, corrections, and the way back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from django.apps import apps

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs import problems as say
from tremang.clubs.books import Book, latest, take_back
from tremang.clubs.life import ONE_DAY, Step, check_day, follow, moved, steps_of, write_steps
from tremang.clubs.models import (
    Club,
    ClubMerger,
    FoundingDecision,
    FundingOrigin,
    ManagingBody,
    ServedHamlet,
    State,
    StateRow,
)  # fmt: skip
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.places.journal import Journal
from tremang.places.models import Kind, Place, Span, UnitType
from tremang.places.queries import under
from tremang.places.tree import NewUnit, new_place

BOOK = (Place, Span, Club, StateRow, FoundingDecision, ClubMerger, ServedHamlet)
VERBS = {
    State.PROPOSED: "propose_club", State.ACTIVE: "launch_club", State.PAUSED: "pause_club",
    State.DISSOLVED: "dissolve_club", State.MERGED: "merge_club",
}  # fmt: skip
LIFE_VERBS = (
    "start_campaign", "found_club", "resume_club", "correct_stage", "correct_decision", "edit_club", *VERBS.values(),
)  # fmt: skip
# Written together with what members own, and taken back together with it.
CLOSING_VERBS = (VERBS[State.DISSOLVED], VERBS[State.MERGED])
NAME_LIMIT = 100
DAYS = {False: 31, True: 30}


@dataclass(frozen=True)
class Decision:
    """The founding decision as written. A re-founding names the club it continues, or `note` says why none."""

    number: str
    decided_on: date
    issuer: str
    is_refounding: bool = False
    continues: Club | None = None
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """What a club says of itself; its seat and its commune are not among it: a club is only moved by a decree."""

    name: str
    managing_body: str = ManagingBody.ELDERLY
    funding_origin: str = FundingOrigin.SOCIAL
    project_code: str = ""
    meeting_place: str = ""
    meeting_day: int = 15
    meets_by_lunar: bool = False
    meeting_time: time | None = None


def start_campaign(
    commune: Place, seat: Place | None, facts: Facts, on: date, *, by: User, today: date
) -> Club:  # fmt: skip
    """A new club from its campaign on, at a hamlet of `commune`, or at the commune itself."""
    require(by, Verb.KEEP_CLUB, commune, today)
    check_day(on, today)
    values = _checked(facts)
    with writing(commune.pk):
        if commune.valid_to is not None:
            raise Problem(
                "commune_closed", say.COMMUNE_CLOSED, place=commune.name, day=written(commune.valid_to + ONE_DAY)
            )
        if seat is not None and (seat.parent_id != commune.pk or seat.kind != Kind.HAMLET or seat.valid_to is not None):
            raise Problem("not_here", say.NOT_HERE, field="seat", place=commune.name)
        _must_be_free(commune, values["name"])
        unit = NewUnit(f"clb-{new_id()}", values["name"], UnitType.CLUB)
        leaf = new_place(Journal(), Kind.CLUB, unit, seat or commune, today)
        club = Club(place=leaf, seat_hamlet=seat, **values)
        club.save(force_insert=True)
        write_steps(club, [Step(State.CAMPAIGN, on, "", by.pk)])
        book = Book.of_new(leaf.pk, *BOOK)
        book.note("start_campaign", key(club), {"club": club.name, "day": on, "reason": ""}, since=on, by=by)
    return club


def advance(club: Club, state: State, on: date, reason: str = "", *, by: User, today: date) -> Event | None:
    """The next stage from `on` on: proposed, launched, paused, resumed. Closing is done with its members."""
    require(by, Verb.KEEP_CLUB, club.place, today)
    if state not in (State.PROPOSED, State.ACTIVE, State.PAUSED):
        raise ValueError(state)
    reason = clean(reason)
    if state == State.PAUSED and not reason:
        raise Problem("no_reason", say.NO_REASON, field="reason")
    with writing(club.pk):
        club.refresh_from_db()
        if state == State.ACTIVE and not FoundingDecision.objects.filter(club=club).exists():
            raise Problem("no_decision", say.NO_DECISION)
        resumed = state == State.ACTIVE and club.state == State.PAUSED
        book = Book(club.pk, *BOOK)
        add_stage(club, state, on, reason, by=by, today=today)
        words = {"club": club.name, "day": on, "reason": reason}
        verb = "resume_club" if resumed else VERBS[state]
        return book.note(verb, key(club), words, since=on, by=by)


def add_stage(club: Club, state: State, on: date, reason: str, *, by: User, today: date) -> None:
    """Write one more stage without an event; for acts that close a club together with what it owns."""
    steps = _steps(club)
    longer = follow(steps, Step(state, on, reason, by.pk), today)
    _no_meeting_left_outside(club, steps, longer)
    write_steps(club, longer)


def decide(
    club: Club, decision: Decision, served: Iterable[Place] = (), *, by: User, today: date
) -> Event | None:  # fmt: skip
    """The founding decision with the hamlets it names; from that day on the club is founded."""
    require(by, Verb.KEEP_CLUB, club.place, today)
    values = _decision(club, decision, today)
    hamlets = list(served)
    with writing(club.pk):
        club.refresh_from_db()
        book = Book(club.pk, *BOOK)
        longer = follow(_steps(club), Step(State.FOUNDED, decision.decided_on, "", by.pk), today)
        FoundingDecision(club=club, **values).save(force_insert=True)
        for hamlet in hamlets:
            _must_be_hamlet_here(club, hamlet)
            ServedHamlet(club=club, hamlet=hamlet, from_on=decision.decided_on).save(force_insert=True)
        write_steps(club, longer)
        words = {"club": club.name, "number": values["number"], "day": decision.decided_on, "issuer": values["issuer"]}
        return book.note("found_club", key(club), words, since=decision.decided_on, by=by)


def correct_decision(club: Club, decision: Decision, *, by: User, today: date) -> Event | None:
    """Write the founding decision anew; the stage of that day moves with it."""
    require(by, Verb.KEEP_CLUB, club.place, today)
    values = _decision(club, decision, today)
    with writing(club.pk):
        club.refresh_from_db()
        row = FoundingDecision.objects.filter(club=club).order_by("decided_on").first()
        if row is None:
            raise Problem("no_such_stage", say.NO_SUCH_STAGE)
        book = Book(club.pk, *BOOK)
        steps = _steps(club)
        index = next(i for i, step in enumerate(steps) if step.state == State.FOUNDED)
        since = min(row.decided_on, decision.decided_on)
        changed = _with_author(moved(steps, index, decision.decided_on, steps[index].reason, today), by)
        ServedHamlet.objects.filter(club=club, from_on=row.decided_on).update(from_on=decision.decided_on)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        write_steps(club, changed)
        words = {"club": club.name, "number": row.number, "day": row.decided_on}
        return book.note("correct_decision", key(club), words, since=since, by=by)


def correct_stage(row: StateRow, on: date, reason: str, *, by: User, today: date) -> Event | None:
    """Correct the first day of a stage, and why; the stage before it ends on the eve."""
    club = row.club
    require(by, Verb.KEEP_CLUB, club.place, today)
    with writing(club.pk):
        club.refresh_from_db()
        steps = _steps(club)
        index = next((i for i, step in enumerate(steps) if step.row_id == row.pk), None)
        if index is None:
            raise Conflict("no_such_stage", say.NO_SUCH_STAGE)
        changed = moved(steps, index, on, clean(reason), today)
        _no_meeting_left_outside(club, steps, changed)
        book = Book(club.pk, *BOOK)
        since = min(on, steps[index].on)
        if steps[index].state == State.FOUNDED:
            FoundingDecision.objects.filter(club=club, decided_on=steps[index].on).update(decided_on=on)
        if steps[index].state == State.MERGED:
            ClubMerger.objects.filter(club=club, merged_on=steps[index].on).update(merged_on=on)
        write_steps(club, changed)
        words = {"club": club.name, "stage": str(State(row.state).label), "day": on}
        return book.note("correct_stage", key(club), words, since=since, by=by)


def edit_club(
    club: Club, facts: Facts, served: Mapping[Place, tuple[date, date | None]] | None = None, *, by: User, today: date
) -> Event | None:  # fmt: skip
    """Write the club's facts, and where given the hamlets it serves with their first and last days.

    The name goes to its node as well: what a club is called is its own affair and no change of boundaries.
    """
    require(by, Verb.KEEP_CLUB, club.place, today)
    values = _checked(facts)
    with writing(club.pk):
        club.refresh_from_db()
        book = Book(club.pk, *BOOK)
        if values["name"] != club.name:
            _must_be_free(_commune_of(club), values["name"], but=club)
            _rename_node(club.place, values["name"])
        for name, value in values.items():
            setattr(club, name, value)
        club.save(update_fields=list(values))
        since = today
        if served is not None:
            since = min([today, *_serve(club, served, today)])
        return book.note("edit_club", key(club), {"club": club.name}, since=since, by=by)


def undo_life(club: Club, sequence: int, *, by: User, today: date) -> bool:
    """Take back the club's newest act, which must be `sequence`; returns whether the club is still there."""
    require(by, Verb.KEEP_CLUB, club.place, today)
    with writing(club.pk):
        event = latest(club.pk, LIFE_VERBS)
        if event is None or event.sequence != sequence or event.verb in CLOSING_VERBS:
            raise Conflict("changed_since", say.CHANGED_SINCE)
        take_back(event, by=by)
    return Club.objects.filter(pk=club.pk).exists()


def _steps(club: Club) -> list[Step]:
    decision = FoundingDecision.objects.filter(club=club).order_by("decided_on").first()
    return steps_of(list(StateRow.objects.filter(club=club).order_by("from_on")), decision)


def _with_author(steps: list[Step], by: User) -> list[Step]:
    """A step that comes to have a row of its own was written by whoever moved it."""
    return [Step(s.state, s.on, s.reason, s.by_id or by.pk, s.row_id) if s.row_id is None else s for s in steps]


def _checked(facts: Facts) -> dict[str, object]:
    """The columns of a club; raises Problem for what cannot be."""
    name = clean(facts.name)
    if not any(char.isalpha() for char in name):
        raise Problem("no_name", say.NO_NAME, field="name")
    if len(name) > NAME_LIMIT:
        raise Problem("name_long", say.NAME_LONG, field="name", limit=NAME_LIMIT)
    most = DAYS[facts.meets_by_lunar]
    if not 1 <= facts.meeting_day <= most:
        raise Problem("bad_day", say.BAD_DAY, field="meeting_day", most=most)
    is_project = facts.funding_origin == FundingOrigin.PROJECT
    return {
        "name": name, "managing_body": facts.managing_body, "funding_origin": facts.funding_origin,
        "project_code": clean(facts.project_code) if is_project else "", "meeting_place": clean(facts.meeting_place),
        "meeting_day": facts.meeting_day, "meets_by_lunar": facts.meets_by_lunar, "meeting_time": facts.meeting_time,
    }  # fmt: skip


def _decision(club: Club, decision: Decision, today: date) -> dict[str, object]:
    number, issuer, note = clean(decision.number), clean(decision.issuer), clean(decision.note)
    if not number:
        raise Problem("no_number", say.NO_NUMBER, field="number")
    if not issuer:
        raise Problem("no_issuer", say.NO_ISSUER, field="issuer")
    check_day(decision.decided_on, today, "decided_on")
    continues = decision.continues if decision.is_refounding else None
    if decision.is_refounding and continues is None and not note:
        raise Problem("which_continued", say.WHICH_CONTINUED, field="continues")
    if continues is not None and continues.pk == club.pk:
        raise Problem("continues_itself", say.CONTINUES_ITSELF, field="continues")
    return {
        "number": number, "decided_on": decision.decided_on, "issuer": issuer, "continues": continues, "note": note,
        "is_refounding": decision.is_refounding,
    }  # fmt: skip


def _commune_of(club: Club) -> Place:
    return Place.objects.get(code=club.place.commune_code)


def _must_be_free(commune: Place, name: str, but: Club | None = None) -> None:
    """Refuse a name that another running club of the commune has."""
    others = Club.objects.filter(under(commune.path, "place__path"))
    others = others.exclude(state__in=(State.DISSOLVED, State.MERGED)).exclude(pk=but.pk if but else 0)
    # SQLite tells capitals from small letters only without marks.
    if name.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
        raise Problem("name_taken", say.NAME_TAKEN, field="name", place=commune.name, name=name)


def _must_be_hamlet_here(club: Club, hamlet: Place) -> None:
    if hamlet.kind != Kind.HAMLET or hamlet.commune_code != club.place.commune_code:
        raise Problem("not_here", say.NOT_HERE, field="served", place=_commune_of(club).name)


def _rename_node(node: Place, name: str) -> None:
    node.rename(name)
    node.save(update_fields=["name", "name_fold", "sort"])
    span = node.spans.order_by("-from_on").first()
    if span is not None:
        span.name = name
        span.save(update_fields=["name"])


def _serve(club: Club, served: Mapping[Place, tuple[date, date | None]], today: date) -> list[date]:
    """Make the rows say `served`; returns the days from which something changed."""
    known = {row.hamlet_id: row for row in ServedHamlet.objects.filter(club=club).order_by("from_on")}
    touched: list[date] = []
    for hamlet, (first, last) in served.items():
        check_day(first, today, "served")
        if last is not None:
            check_day(last, today, "served")
            if last < first:
                raise Problem("served_backwards", say.SERVED_BACKWARDS, field="served", day=written(first))
        row = known.pop(hamlet.pk, None)
        if row is None:
            _must_be_hamlet_here(club, hamlet)
            ServedHamlet(club=club, hamlet=hamlet, from_on=first, to_on=last).save(force_insert=True)
            touched.append(first)
        elif (row.from_on, row.to_on) != (first, last):
            touched.append(min(first, row.from_on))
            row.from_on, row.to_on = first, last
            row.save(update_fields=["from_on", "to_on"])
    for row in known.values():
        touched.append(row.from_on)
        row.delete()
    return touched


def _no_meeting_left_outside(club: Club, before: list[Step], after: list[Step]) -> None:
    """Refuse a change by which a recorded meeting comes to lie outside the times the club was active."""
    # Meetings stand above clubs; only their days are asked for, as the write lock asks for a club's place.
    held = apps.get_model("meetings", "Meeting").objects.filter(club=club).order_by("held_on")
    for day in held.values_list("held_on", flat=True):
        if _stage_on(before, day) == State.ACTIVE != _stage_on(after, day):
            raise Problem("met_outside", say.MET_OUTSIDE, field="on", day=written(day))


def _stage_on(steps: list[Step], day: date) -> str | None:
    return next((step.state for step in reversed(steps) if step.on <= day), None)
