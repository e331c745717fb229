"""A report as it would be sent now, or as it was sent."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may
from tremang.places.models import Kind
from tremang.reports import standing
from tremang.reports.acting import above
from tremang.reports.adjustments import differences
from tremang.reports.asking import code_of
from tremang.reports.boxes.base import written
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.base import Caution
from tremang.reports.cautions.registry import cautions
from tremang.reports.ending import Ended, ended
from tremang.reports.figures import look
from tremang.reports.forms import ExplainForm
from tremang.reports.freezing import figures_in, lines_in
from tremang.reports.kept import Kept
from tremang.reports.kinds import rules_of
from tremang.reports.lines.base import Figure
from tremang.reports.lines.registry import lines
from tremang.reports.models.written import Frozen, State
from tremang.reports.periods import period_of, previous
from tremang.reports.queries.reasons import late_url
from tremang.reports.quoting import untold
from tremang.reports.showing import of_line, parts_of
from tremang.reports.views.page import Page
from tremang.ui.links import address

NAMED = 8  # missing reports that are named one by one
AT_ONCE = 3  # cautions that are shown unfolded, each with its form
FORMATS = (("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"), ("adx", "ADX"))


@login_required
def report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """The report of a place in a period, begun or not."""
    page = Page.asked(request, kind, code, period)
    row, kept, due = page.report, page.kept, page.due
    end = ended(page.place, kept.life)
    if end is not None and not (row is not None and row.is_sent):
        return render(request, "reports/ended.html", page.context | _as_ended(page, end))
    steps, versions, issues = kept.steps, kept.versions, kept.issues
    state = standing.state_of(row, page.period, page.today)
    is_awaited = state in _OPEN and page.met_on is None
    context = page.context | {
        "state": state, "said": standing.sentence(
            state, page.place.name, page.approver, page.period, steps, _holder(page), due.began_on, page.met_on
        ),
        "due": due, "stages": standing.stages(state, due, steps, page.kind, page.met_on), "now": standing.next_step(page, state, due),
        "further": standing.further_steps(page, state, due), "is_closed": is_awaited and due.is_closed(page.today),
        "closed_words": standing.closed_words(due, page.approver),
        "is_late": is_awaited and page.today > due.on and not due.began_on,
        "sent_late": bool(row and row.is_sent and row.submitted_on and row.submitted_on > due.on),
        "history": _history(kept), "asked": _asked(kept, state), "previous": previous(page.kind, page.period),
        "versions": [
            (one, issues.get(one.pk), page.url("version", one.number), kept.stands(one)) for one in reversed(versions)
        ],
        "files": _files(page), "fallen": kept.fallen, "ended": end.words if end else "",
    }  # fmt: skip
    if row is not None and row.is_sent and versions:
        return render(
            request, "reports/sent.html", context | as_sent(page, versions[-1], lambda code: page.near("line", code))
        )
    if due.began_on:
        return render(request, "reports/before.html", context | _as_recorded(page))
    return render(request, "reports/draft.html", context | _as_drafted(page))


def _holder(page: Page) -> str:
    """The title of the report into which it goes."""
    above_it = next((one for one in rules_of(page.kind).on(page.period.to_on) if one.code == page.kind.feeds), None)
    return above_it.title if above_it else ""


def _as_ended(page: Page, end: Ended) -> dict[str, Any]:
    """What a page says of a place that is no more: where its figures are, and what it had sent."""
    heirs = [
        (place.name, address("reports:report", page.kind.code, code_of(place), page.period.label))
        for place in end.heirs
    ] or [(above(page.place).name, "")]
    return {
        "ended": end.words, "heirs": heirs, "is_after": page.period.to_on >= end.on,
        "versions": [(one, page.url("version", one.number)) for one in reversed(page.kept.versions)],
    }  # fmt: skip


DOORS = {
    "communication:reach": Verb.KEEP_COMMUNE,
    "training:officials": Verb.KEEP_COMMUNE, "funds:counted": Verb.KEEP_MONEY, "agenda:start": Verb.RECORD_MEETING,
}  # fmt: skip
_OPEN = (State.DUE, State.DRAFT, State.RETURNED)


def as_sent(page: Page, version: Frozen, url: Callable[[str], str] = lambda _code: "") -> dict[str, Any]:
    """What a page shows of a version: figures and sentences exactly as they were sent; `url` opens the rows of now."""
    body = version.body
    look(page.place, page.today)
    hidden, figures = page.told_of(body["lines"], body["figures"])
    differing = [one for one in differences(version, page.kind, page.today) if page.is_told_since(one.line.code)]
    return {
        "version": version, "body": body, "parts": parts_of(body["lines"], figures, hidden, url),
        "boxes": body["boxes"], "missing": [entry["words"] for entry in body["missing"]],
        "cautions": untold(body),
        **_obstacles(page, body.get("obstacles", ())),
        "carried": _carried(page, body["adjustments"]), "differing": differing,
        "version_url": page.url("version", version.number),
        "issue_url": page.url("issue") if page.writes and page.kept.issued is None else "",
    }  # fmt: skip


def _as_drafted(page: Page) -> dict[str, Any]:
    draft, editable = page.draft, page.writes
    told = lines_in(draft)
    hidden, figures = page.told_of(told, figures_in(draft))
    parts = parts_of(
        told, figures, hidden, lambda code: page.near("line", code),
        lambda code: page.near("override", code) if editable else "",
    )  # fmt: skip
    to_explain, explained = explaining(page)
    return {
        "parts": parts, "boxes": [_box(page, code) for code in page.kind.boxes if code in boxes()],
        "to_explain": to_explain[:AT_ONCE], "left": len(to_explain), "folded": len(to_explain[AT_ONCE:]), "explained": explained,
        "editable": editable, "explain_url": page.url("explain"),
        **_obstacles(page, [carried.plain for carried in draft.obstacles]),
        "raise_url": page.url("raise") if editable else "",
        "carried": _carried(page, [carry._asdict() for carry in draft.adjustments]),
        "missing": draft.missing, "awaited": len(draft.awaited), "missing_of": _missing_of(page),
    }  # fmt: skip


def _as_recorded(page: Page) -> dict[str, Any]:
    """What a page shows of a period of which nobody owes a report: the figures that the records give."""
    told = lines_in(page.draft)
    hidden, figures = page.told_of(told, figures_in(page.draft))
    return {"parts": parts_of(told, figures, hidden, lambda code: page.near("line", code)), "files": []}


def _missing_of(page: Page) -> list[dict[str, Any]]:
    """Where many reports are missing: how many of each kind and period, with the board that names them."""
    if len(page.draft.missing) <= NAMED:
        return []
    counts = Counter((one.kind.code, one.period.label) for one in page.draft.missing)
    words = {(one.kind.code, one.period.label): (one.kind.title, one.period.words) for one in page.draft.missing}
    return [
        {"title": words[key][0], "when": words[key][1], "count": count, "url": late_url(page.args[1], *key)}
        for key, count in counts.items()
    ]


def explaining(page: Page) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The cautions that still want a word, the first few with a form for it, and those that have one."""
    left: list[dict[str, Any]] = []
    done: list[dict[str, Any]] = []
    for caution in cautions(page.draft):
        said = page.draft.explanations.get(caution.key, "")
        one = {
            "caution": openable(page, caution), "said": said,
            "url": f"{page.url('explain')}?{urlencode({'dieu': caution.key})}",
        }  # fmt: skip
        if not said and len(left) < AT_ONCE:
            one["form"] = ExplainForm(auto_id=f"dieu-{len(left)}-%s", initial={"caution": caution.key})
        (done if said else left).append(one)
    return left, done


