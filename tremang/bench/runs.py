"""The measurements by name, in the order in which a run takes them: what changes the data comes last."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tremang.bench import books, homes, jobs, money, pages, papers, people, phones, recording, reports
from tremang.bench.load import Client
from tremang.bench.report import Result
from tremang.bench.server import served
from tremang.kernel import clock

Served = Callable[[Sequence[Client], str, date], Iterator[Result]]
OVER_HTTP: dict[str, Served] = {
    "city_board": pages.city_board,
    "commune": pages.commune,
    "club": pages.club,
    "search_L": pages.search_l,
    "members_xlsx": jobs.members_xlsx,
    "books": books.books,
    "report_boards": reports.report_boards,
    "readings": books.readings,
    "record_meeting": recording.record_meeting,
    "meeting_bundle": money.meeting_bundle,
    "phone_sync": phones.phone_sync,
}
ALONE: dict[str, Callable[[str, date], Iterator[Result]]] = {
    "targets_cli": jobs.targets_cli,
    "report_completeness": reports.report_completeness,
    "report_papers": papers.one_paper,
    "report_archive": papers.all_papers,
    "schedules": money.schedules,
    "trial_balance": money.trial_balance,
    "facts_rebuild": jobs.facts_rebuild,
}
LAST = ("trial_balance", "facts_rebuild")  # they change the data, or wait for what others changed
NAMES = (
    "city_board", "commune", "club", "search_L", "record_meeting", "schedules", "trial_balance", "meeting_bundle",
    "facts_rebuild", "members_xlsx", "targets_cli", "books", "readings",
    "report_boards", "report_completeness", "report_papers", "report_archive", "phone_sync",
)  # fmt: skip


def kinds(size: str, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Which database each measurement needs: search among 150,000 has one of its own unless all is of size L."""
    apart = [name for name in names if name == "search_L" and size != "L"]
    if rest := [name for name in names if name not in apart]:
        yield size, rest
    if apart:
        yield "search", apart


def fill_up() -> None:
    """Top up the demo data with people (see `people`)."""
    people.top_up(homes.SEED)


def measure(size: str, names: Sequence[str], say: Callable[[str], object]) -> None:
    """Take the measurements called `names` on the database of this process; `say` gets one line for each."""
    today = clock.today()
    note("Cập nhật mọi số đến hôm nay …")
    jobs.catch_up(today)
    for name in ALONE:
        if name in names and name not in LAST:
            for result in ALONE[name](size, today):
                say(result.line())
    if any(name in OVER_HTTP for name in names):
        with served() as clients:
            for name, act in OVER_HTTP.items():
                if name in names:
                    note(f"Đo {name} …")
                    for result in act(clients, size, today):
                        say(result.line())
    for name in LAST:
        if name in names:
            note(f"Đo {name} …")
            for result in ALONE[name](size, today):
                say(result.line())


def note(sentence: str) -> None:
    """Tell whoever waits what is going on; the results themselves go to standard output."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
