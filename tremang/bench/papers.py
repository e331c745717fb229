"""The papers of reports: one as Word and as PDF, and those of all communes and the City in every form at once."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from tremang.accounts.models import Role, RoleKind, User
from tremang.bench import floors
from tremang.bench.load import timed
from tremang.bench.report import Result
from tremang.bench.server import USERNAME
from tremang.kernel import clock
from tremang.places.queries import CITY_CODE, city
from tremang.reports.actions.archives import start_archive
from tremang.reports.archives import file_of, work
from tremang.reports.asking import asked
from tremang.reports.draft import Draft
from tremang.reports.freezing import body
from tremang.reports.kinds import kind_on
from tremang.reports.papers import FORMS, written
from tremang.reports.periods import last_over
from tremang.reports.sources import source_of

PAPERS = 20
UNTIL_DONE = 3600.0  # seconds


def one_paper(size: str, today: date) -> Iterator[Result]:
    """The City's half-year report with a row for each commune: its figures and sentences, then Word, then PDF."""
    period = last_over(kind_on("city-half", today), today)
    kind, place, period = asked("city-half", CITY_CODE, period.label, today)
    halves = period.halves(today)
    floor = floors.median(lambda: floors.report(halves.start, halves.stop - 1))
    yield Result("report_draft", size, timed(lambda: body(Draft.of(kind, place, period, today)), 5), floor)
    source = source_of(kind, place, period, today)
    for form in ("docx", "pdf"):
        written(source, form)
        yield Result(f"report_{form}", size, timed(partial(written, source, form), PAPERS), floor)


def all_papers(size: str, today: date) -> Iterator[Result]:
    """One archive with the reports of all communes and the City in every form, from the first to the last."""
    kind = kind_on("commune-half", today)
    user, made = User.objects.get_or_create(username=f"{USERNAME}_tap", defaults={"full_name": "Người đo tốc độ"})
    if made:
        Role(user=user, kind=RoleKind.CITY_STAFF, place=city(), from_on=today.replace(month=1, day=1)).save()
    archive = start_archive(kind, last_over(kind, today), list(FORMS), by=user, today=today)
    sample = timed(lambda: work(archive, clock.today(), UNTIL_DONE), 1)
    halves = last_over(kind, today).halves(today)
    floor = floors.median(lambda: floors.report(halves.start, halves.stop - 1))
    yield Result("report_archive", size, sample, floor, extra=(("mb", file_of(archive).stat().st_size / 2**20),))
    file_of(archive).unlink()
