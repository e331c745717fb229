"""A report as it would be sent now, or as it was sent."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may
from tremang.reports import standing
from tremang.reports.adjustments import differences
from tremang.reports.boxes.base import written
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.base import Caution
from tremang.reports.cautions.registry import cautions
from tremang.reports.figures import look
from tremang.reports.forms import ExplainForm
from tremang.reports.freezing import figures_in, lines_in
from tremang.reports.kept import Kept
from tremang.reports.lines.base import Figure
from tremang.reports.lines.registry import lines
from tremang.reports.models.written import Frozen, State
from tremang.reports.periods import period_of, previous
from tremang.reports.showing import of_line, parts_of
from tremang.reports.views.page import Page
from tremang.ui.links import address

FORMATS = (("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"), ("adx", "ADX"))


@login_required
def report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """The report of a place in a period, begun or not."""
    return shown(Page.asked(request, kind, code, period))


def shown(page: Page, form: ExplainForm | None = None, status: int = 200) -> HttpResponse:
    """The page; `form` is the explanation that could not be kept, with what was typed."""
    row, kept, due = page.report, page.kept, page.due
    steps, versions, issues = kept.steps, kept.versions, kept.issues
    state = standing.state_of(row, page.period, page.today)
    context = page.context | {
        "state": state, "said": standing.sentence(state, page.place.name, page.approver, page.period, steps),
        "due": due, "stages": standing.stages(state, due, steps, page.kind), "now": standing.next_step(page, state, due),
        "further": standing.further_steps(page, state, due), "is_closed": due.is_closed(page.today) and state in _OPEN,
        "closed_words": standing.closed_words(due, page.approver), "is_late": page.today > due.on and state in _OPEN,
        "sent_late": bool(row and row.is_sent and row.submitted_on and row.submitted_on > due.on),
        "history": _history(kept), "asked": _asked(kept, state), "previous": previous(page.kind, page.period),
        "versions": [(one, issues.get(one.pk), page.url("version", one.number)) for one in reversed(versions)],
        "files": _files(page), "form": form,
    }  # fmt: skip
    if row is not None and row.is_sent and versions:
        return render(page.request, "reports/sent.html", context | as_sent(page, versions[-1]), status=status)
    return render(page.request, "reports/draft.html", context | _as_drafted(page, form), status=status)


DOORS = {
    "communication:reach": Verb.KEEP_COMMUNE,
    "training:officials": Verb.KEEP_COMMUNE, "funds:counted": Verb.KEEP_MONEY, "agenda:start": Verb.RECORD_MEETING,
}  # fmt: skip
_OPEN = (State.DUE, State.DRAFT, State.RETURNED)


def as_sent(page: Page, version: Frozen) -> dict[str, Any]:
    """What a page shows of a version: figures and sentences exactly as they were sent."""
    body = version.body
    look(page.place, page.today)
    differing = [one for one in differences(version, page.kind, page.today) if one.line.code not in page.hidden]
    return {
        "version": version, "body": body, "parts": parts_of(body["lines"], body["figures"], page.hidden),
        "boxes": body["boxes"], "missing": [entry["words"] for entry in body["missing"]],
        "cautions": [entry for entry in body["cautions"] if entry["explanation"]],
        "obstacles": [_obstacle(entry) for entry in body.get("obstacles", ())],
        "carried": _carried(page, body["adjustments"]), "differing": differing,
        "version_url": page.url("version", version.number),
        "issue_url": page.url("issue") if page.writes else "",
    }  # fmt: skip


def _as_drafted(page: Page, form: ExplainForm | None) -> dict[str, Any]:
    draft, editable = page.draft, page.writes
    parts = parts_of(
        lines_in(draft), figures_in(draft), page.hidden, lambda code: page.url("line", code),
        lambda code: page.url("override", code) if editable else "",
    )  # fmt: skip
    to_explain, explained = explaining(page, form)
    return {
        "parts": parts, "boxes": [_box(page, code) for code in page.kind.boxes if code in boxes()],
        "to_explain": to_explain, "explained": explained, "editable": editable,
        "explain_url": page.url("explain") if editable else "",
        "obstacles": [_obstacle(carried.plain) for carried in draft.obstacles],
        "raise_url": page.url("raise") if editable else "",
        "carried": _carried(page, [carry._asdict() for carry in draft.adjustments]),
        "missing": [one.words for one in draft.missing], "awaited": len(draft.awaited),
    }  # fmt: skip


def explaining(page: Page, form: ExplainForm | None = None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The cautions that still want a word, and those that have one; each with its form for whoever writes."""
    left, done = [], []
    for index, caution in enumerate(cautions(page.draft)):
        said = page.draft.explanations.get(caution.key, "")
        own = form if form is not None and form.data.get("caution") == caution.key else None
        if own is None:
            own = ExplainForm(auto_id=f"dieu-{index}-%s", initial={"caution": caution.key, "text": said})
        else:
            own.auto_id = f"dieu-{index}-%s"
        (done if said and not own.errors else left).append(
            {"caution": _openable(page, caution), "said": said, "form": own}
        )
    return left, done


def _openable(page: Page, caution: Caution) -> Caution:
    """The caution with the reader's own next step, and without its link where he may not enter the page that mends it."""
    caution = caution.told_to(keeps_users=may(page.user, Verb.KEEP_USERS, page.place, page.today))
    verb = DOORS.get(resolve(urlsplit(caution.url).path).view_name) if caution.url else None
    if verb is None or may(page.user, verb, page.place, page.today):
        return caution
    return caution._replace(url="", action="")


def _obstacle(entry: Mapping[str, Any]) -> dict[str, Any]:
    url = address("reports:obstacle", int(entry["id"]))
    return {**entry, "due_on": parse_date(entry["due_on"]), "url": url}


def _box(page: Page, code: str) -> dict[str, Any]:
    box = boxes()[code]
    sentences = [
        {"written": one, "url": page.url("sentence", code, one.key) if page.writes else ""}
        for one in written(page.draft, box)
    ]
    return {"title": box.title, "sentences": sentences, "own_url": page.url("own", code) if page.writes else ""}


def _carried(page: Page, entries: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What came later for earlier periods, in words."""
    found = []
    for entry in entries:
        line = lines().get(entry["line"])
        if line is not None:
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
