"""What the clerk records of a signed report, at once or the signed paper later, or puts right; and leave to send one late."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tremang.kernel.problems import Problem
from tremang.reports import problems as say
from tremang.reports.actions import add_signed, allow_late, correct_issue, issue
from tremang.reports.forms import CorrectIssueForm, IssueForm, LateForm, SignedForm
from tremang.reports.views.page import for_approver, for_writer
from tremang.ui.entry_page import Done, entry_page

WEEK = timedelta(days=7)


@login_required
def issue_report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Number, day, signer and the signed PDF of the newest version."""
    page = for_writer(request, kind, code, period)
    report = page.report
    version = page.kept.versions[-1] if page.kept.versions else None
    known = page.kept.issued
    form = IssueForm(
        request.POST if request.method == "POST" else None, request.FILES or None, today=page.today,
        initial={"signer": page.user.full_name},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> Done:
        if report is None:
            raise Problem("not_sent", say.NOT_SENT)
        pdf = given["pdf"]
        row = issue(
            report, given["number"], given["issued_on"], given["signer"], given["position"], pdf.read() if pdf else None,
            by=page.user, today=page.today,
        )  # fmt: skip
        return _("Đã ghi văn bản số %(number)s.") % {"number": row.number}, ""

    is_ready = report is not None and report.is_sent and known is None
    context = {
        "version": version, "known": known, "is_ready": is_ready, "fallen": page.kept.fallen,
        "add_url": page.url("add_signed", version.number) if version and known and not known.file else "",
        "correct_url": page.url("correct_issue", version.number) if version and known else "",
    }  # fmt: skip
    return entry_page(request, "reports/issue.html", form, act, page.url("report"), lambda: page.context | context)


@login_required
def add_signed_paper(request: HttpRequest, kind: str, code: str, period: str, number: int) -> HttpResponse:
    """The signed PDF of a version whose number was written down without it."""
    page = for_writer(request, kind, code, period)
    version = page.version(number)
    known = page.kept.issues.get(version.pk)
    form = SignedForm(request.POST if request.method == "POST" else None, request.FILES or None)

    def act(given: dict[str, Any]) -> Done:
        pdf = given["pdf"]
        row = add_signed(version, pdf.read() if pdf else None, by=page.user, today=page.today)
        return _("Đã thêm bản PDF đã ký của văn bản số %(number)s.") % {"number": row.number}, ""

    version_url = page.url("version", number)
    context = {
        "version": version, "known": known, "is_ready": known is not None and not known.file, "version_url": version_url,
    }  # fmt: skip
    return entry_page(request, "reports/add_signed.html", form, act, version_url, lambda: page.context | context)


@login_required
def correct_issued(request: HttpRequest, kind: str, code: str, period: str, number: int) -> HttpResponse:
    """What is on record of an issued version, put right with a reason: a number misread, the wrong file."""
    page = for_writer(request, kind, code, period)
    version = page.version(number)
    known = page.kept.issues.get(version.pk)
    stored = known and {name: getattr(known, name) for name in ("number", "issued_on", "signer", "position")}
    form = CorrectIssueForm(
        request.POST if request.method == "POST" else None, request.FILES or None, today=page.today, initial=stored,
        has_paper=bool(known and known.file),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> Done:
        pdf = given["pdf"]
        is_changed = correct_issue(
            version, given["number"], given["issued_on"], given["signer"], given["position"], given["reason"],
            pdf.read() if pdf else None, by=page.user, today=page.today,
        )  # fmt: skip
        return _("Đã sửa. Điều ghi trước vẫn đọc lại được.") if is_changed else _("Không có gì thay đổi."), ""

    then = page.url("version", number)
    context = {"version": version, "known": known, "version_url": then}
    return entry_page(request, "reports/correct_issue.html", form, act, then, lambda: page.context | context)


@login_required
def late_entry(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Let one place send one report although its time is over."""
    page = for_approver(request, kind, code, period)
    form = LateForm(
        request.POST if request.method == "POST" else None, today=page.today, until=page.today + WEEK
    )  # fmt: skip

    def act(given: dict[str, Any]) -> Done:
        row = allow_late(
            page.kind, page.place, page.period, given["until"], given["reason"], by=page.user, today=page.today
        )
        words = {"place": page.place.name, "day": f"{row.until:%d/%m/%Y}"}
        return _("Đã cho %(place)s gửi muộn đến hết ngày %(day)s.") % words, ""

    kept = page.kept
    context = {
        "due": page.due, "before": [(row, kept.names.get(row.by_id, "")) for row in reversed(kept.leaves)],
    }  # fmt: skip
    return entry_page(request, "reports/late_entry.html", form, act, page.url("report"), lambda: page.context | context)
