"""The files of a report, and of all of them together."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.text import whole
from tremang.places.queries import city
from tremang.reports import problems as say
from tremang.reports.acting import found, readable, reads_drafts
from tremang.reports.actions.archives import start_archive
from tremang.reports.archives import file_of, progress, work
from tremang.reports.asking import asked
from tremang.reports.kinds import kind_on, rules
from tremang.reports.models.archives import Archive
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.papers import FORMS, NAMES, file_name, written
from tremang.reports.periods import Period, period_of, periods_between
from tremang.reports.showing import sees_needs
from tremang.reports.sources import ensure_there, shown_to, source_of

AT_A_TIME, BY_HAND = 2.0, 15.0  # seconds of work for one call of the page's script, for one press where there is none
PERIODS, YEARS = 4, 2


@login_required
def report_file(request: HttpRequest, kind: str, code: str, period: str, form: str) -> HttpResponse:
    """A report as a file: as it was sent (`?ban=` names an older version), or the draft of now."""
    today = clock.today()
    if form not in FORMS:
        raise Http404
    one = asked(kind, code, period, today)
    require(request.user, Verb.SEE_FIGURES, one.place, today)
    number = whole(request.GET.get("ban", "")) or None
    known = found(one.kind, one.place, one.period)
    readable(request.user, one.place, known, today)
    if number is not None and not reads_drafts(request.user, one.place, today):
        number = None  # to a reader there is one version, that which is sent
    if number is None:
        ensure_there(one.kind, one.place, one.period, today)
    source = source_of(one.kind, one.place, one.period, today, number)
    source = shown_to(source, sees_needs=sees_needs(request.user, one.place, today))
    response = HttpResponse(written(source, form), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{file_name(source.body, form)}"'
    return response


@login_required
def archives(request: HttpRequest) -> HttpResponse:
    """Choose what to have made of all communes at once; those already made, to be found again."""
    today = clock.today()
    require(request.user, Verb.APPROVE_REPORTS, city(), today)
    known = rules()
    refusal: Problem | None = None
    if request.method == "POST":
        code, _sep, label = request.POST.get("which", "").partition("/")
        try:
            kind = known.named(code, today)
            period = period_of(kind, label)
            row = start_archive(kind, period, request.POST.getlist("forms"), by=request.user, today=today)
        except Refused:
            raise
        except Problem as problem:
            refusal = problem
        else:
            return redirect("reports:archive", row.pk)
    kinds = [kind for kind in known.on(today) if kind.level == Level.COMMUNE]
    made = [(row, known.named(row.kind, today)) for row in Archive.objects.order_by("-at")[:20]]
    context = {
        "problem": refusal.sentence if refusal else "",
        "choices": [(kind, period) for kind in kinds for period in _offered(kind, today)],
        "forms": [(form, NAMES[form]) for form in FORMS],
        "made": [(row, kind, period_of(kind, row.period)) for row, kind in made],
        "chosen": request.POST.get("which", ""), "ticked": request.POST.getlist("forms") or ["docx", "pdf", "xlsx"],
    }  # fmt: skip
    return render(request, "reports/archives.html", context, status=refusal.status if refusal else 200)


def _offered(kind: ReportKind, today: date) -> list[Period]:
    """The newest periods of the last two years that are over, the newest first."""
    over = periods_between(kind, add_months(today, -YEARS * 12), today - timedelta(days=1))
    return over[::-1][:PERIODS]


@login_required
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an archive is."""
    today = clock.today()
    require(request.user, Verb.APPROVE_REPORTS, city(), today)
    row = get_object_or_404(Archive, pk=pk)
    kind = kind_on(row.kind, today)
    context = {"archive": row, "kind": kind, "period": period_of(kind, row.period), "progress": progress(row, today)}
    return render(request, "reports/archive.html", context)


@login_required
@require_POST
def archive_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Make some more of it: two seconds' work where the page asks again by itself, more where somebody has to press."""
    today = clock.today()
    require(request.user, Verb.APPROVE_REPORTS, city(), today)
    row = get_object_or_404(Archive, pk=pk)
    work(row, today, BY_HAND if request.POST.get("by_hand") else AT_A_TIME)
    return redirect("reports:archive", row.pk)


@login_required
def archive_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The finished archive."""
    today = clock.today()
    require(request.user, Verb.APPROVE_REPORTS, city(), today)
    row = get_object_or_404(Archive, pk=pk)
    path = file_of(row)
    if row.finished_at is None or not path.exists():
        raise Conflict("not_made", say.NOT_MADE)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{row.kind}_{row.period}.zip")
