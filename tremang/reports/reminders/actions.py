"""Every write of the reminders: messages go into the outbox, are tried, and each try is kept; the City sets the rule."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.kernel.rows import insert, update
from tremang.places.queries import city
from tremang.reports import problems as say
from tremang.reports.models.reminders import OPEN, OutboxAttempt, OutboxMessage, ReminderRule, Sending
from tremang.reports.reminders import composing
from tremang.reports.reminders.matters import Matter, matters
from tremang.reports.reminders.planning import Planned, plan
from tremang.reports.reminders.rules import WorkingDays, allowed_from, rule_on
from tremang.reports.reminders.senders.base import NotSent
from tremang.reports.reminders.senders.registry import senders

NOBODY = 0  # the machine itself, in the log
ERROR_LIMIT, SUBJECT_LIMIT, SHORT_LIMIT = 300, 160, 300
EARLIEST, LATEST = -30, 60  # working days from the due day


class Told(NamedTuple):
    """What a run did: messages put into the outbox, sent, failed, held for later, and no longer needed."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    held: int = 0
    dropped: int = 0


def remind(now: datetime) -> Told:
    """Put what `now` asks for into the outbox, and send what may go out. Safe to repeat at any time."""
    made = _queue(plan(now), now)
    sent, failed, dropped = _send_due(now)
    held = OutboxMessage.objects.filter(state=Sending.HELD).count()
    if sent or failed:
        root = city()
        with writing(root.pk):
            body = {"sent": sent, "failed": failed, "day": timezone.localtime(now).date()}
            record(root.pk, "send_reminders", f"places.place:{root.pk}", by_id=NOBODY, body=body)
    return Told(made, sent, failed, held, dropped)


def _queue(planned: Sequence[Planned], now: datetime) -> int:
    """Put messages into the outbox, but for those who got one meanwhile."""
    if not planned:
        return 0
    with writing(city().pk):
        served = set(OutboxMessage.objects.filter(day=planned[0].day).values_list("to", flat=True))
        rows = [_row(one, now) for one in planned if one.user.pk not in served]
        insert(rows)
    return len(rows)


def _row(one: Planned, now: datetime) -> OutboxMessage:
    state = Sending.HELD if one.is_held else Sending.QUEUED
    row = OutboxMessage(
        to=one.user, place_id=one.found[0].place_id, day=one.day, channel=one.sender.code, address=one.address,
        due_at=one.due_at, state=state, created_at=now,
    )  # fmt: skip
    _compose(row, one.user, one.found)
    return row


def _compose(row: OutboxMessage, user: User, found: Sequence[Matter]) -> None:
    row.subject = composing.subject(found)[:SUBJECT_LIMIT]
    row.text, row.short = composing.text(user, found), composing.short(found)[:SHORT_LIMIT]
    row.about, row.nearest_on = [one.plain() for one in found], min(one.due_on for one in found)


def _send_due(now: datetime) -> tuple[int, int, int]:
    """Send what waits and may go out; how many went, failed, and were no longer needed."""
    today = timezone.localtime(now).date()
    rule = rule_on(today)
    if allowed_from(rule, now, WorkingDays()) > now:
        return 0, 0, 0
    rows = OutboxMessage.objects.filter(state__in=OPEN, due_at__lte=now, tries__lt=rule.tries).select_related("to")
    waiting = list(rows.order_by("due_at", "pk"))
    if not waiting:
        return 0, 0, 0
    open_now: dict[int, dict[tuple[str, str, str, str], Matter]] = defaultdict(dict)
    for one in matters(today, rule):
        open_now[one.user_id][one.key] = one
    counts = {Sending.SENT: 0, Sending.FAILED: 0, Sending.DROPPED: 0}
    for row in waiting:
        told = [(one["why"], one["kind"], one["place"], one["period"]) for one in row.about]
        left = [open_now[row.to_id][name] for name in told if name in open_now[row.to_id]]
        state = _send(row, left, now)
        if state is not None:
            counts[state] += 1
    return counts[Sending.SENT], counts[Sending.FAILED], counts[Sending.DROPPED]


def _send(row: OutboxMessage, left: list[Matter], now: datetime) -> Sending | None:
    """Try one message with what is still open of it. Whoever raises `tries` first has it; sending is outside the lock."""
    root = city().pk
    with writing(root):
        stored = OutboxMessage.objects.filter(pk=row.pk, tries=row.tries, state__in=OPEN).first()
        if stored is None:
            return None
        if not left:
            row.state = Sending.DROPPED
            update(row, ["state"])
            return Sending.DROPPED
        _compose(row, row.to, left)
        row.tries += 1
        update(row, ["tries", "subject", "text", "short", "nearest_on"])
    sender = senders().get(row.channel)
    try:
        if sender is None or not sender.address(row.to):
            raise NotSent(str(say.CHANNEL_GONE))
        detail, is_sent = sender.send(row), True
    except NotSent as error:
        detail, is_sent = str(error), False
    row.state = Sending.SENT if is_sent else Sending.FAILED
    row.sent_at, row.last_error = (now, "") if is_sent else (None, detail[:ERROR_LIMIT])
    with writing(root):
        update(row, ["state", "sent_at", "last_error"])
        insert(
            [
                OutboxAttempt(
                    message_id=row.pk, at=now, channel=row.channel, is_sent=is_sent, detail=detail[:ERROR_LIMIT]
                )
            ]
        )
    return row.state


def set_rule(
    effective_from: date, offsets: Sequence[int], channels: Sequence[str], quiet_from: time, quiet_until: time, *,
    rests: bool, tries: int, by: User, today: date,
) -> ReminderRule:  # fmt: skip
    """Set from a day on when and how the City reminds. Raises Problem: rule_too_early, bad_offsets, bad_channels, bad_tries."""
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    if effective_from < today:
        raise Problem("rule_too_early", say.RULE_TOO_EARLY, field="effective_from", day=written(today))
    if not offsets or not all(EARLIEST <= one <= LATEST for one in offsets):
        raise Problem("bad_offsets", say.BAD_OFFSETS, field="offsets", first=EARLIEST, last=LATEST)
    if not channels or not set(channels) <= senders().keys():
        raise Problem("bad_channels", say.BAD_CHANNELS, field="channels", known=", ".join(senders()))
    if not 1 <= tries <= 10:
        raise Problem("bad_tries", say.BAD_TRIES, field="tries")
    row = ReminderRule(
        effective_from=effective_from, offsets=sorted(set(offsets)), channels=list(dict.fromkeys(channels)),
        quiet_from=quiet_from, quiet_until=quiet_until, rests=rests, tries=tries,
    )  # fmt: skip
    with writing(root.pk):
        known = ReminderRule.objects.filter(effective_from=effective_from).first()
        if known is not None:
            row.pk = known.pk
            row.save(force_update=True)
        else:
            insert([row])
        body = {"day": effective_from}
        record(root.pk, "set_reminders", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
    return row
