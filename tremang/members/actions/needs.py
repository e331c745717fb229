"""Hardship, needs and the support that answered them."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.text import clean
from tremang.members import problems
from tremang.members.data import of_club, past_day
from tremang.members.models import (
    Consent,
    Membership,
    Need,
    NeedKind,
    Person,
    Purpose,
    Support,
    Vulnerability,
    VulnerabilityKind,
)

Row = Need | Support | Vulnerability


def declare_vulnerability(
    person: Person, kind: str, *, declared_on: date, club: Club, by: User, today: date
) -> Vulnerability:
    """Write down a hardship; only with the person's standing consent to that."""
    require(by, Verb.SEE_SENSITIVE, club.place, today)
    _checked(person, kind, VulnerabilityKind.values, declared_on, club, today)
    with writing(club.pk):
        if not has_consent(person, Purpose.VULNERABLE):
            raise Problem("no_consent", problems.NO_CONSENT)
        _not_twice(Vulnerability.objects.filter(person=person, kind=kind, withdrawn_on__isnull=True))
        row = Vulnerability(person=person, kind=kind, declared_on=declared_on)
        return _write(row, "declare_vulnerability", VulnerabilityKind(kind).label, declared_on, club, by)


def declare_need(person: Person, kind: str, *, declared_on: date, club: Club, by: User, today: date) -> Need:
    """Write down a need; it counts for 24 months (indicator 14)."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    _checked(person, kind, NeedKind.values, declared_on, club, today)
    with writing(club.pk):
        _not_twice(Need.objects.filter(person=person, club=club, kind=kind, declared_on=declared_on))
        row = Need(club=club, person=person, kind=kind, declared_on=declared_on)
        return _write(row, "declare_need", NeedKind(kind).label, declared_on, club, by)


def give_support(
    person: Person, kind: str, *, given_on: date, note: str = "", club: Club, by: User, today: date
) -> Support:
    """Write down that the person got a loan or took part in an income activity on a day."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    _checked(person, kind, NeedKind.values, given_on, club, today)
    with writing(club.pk):
        _not_twice(Support.objects.filter(person=person, club=club, kind=kind, given_on=given_on))
        row = Support(club=club, person=person, kind=kind, given_on=given_on, note=clean(note)[:160])
        return _write(row, "give_support", NeedKind(kind).label, given_on, club, by)


def withdraw(row: Need | Vulnerability, *, withdrawn_on: date, club: Club, by: User, today: date) -> None:
    """The need or the hardship no longer holds from `withdrawn_on` on."""
    require(by, Verb.SEE_SENSITIVE if isinstance(row, Vulnerability) else Verb.KEEP_MEMBERS, club.place, today)
    _same_club(row, club)
    past_day(withdrawn_on, today, "withdrawn_on")
    with writing(club.pk):
        row.refresh_from_db()
        if row.withdrawn_on is not None:
            raise Problem("nothing_there", problems.NOTHING_THERE)
        if withdrawn_on < row.declared_on:
            raise Problem(
                "withdrawn_before", problems.WITHDRAWN_BEFORE, field="withdrawn_on", day=written(row.declared_on)
            )
        row.withdrawn_on = withdrawn_on
        row.save(update_fields=["withdrawn_on"])
        _note(row, "withdraw_line", row.get_kind_display(), row.declared_on, club, by, {key(row): plain(row)})


def take_back(row: Row, *, withdrawal: bool = False, club: Club, by: User, today: date) -> None:
    """Undo: a line that was entered by mistake goes; with `withdrawal` only its end is forgotten.

    Raises Problem where something else was written of it since.
    """
    require(by, Verb.SEE_SENSITIVE if isinstance(row, Vulnerability) else Verb.KEEP_MEMBERS, club.place, today)
    _same_club(row, club)
    with writing(club.pk):
        label, since, name = row.get_kind_display(), _day_of(row), key(row)
        row.refresh_from_db()
        if (getattr(row, "withdrawn_on", None) is not None) != withdrawal or (withdrawal and _again(row)):
            raise Problem("undo_late", problems.UNDO_LATE)
        if withdrawal:
            row.withdrawn_on = None
            row.save(update_fields=["withdrawn_on"])
            _note(row, "take_back_line", label, since, club, by, {name: plain(row)})
        else:
            row.delete()
            _note(row, "take_back_line", label, since, club, by, {name: None})


def _same_club(row: Row, club: Club) -> None:
    """A hardship is the person's; a need and a support are their club's."""
    if getattr(row, "club_id", club.pk) != club.pk:
        raise Refused("not_of_club", problems.NOT_OF_CLUB)
    of_club(row.person, club)


def has_consent(person: Person, purpose: str) -> bool:
    """Whether a consent to `purpose` stands."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_on__isnull=True).exists()


def _checked(person: Person, kind: str, kinds: list[str], day: date, club: Club, today: date) -> None:
    past_day(day, today, "day")
    if kind not in kinds:
        raise Problem("nothing_there", problems.NOTHING_THERE, field="kind")
    if not Membership.objects.filter(Membership.running(day), person=person, club=club).exists():
        raise Problem("not_member_then", problems.NOT_MEMBER_THEN, field="day", day=written(day))


def _not_twice(rows) -> None:  # type: ignore[no-untyped-def]
    if found := rows.first():
        raise Problem("declared", problems.DECLARED, field="kind", day=written(_day_of(found)))


def _again(row: Row) -> bool:
    """Whether the same hardship was declared anew."""
    mine = Vulnerability.objects.filter(person=row.person, kind=row.kind, withdrawn_on__isnull=True)
    return isinstance(row, Vulnerability) and mine.exists()


def _day_of(row: Row) -> date:
    return row.given_on if isinstance(row, Support) else row.declared_on


def _write(row: Row, verb: str, label: object, day: date, club: Club, by: User) -> Row:
    row.save(force_insert=True)
    _note(row, verb, label, day, club, by, {key(row): plain(row)})
    return row


def _note(row: Row, verb: str, label: object, day: date, club: Club, by: User, rows: dict[str, object]) -> None:
    body = {"name": row.person.full_name, "kind": str(label), "day": day}
    record(club.pk, verb, next(iter(rows)), by_id=by.pk, body=body, rows=rows)
    mark_stale([club.pk], day, rows)
