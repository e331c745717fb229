"""Consent per purpose: asked, never assumed; withdrawn as easily as given (Luật 91/2025/QH15, art. 9)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members import problems
from tremang.members.consent_texts import VERSION
from tremang.members.data import of_club, past_day
from tremang.members.models import Channel, Consent, Person, Purpose


def give_consent(
    person: Person, purposes: Iterable[str], *, channel: str, given_on: date, given_by: str = "", club: Club, by: User,
    today: date,
) -> list[Consent]:  # fmt: skip
    """Write down that the person said yes to each purpose, to the text in force; `given_by` where another spoke."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(person, club)
    past_day(given_on, today, "given_on")
    chosen = [purpose for purpose in Purpose.values if purpose in set(purposes)]
    if not chosen:
        raise Problem("no_purpose", problems.NO_PURPOSE, field="purposes")
    if channel not in Channel.values:
        raise Problem("no_channel", problems.NO_CHANNEL, field="channel")
    with writing(club.pk):
        standing = Consent.objects.filter(person=person, purpose__in=chosen, withdrawn_on__isnull=True).first()
        if standing is not None:
            raise Problem("consented", problems.CONSENTED, field="purposes", day=written(standing.given_on))
        same_day = Consent.objects.filter(person=person, purpose__in=chosen, given_on=given_on).first()
        if same_day is not None:
            raise Problem("consented", problems.CONSENTED, field="given_on", day=written(given_on))
        rows = [
            Consent(
                person=person, purpose=purpose, text_version=VERSION, channel=channel, given_on=given_on,
                given_by=clean(given_by)[:120], by_id=by.pk,
            )
            for purpose in chosen
        ]  # fmt: skip
        Consent.objects.bulk_create(rows)
        body = {"name": person.full_name, "purposes": [str(Purpose(row.purpose).label) for row in rows]}
        record(
            club.pk, "give_consent", key(person), by_id=by.pk, body=body, rows={key(row): plain(row) for row in rows}
        )
    return rows


def agreed(persons: Iterable[Person], purpose: Purpose, *, club: Club, by: User, today: date) -> list[Consent]:
    """What `persons` said yes to aloud today, as rows not yet saved: for an act that writes them under its own event.

    Call it inside `writing(club.pk)`; the caller knows that they are of the club. Who has agreed already gives no second
    row. Raises Problem for one who took his consent back this very day. One query.
    """
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    asked = {person.pk: person for person in persons}
    rows = Consent.objects.filter(person__in=list(asked), purpose=purpose)
    known = list(rows.filter(Q(withdrawn_on__isnull=True) | Q(given_on=today)).values_list("person", "withdrawn_on"))
    for pk, withdrawn_on in known:
        if withdrawn_on is not None:
            raise Problem("withdrawn_today", problems.WITHDRAWN_TODAY, name=asked[pk].full_name)
    return [
        Consent(
            person=person, purpose=purpose, text_version=VERSION, channel=Channel.SPOKEN, given_on=today, by_id=by.pk
        )
        for pk, person in asked.items()
        if pk not in {standing for standing, _withdrawn in known}
    ]


def withdraw_consent(consent: Consent, *, withdrawn_on: date, club: Club, by: User, today: date) -> Consent:
    """From `withdrawn_on` on the consent no longer holds; what depended on it is no longer shown onward."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(consent.person, club)
    past_day(withdrawn_on, today, "withdrawn_on")
    with writing(club.pk):
        consent.refresh_from_db()
        if consent.withdrawn_on is not None:
            raise Problem("not_consented", problems.NOT_CONSENTED)
        if withdrawn_on < consent.given_on:
            raise Problem(
                "withdrawn_before", problems.WITHDRAWN_BEFORE, field="withdrawn_on", day=written(consent.given_on)
            )
        consent.withdrawn_on = withdrawn_on
        consent.save(update_fields=["withdrawn_on"])
        body = {"name": consent.person.full_name, "purpose": str(Purpose(consent.purpose).label)}
        rows = {key(consent): plain(consent)}
        record(club.pk, "withdraw_consent", key(consent.person), by_id=by.pk, body=body, rows=rows)
    return consent


def take_back_consent(
    consents: Iterable[Consent], *, withdrawal: bool = False, club: Club, by: User, today: date
) -> None:
    """Undo: a consent that was entered by mistake goes; with `withdrawal` only its withdrawal is forgotten.

    Raises Problem where something else was written of it since: a withdrawn consent never comes back by itself.
    """
    consents = list(consents)
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    for consent in consents:
        of_club(consent.person, club)
    with writing(club.pk):
        rows: dict[str, object] = {}
        for consent in consents:
            name = key(consent)
            consent.refresh_from_db()
            others = Consent.objects.filter(person=consent.person, purpose=consent.purpose, withdrawn_on__isnull=True)
            if (consent.withdrawn_on is not None) != withdrawal or (withdrawal and others.exists()):
                raise Problem("undo_late", problems.UNDO_LATE)
            if not withdrawal:
                consent.delete()
                rows[name] = None
            else:
                consent.withdrawn_on = None
                consent.save(update_fields=["withdrawn_on"])
                rows[name] = plain(consent)
        person = consents[0].person
        purposes = [str(Purpose(consent.purpose).label) for consent in consents]
        body = {"name": person.full_name, "purposes": purposes}
        record(club.pk, "take_back_consent", key(person), by_id=by.pk, body=body, rows=rows)
