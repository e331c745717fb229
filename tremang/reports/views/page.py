"""What the pages of one report share: which report is asked for, what its reader may do, where its pages are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.kernel import clock
from tremang.kernel.problems import Problem, Refused
from tremang.places.models import Kind, Place
from tremang.reports import problems as say
from tremang.reports.acting import allow, approver, may_approve, may_write, readable
from tremang.reports.asking import asked, code_of
from tremang.reports.draft import Draft
from tremang.reports.kept import Kept
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import Frozen, Report, State
from tremang.reports.periods import Period
from tremang.reports.showing import is_sensitive, less_small, sees_needs, too_small
from tremang.reports.standing import Due, due_of
from tremang.ui.links import address

Figures = Mapping[str, Any]


@dataclass
class Page:
    """One report, its reader and the day. Raises `Refused` where he may not read the figures of the place."""

    request: HttpRequest
    kind: ReportKind
    place: Place
    period: Period
    today: date
    _kept: Kept | None = field(default=None, init=False, repr=False)

    @classmethod
    def asked(cls, request: HttpRequest, kind: str, code: str, period: str) -> "Page":
        """The report that an address names. Raises the problems of `asking.asked`, and `Refused` where it is not his to read."""
        today = clock.today()
        found = asked(kind, code, period, today)
        require(request.user, Verb.SEE_FIGURES, found.place, today)
        page = cls(request, found.kind, found.place, found.period, today)
        if not page.reads_drafts:
            readable(page.user, page.place, page.report, today)
        return page

    @property
    def user(self) -> User:
        """Who reads."""
        return self.request.user  # type: ignore[return-value]

    @property
    def args(self) -> list[str]:
        """How addresses name the report."""
        return [self.kind.code, code_of(self.place), self.period.label]

    def url(self, name: str, *more: object) -> str:
        """The address of a page of this report."""
        return reverse(f"reports:{name}", args=[*self.args, *more])

    def near(self, name: str, *more: object) -> str:
        """The same as the report's own page writes it: that has a hundred of them, and half of each would be the same."""
        return self.url(name, *more).removeprefix(self.url("report"))

    @cached_property
    def writes(self) -> bool:
        """Whether the reader writes and sends it."""
        return may_write(self.user, self.place, self.today)

    @cached_property
    def approves(self) -> bool:
        """Whether the reader approves it."""
        return may_approve(self.user, self.place, self.today)

    @cached_property
    def reads_drafts(self) -> bool:
        """Whether the reader sees it before it is sent, and versions that stand no longer."""
        return self.writes or self.approves

    @cached_property
    def draft(self) -> Draft:
        """The report as it would be sent now."""
        draft = Draft.of(self.kind, self.place, self.period, self.today, self._kept)
        self._kept = draft.kept
        return draft

    @property
    def kept(self) -> Kept:
        """What is kept of it: read once, together with the draft where that is asked for first."""
        if self._kept is None:
            self._kept = Kept.of(self.kind, self.place, self.period)
        return self._kept

    @property
    def report(self) -> Report | None:
        """Its row, where it has been begun."""
        return self.kept.report

    def version(self, number: int) -> Frozen:
        """A version that was sent. Raises Http404 where there is none of that number."""
        found = next((one for one in self.kept.versions if one.number == number), None)
        if found is None:
            raise Http404
        if not self.reads_drafts and not self.kept.stands(found):
            raise Refused("old_version", say.OLD_VERSION)
        return found

    @cached_property
    def due(self) -> Due:
        """Its due day, the last day on which it can be sent, and the leave that holds beyond it."""
        return due_of(self.kind, self.period, self.kept, self.today)

    @cached_property
    def met_on(self) -> date | None:
        """Of a club's month that nobody has sent: the meeting on record by which it is there of itself."""
        is_open = self.report is None or self.report.state == State.DRAFT
        return self.kept.met_on if self.is_over and is_open else None

    @property
    def is_over(self) -> bool:
        """Whether the period has ended, so that it can be sent."""
        return self.period.to_on < self.today

    @cached_property
    def hidden(self) -> set[str]:
        """The lines that are kept back from this reader."""
        if sees_needs(self.user, self.place, self.today):
            return set()
        return {code for code in self.kind.lines if is_sensitive(code)}

    @cached_property
    def has_duty(self) -> bool:
        """Whether it is this reader's duty to know which persons of the place need help."""
        return may(self.user, Verb.SEE_SENSITIVE, self.place, self.today)

    def told_of(self, lines: Sequence[Mapping[str, Any]], figures: Figures) -> tuple[set[str], Figures]:
        """The lines kept back from this reader, and the figures he is told: of the City's sums too no small number of people.

        There is no duty of the City's readers towards them.
        """
        if self.place.kind != Kind.PROVINCE or self.has_duty:
            return self.hidden, figures
        return self.hidden | too_small(lines, figures), less_small(lines, figures)

    def is_told_since(self, code: str) -> bool:
        """Whether he is told how a line changed after it was sent: such changes are small and name the places below."""
        return self.has_duty or not is_sensitive(code)

    @property
    def approver(self) -> str:
        """Who approves it, in words."""
        return approver(self.place)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """Where the report stands: the reports, then its place."""
        return [crumb for crumb in ((_("Báo cáo"), address("reports:home")), self._door) if crumb[1]]

    @property
    def _door(self) -> tuple[str, str]:
        if self.place.kind == Kind.CLUB:
            return self.place.name, address("web:club", self.place.pk)
        if self.place.kind == Kind.COMMUNE:
            return self.place.name, address("web:commune", self.place.code)
        return self.place.name, address("web:city")

    @property
    def context(self) -> dict[str, Any]:
        """What every template of the room gets."""
        return {
            "page": self, "kind": self.kind, "place": self.place, "period": self.period, "crumbs": self.crumbs,
            "report_url": self.url("report"),
        }  # fmt: skip

    def to_report(self, anchor: str = "") -> HttpResponse:
        """Back to the report."""
        return redirect(self.url("report") + (f"#{anchor}" if anchor else ""))


def for_writer(request: HttpRequest, kind: str, code: str, period: str) -> Page:
    """The report for whoever writes it; raises `Refused` for anybody else."""
    page = Page.asked(request, kind, code, period)
    allow("begin", page.user, page.place, page.today)
    return page


def for_approver(request: HttpRequest, kind: str, code: str, period: str) -> Page:
    """The report for whoever approves it; raises `Refused` for anybody else."""
    page = Page.asked(request, kind, code, period)
    allow("approve", page.user, page.place, page.today)
    return page


def attempted(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Whether an act without a form of its own went through; what stood against it is told on the next page."""
    try:
        act()
    except Refused:
        raise
    except Problem as problem:
        messages.error(request, problem.sentence)
        return False
    return True
