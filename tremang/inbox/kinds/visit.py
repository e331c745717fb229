"""A visit to somebody who is cared for at home: as planned or not, made or not."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.areas.common.actions import add
from tremang.areas.common.actions import undo as undo_act
from tremang.areas.homecare.actions import Line, record_care_visits
from tremang.areas.homecare.book import VISITS
from tremang.areas.homecare.cares import Care, bits_of
from tremang.areas.homecare.forms import REPORT_LIMIT
from tremang.areas.homecare.models import Cared, CareVisit, Why
from tremang.areas.homecare.queries import pair_of, pairs
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.models import State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.format import day as written
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean

PARTS = {"cared", "volunteer", "on", "done", "report", "missed"}
DONE = {care.name.lower(): care.value for care in Care}


def apply(work: Work) -> Done:
    """Write the visit: by the act of the week's page where it was planned, else as one more line of the book."""
    body = read.parts(work.body, "", PARTS, newer=work.envelope.newer)
    for verb in (Verb.KEEP_BOOKS, Verb.SEE_CARE):
        require(work.by, verb, work.club.place, work.today)
    on = read.the_day(body, "on")
    cared, volunteer = _cared(work, read.the_id(body, "cared"), on), read.the_id(body, "volunteer")
    done, why = _done(body)
    report = clean(read.text(body, "report", REPORT_LIMIT))
    same = CareVisit.objects.filter(club=work.club, cared=cared, volunteer=volunteer, on=on).first()
    if same is not None and (same.done, same.report, same.why) == (done, report, why):
        return Done({}, f"homecare.carevisit:{same.pk}", State.NOTHING)
    plans = [] if same else [row for row in pairs(work.club, work.by, work.today, on) if row.cared_id == cared.pk]
    plan = next((row for row in plans if row.volunteer_id == volunteer and pair_of(row).holds_on(on)), None)
    if plan is not None:
        event = record_care_visits(work.club, [Line(plan.pk, on, done, report, why)], **work.told)
    else:
        values = {"cared_id": cared.pk, "volunteer_id": volunteer, "on": on, "done": done, "report": report, "why": why}
        _row, event = add(VISITS, work.club, values, **work.told)
    return event_done(event)


def event_done(event: Event | None) -> Done:
    """An act on the books, which can be taken back by its event."""
    return Done({"event": str(event.pk)}, event.subject) if event else Done(state=State.NOTHING)


def _cared(work: Work, pk: int, on: date) -> Cared:
    """Who is cared for on the day: by the line of the book, or by membership."""
    rows = Cared.objects.filter(Q(pk=pk) | Q(membership=pk), club=work.club).select_related("membership")
    found = [row for row in rows.order_by("-from_on") if row.from_on <= on and (row.to_on is None or on <= row.to_on)]
    if not found:
        raise Problem("no_cared", say.NO_CARED, field="cared", day=written(on))
    return found[0]


def _done(body: Told) -> tuple[int, str]:
    names, why = read.words(body, "done"), read.text(body, "missed", 10)
    if not {*names} <= DONE.keys():
        raise read.wrong("done")
    if why and why not in Why.values:
        raise read.wrong("missed")
    return bits_of(DONE[name] for name in names), why


def undo(work: Work, result: Told) -> None:
    """Take the act back by its event."""
    if result.get("event"):
        undo_act(work.club, int(result["event"]), **work.told)


def words(body: Told) -> str:
    """The day alone: whom, and what he needed, stands in the book."""
    return _("Một lần thăm tại nhà ngày %(day)s") % {"day": written(read.the_day(body, "on"))}


KIND = Kind(code="visit", name=gettext_lazy("Thăm tại nhà"), verb=Verb.KEEP_BOOKS, apply=apply, words=words, undo=undo)
