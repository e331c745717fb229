"""What the clerk records of a signed report, at once or the signed paper later, and that a place may send one late."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremang.kernel.problems import Problem, Refused
from tremang.reports.actions import add_signed, allow_late, issue
from tremang.reports.forms import IssueForm, LateForm, SignedForm
from tremang.reports.views.page import for_approver, for_writer
from tremang.ui.entry import tell
from tremang.ui.said import said

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
    status = 200
    if request.method == "POST":
        status = 422
        if report is None:
            form.add_error(None, _("Báo cáo này chưa gửi nên chưa có bản để phát hành. Mời gửi trước."))
        elif form.is_valid():
            given, pdf = form.cleaned_data, form.cleaned_data["pdf"]
            try:
                issue(
                    report, given["number"], given["issued_on"], given["signer"], given["position"],
                    pdf.read() if pdf is not None and pdf is not False else None, by=page.user, today=page.today,
                )  # fmt: skip
            except Refused:
                raise
            except Problem as problem:
                tell(form, problem)
                status = problem.status
            else:
                said(request, _("Đã ghi văn bản số %(number)s.") % {"number": given["number"]})
                return page.to_report()
    is_ready = report is not None and report.is_sent and known is None
    context = page.context | {
        "form": form, "version": version, "known": known, "is_ready": is_ready, "fallen": page.kept.fallen,
        "add_url": page.url("add_signed", version.number) if version and known and not known.file else "",
    }  # fmt: skip
    return render(request, "reports/issue.html", context, status=status)


@login_required
def add_signed_paper(request: HttpRequest, kind: str, code: str, period: str, number: int) -> HttpResponse:
    """The signed PDF of a version whose number was written down without it."""
    page = for_writer(request, kind, code, period)
    version = page.version(number)
    known = page.kept.issues.get(version.pk)
    form = SignedForm(request.POST if request.method == "POST" else None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            pdf = form.cleaned_data["pdf"]
            try:
                row = add_signed(version, pdf.read() if pdf else None, by=page.user, today=page.today)
            except Refused:
                raise
            except Problem as problem:
                tell(form, problem)
                status = problem.status
            else:
                said(request, _("Đã thêm bản PDF đã ký của văn bản số %(number)s.") % {"number": row.number})
                return redirect(page.url("version", number))
    context = page.context | {
        "form": form, "version": version, "known": known, "is_ready": known is not None and not known.file,
        "version_url": page.url("version", number),
    }  # fmt: skip
    return render(request, "reports/add_signed.html", context, status=status)


@login_required
def late_entry(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Let one place send one report although its time is over."""
    page = for_approver(request, kind, code, period)
    form = LateForm(
        request.POST if request.method == "POST" else None, today=page.today, until=page.today + WEEK
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                row = allow_late(
                    page.kind, page.place, page.period, given["until"], given["reason"], by=page.user, today=page.today
                )
            except Refused:
                raise
            except Problem as problem:
                tell(form, problem)
                status = problem.status
            else:
                words = {"place": page.place.name, "day": f"{row.until:%d/%m/%Y}"}
                said(request, _("Đã cho %(place)s gửi muộn đến hết ngày %(day)s.") % words)
                return page.to_report()
    kept = page.kept
    context = page.context | {
        "form": form, "due": page.due, "before": [(row, kept.names.get(row.by_id, "")) for row in reversed(kept.leaves)],
    }  # fmt: skip
    return render(request, "reports/late_entry.html", context, status=status)
