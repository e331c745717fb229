"""A whole meeting, or what one of several phones knows of it: roll-call, contents, texts, and the money of the day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, may, require
from tremang.agenda.bundle import Sent, recorded
from tremang.funds.actions.at_table import take_back_at_table
from tremang.funds.actions.sitting import MoneyData, keep_money
from tremang.funds.models import Kind as Moved
from tremang.funds.models import Transfer, Voucher
from tremang.inbox import meeting_parts as part
from tremang.inbox import merging, money
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.applying import Sender, keep, known_as, submission_of
from tremang.inbox.envelope import opened
from tremang.inbox.models import Choice, State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Waits, Work
from tremang.kernel.events import key
from tremang.kernel.format import longday
from tremang.kernel.problems import Conflict, Problem
from tremang.meetings.actions import correct_meeting, undo_meeting
from tremang.meetings.data import LIMITS, MeetingData, checked
from tremang.meetings.models import Meeting

TOLD = {*LIMITS, "marks", "guests", "contents", "themes", "own_themes", "next_on"}
PARTS = {"held_on", *TOLD, *money.PARTS}


@dataclass(frozen=True)
class Heard:
    """A body, read: the meeting, its money, and the paths that were told of (a meeting may be told in part)."""

    data: MeetingData
    money: MoneyData
    changes: part.Changes
    tells_meeting: bool


def heard(body: Told, *, newer: bool = False) -> Heard:
    """A body read into what the acts take; raises Problem for what is none."""
    read.parts(body, "", PARTS, newer=newer)
    held_on = read.the_day(body, "held_on")
    changes: dict[str, Any] = {}
    for name in sorted(TOLD & body.keys()):
        if name in ("marks", "contents"):
            lines = read.lines(body, name, lambda value: value)
            for pk, value in lines.items():
                changes[f"{name}.{pk}"] = part.read_value(f"{name}.{pk}", {} if value is None else value)
        elif body[name] is not None:
            changes[name] = part.read_value(name, body[name])
    plain = part.altered(MeetingData(held_on=held_on), changes)
    return Heard(plain, money.heard(body), changes, bool(TOLD & body.keys()))


def apply(work: Work) -> Done:
    """Record the meeting; where its day has one, lay the two side by side. Money alone waits for the meeting."""
    told = heard(work.body, newer=work.envelope.newer)
    club = work.club
    if told.money:
        require(work.by, Verb.MEETING_MONEY, club.place, work.today)
    records = told.tells_meeting or may(work.by, Verb.RECORD_MEETING, club.place, work.today)
    told = replace(told, money=money.without_twice(work, told.data.held_on, told.money))
    if records:
        sent = Sent(work.envelope.uid, work.envelope.sha256)
        lines = _money_of_the_day(work, told)
        try:
            meeting, slips = recorded(club, told.data, lines.left, sent=sent, **work.told)
        except Conflict as conflict:
            if conflict.code != "meeting_exists":
                raise
        else:
            for choice in lines.choices:
                choice.about = key(meeting)
            done = _done(work, meeting, slips, lines.same, lines.choices, wrote=True)
            done.state = State.PART if lines.choices else State.APPLIED
            return done
    meeting = Meeting.objects.filter(club=club, held_on=told.data.held_on).select_related("club__place").first()
    if meeting is None:
        checked(told.data, work.today)
        raise Waits(on=told.data.held_on)
    return _merged(work, meeting, told)


def keep_sent(text: str, sender: Sender, meeting: Meeting, slips: list[Voucher]) -> None:
    """Keep what another program told of a meeting that was recorded by its own act, as if a phone had sent it.

    So phones that tell of the same meeting meet it part by part. Call it within that act; twice is once.
    """
    envelope = opened(text)
    if known_as(envelope.uid) is None:
        work = Work(envelope, submission_of(envelope, sender, KIND), sender.club, sender.by, sender.today, sender.now)
        keep(work, _done(work, meeting, slips, [], [], wrote=True), is_new=True)


def _merged(work: Work, meeting: Meeting, told: Heard) -> Done:
    """What only this submission tells goes in; what both tell alike stands once; what differs waits for a choice."""
    choices, changed = [], False
    checked(told.data, work.today)
    if told.tells_meeting:
        require(work.by, Verb.RECORD_MEETING, work.club.place, work.today)
        merged = merging.laid_side_by_side(work, meeting, told.changes)
        choices += merged.choices
        if merged.changes:
            data = part.altered(merged.standing.data, merged.changes)
            meeting, changed = correct_meeting(meeting, data, meeting.version, **work.told), True
    lines = _money_of_the_day(work, told, key(meeting))
    choices += lines.choices
    slips = []
    if lines.left:
        slips = keep_money(meeting, lines.left, once=work.envelope.uid, **work.told)
    done = _done(work, meeting, slips, lines.same, choices, wrote=changed)
    if choices:
        done.state = State.PART
    elif not changed and not lines.left:
        done.state = State.NOTHING
    return done


def _money_of_the_day(work: Work, told: Heard, about: str = "") -> money.Split:
    """The lines that do not stand yet: the same day may have been written before its meeting was."""
    lines = money.split(work, about, told.data.held_on, told.money)
    if lines.choices:
        lines = replace(lines, left=replace(lines.left, gaps={}))  # the box cannot agree before somebody has chosen
    return lines


def _done(
    work: Work, meeting: Meeting, slips: list[Voucher], same: list[str], choices: list[Choice], *, wrote: bool
) -> Done:
    result = {
        "meeting": str(meeting.pk), "held_on": meeting.held_on.isoformat(), "version": meeting.version,
        "present": meeting.present, "expected": meeting.expected, "code": work.envelope.code, "wrote": wrote,
        "slips": [str(row.pk) for row in slips], "same": same, "choices": [str(row.pk) for row in choices],
    }  # fmt: skip
    return Done(result, key(meeting), choices=choices)


def undo(work: Work, result: Told) -> None:
    """The slips go back, then the version that this submission wrote. Raises where somebody wrote on since."""
    slips = [int(pk) for pk in result.get("slips", [])]
    if slips:
        paid = Transfer.objects.filter(club=work.club, voucher__in=slips, kind=Moved.PAYOUT)
        paid = paid.filter(voucher__reversed_by__isnull=True)
        loans = set(paid.values_list("loan", flat=True))
        asked_here = paid.filter(loan__steps__state="asked", loan__asked_on=date.fromisoformat(result["held_on"]))
        lent = set(asked_here.filter(loan__steps__meeting=int(result["meeting"])).values_list("loan", flat=True))
        lent -= {int(one["loan"]) for one in work.envelope.body.get("payouts", [])}
        take_back_at_table(work.club, slips, sorted(loans - lent), sorted(lent), **work.told)
    meeting = Meeting.objects.filter(pk=int(result["meeting"]), club=work.club).select_related("club__place").first()
    if meeting is not None and result.get("wrote"):
        undo_meeting(meeting, int(result["version"]), **work.told)


def settle(work: Work, choice: Choice) -> Told:
    """Write the second value: by a correction of the meeting, or by a slip taken back and another in its stead."""
    if choice.key.startswith(money.LINES):
        return money.settle(work, choice, Verb.MEETING_MONEY)
    meeting = meeting_of(work, int(choice.about.rpartition(":")[2]))
    data = part.altered(part.Standing.of(meeting).data, {choice.key: choice.second["value"]})
    meeting = correct_meeting(meeting, data, meeting.version, **work.told)
    return {"version": meeting.version}


def chooses(key: str) -> Verb:
    """Money of the table is settled by whoever may write it there, everything else by whoever records meetings."""
    return Verb.MEETING_MONEY if key.startswith(money.LINES) else Verb.RECORD_MEETING


def meeting_of(work: Work, pk: int) -> Meeting:
    """A meeting of the club by id; raises Problem."""
    row = Meeting.objects.filter(pk=pk, club=work.club).select_related("club__place").first()
    if row is None:
        raise Problem("no_meeting", say.NO_MEETING, field="meeting")
    return row


def words(body: Told) -> str:
    """The meeting by its day, and what of it was told."""
    day = longday(read.the_day(body, "held_on"))
    if money.PARTS & body.keys() and not TOLD & body.keys():
        return _("Tiền của buổi sinh hoạt %(day)s") % {"day": day}
    return _("Buổi sinh hoạt %(day)s") % {"day": day}


KIND = Kind(
    code="meeting", name=gettext_lazy("Buổi sinh hoạt"), verb=Verb.MEETING_MONEY, apply=apply, words=words, undo=undo,
    settle=settle, chooses=chooses, ahead=True, has_code=True,
)  # fmt: skip