def openable(page: Page, caution: Caution) -> Caution:
    """The caution with the reader's own next step, and without its link where he may not enter the page that mends it."""
    caution = caution.told_to(keeps_users=may(page.user, Verb.KEEP_USERS, page.place, page.today))
    verb = DOORS.get(resolve(urlsplit(caution.url).path).view_name) if caution.url else None
    if verb is None or may(page.user, verb, page.place, page.today):
        return caution
    return caution._replace(url="", action="")


def _obstacles(page: Page, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What goes up with it; of the whole City no list beside the text, which names the most urgent, and the annex has all."""
    if page.place.kind == Kind.PROVINCE:
        return {"obstacles": [], "further_obstacles": len(entries)}
    return {"obstacles": [_obstacle(entry) for entry in entries], "further_obstacles": 0}


def _obstacle(entry: Mapping[str, Any]) -> dict[str, Any]:
    url = address("reports:obstacle", int(entry["id"]))
    return {**entry, "due_on": parse_date(entry["due_on"]), "url": url}


def _box(page: Page, code: str) -> dict[str, Any]:
    box = boxes()[code]
    sentences = [
        {"written": one, "url": page.near("sentence", code, one.key) if page.writes else ""}
        for one in written(page.draft, box)
    ]
    return {"title": box.title, "sentences": sentences, "own_url": page.near("own", code) if page.writes else ""}


def _carried(page: Page, entries: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What came later for earlier periods, in words."""
    found = []
    for entry in entries:
        line = lines().get(entry["line"])
        if line is not None and page.is_told_since(line.code):
            amount = entry["amount"]
            words = of_line(line, Figure(abs(amount)))
            found.append({
                "title": str(line.title), "period": period_of(page.kind, entry["period"]).words,
                "amount": (_("tăng %(amount)s") if amount > 0 else _("giảm %(amount)s")) % {"amount": words},
            })  # fmt: skip
    return found


def _history(kept: Kept) -> list[dict[str, Any]]:
    verbs = {
        "begin": _("mở để soạn"), "submit": _("gửi"), "withdraw": _("rút về soạn tiếp"), "return": _("trả lại"),
        "approve": _("duyệt"), "unapprove": _("bỏ duyệt"), "accept": _("đưa vào báo cáo cấp trên"),
        "release": _("lấy ra khỏi báo cáo cấp trên"),
    }  # fmt: skip
    return [
        {"who": kept.names.get(step.by_id, _("Phần mềm")), "what": verbs[step.verb], "at": step.at, "why": step.reason}
        for step in reversed(kept.steps)
    ]


def _asked(kept: Kept, state: State) -> dict[str, Any]:
    """The reason for which it was returned, while that is what has to be mended."""
    last = next((step for step in reversed(kept.steps) if step.verb in ("return", "submit")), None)
    if last is None or last.verb != "return" or state not in (State.RETURNED, State.DRAFT):
        return {}
    return {"reason": last.reason, "at": last.at, "who": kept.names.get(last.by_id, "")}


def _files(page: Page) -> list[tuple[str, str]]:
    """The papers that the site can make of it."""
    found = [(address("reports:file", *page.args, form), label) for form, label in FORMATS]
    return [(url, label) for url, label in found if url]
