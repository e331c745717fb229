"""Somebody in hardship was helped: members, or somebody outside whose name is not kept."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.areas.common.actions import add
from tremang.areas.common.actions import undo as undo_act
from tremang.areas.common.queries import called_on
from tremang.areas.selfhelp.book import HELPS
from tremang.areas.selfhelp.models import HelpKind
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean

PARTS = {"day", "helped", "helpers", "what", "kind", "amount", "days", "about"}
WHAT, ABOUT, MOST_DAYS = 160, 120, 999


def apply(work: Work) -> Done:
    """One line of the book for each who was helped; who helped is named in its words."""
    body = read.parts(work.body, "", PARTS, newer=work.envelope.newer)
    for verb in (Verb.KEEP_BOOKS, Verb.SEE_SENSITIVE):
        require(work.by, verb, work.club.place, work.today)
    day, kind, about = (
        read.the_day(body, "day"),
        read.required(body, "kind", str),
        clean(read.text(body, "about", ABOUT)),
    )
    helped = read.ids(body, "helped")
    if kind not in HelpKind.values:
        raise read.wrong("kind")
    if not helped and not about:
        raise Problem("whom_helped", say.WHOM_HELPED, field="helped")
    values: dict[str, Any] = {
        "on": day, "kind": kind, "what": _what(work, body), "value": read.amount(body, "amount"),
        "days": read.amount(body, "days", MOST_DAYS),
    }  # fmt: skip
    whom: Sequence[dict[str, Any]] = [{"membership_id": pk} for pk in helped] or [{"about": about}]
    events, subject = [], ""
    with writing(work.club.pk):
        for one in whom:
            row, event = add(HELPS, work.club, values | one, **work.told)
            subject = subject or f"{row._meta.label_lower}:{row.pk}"
            events += [str(event.pk)] if event else []
    return Done({"events": events}, subject)


def _what(work: Work, body: Told) -> str:
    """What was done, and by whom as far as the line has room."""
    what = clean(read.text(body, "what", WHAT))
    if not what:
        raise Problem("missing", say.MISSING, field="what", name="what")
    day = read.the_day(body, "day")
    names = [called_on(work.membership(pk), day) for pk in read.ids(body, "helpers")]
    for count in range(len(names), 0, -1):
        more = _(" và %(count)s người nữa") % {"count": len(names) - count} if count < len(names) else ""
        told = _("%(what)s (%(names)s%(more)s giúp)") % {"what": what, "names": ", ".join(names[:count]), "more": more}
        if len(told) <= WHAT:
            return told
    return what


def undo(work: Work, result: Told) -> None:
    """Take the lines back, the last first."""
    for event in reversed(result.get("events", [])):
        undo_act(work.club, int(event), **work.told)


def words(body: Told) -> str:
    """The day and by what means; whom stands in the book."""
    kind = str(HelpKind(body["kind"]).label).lower() if body.get("kind") in HelpKind.values else ""
    return _("Giúp người gặp khó khăn ngày %(day)s: %(kind)s") % {
        "day": written(read.the_day(body, "day")),
        "kind": kind,
    }


KIND = Kind(
    code="help", name=gettext_lazy("Giúp người gặp khó khăn"), verb=Verb.KEEP_BOOKS, apply=apply, words=words, undo=undo
)
