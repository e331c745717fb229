"""What takes longer than a page: rebuilding all facts, the sheet of all members, the operators' board."""

import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.urls import reverse

from tremang.bench import floors
from tremang.bench.homes import TREMANG
from tremang.bench.load import Client, timed
from tremang.bench.report import Result
from tremang.facts import actions as facts
from tremang.places.queries import city

SHEETS, BOARDS = 3, 5


def facts_rebuild(size: str, today: date) -> Iterator[Result]:
    """All facts from nothing, once."""
    sample = timed(lambda: facts.rebuild_all(today), 1)
    yield Result("facts_rebuild", size, sample, floors.median(floors.rebuild, 1))


def members_xlsx(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """The sheet of all members over HTTP; `peak_mb` is the most memory that the server held meanwhile."""
    path = reverse("exchange:members")
    with Peak() as peak:
        sample = timed(lambda: clients[0].get(path), SHEETS)
    floor = floors.median(lambda: floors.members(today), 3)
    yield Result("members_xlsx", size, sample, floor, extra=(("peak_mb", peak.megabytes),))


def targets_cli(size: str, today: date) -> Iterator[Result]:
    """`tremang targets --json` as an operator runs it, start of the interpreter included."""

    def board() -> None:
        subprocess.run([*TREMANG, "targets", "--json"], check=True, stdout=subprocess.DEVNULL, env=os.environ)

    yield Result("targets_cli", size, timed(board, BOARDS), floors.median(lambda: floors.city_board(today)))


def catch_up(today: date) -> None:
    """The calendar moves on between runs: bring all facts to today before anything is measured."""
    facts.catch_up(city(), today)


class Peak:
    """The largest memory of the processes below this one, looked at ten times a second."""

    def __enter__(self) -> "Peak":
        self.megabytes, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self.megabytes = max([self.megabytes, *map(_megabytes, descendants(os.getpid()))])


def descendants(pid: int) -> list[int]:
    """The ids of all processes started by `pid`, and by those."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found: list[int] = []
    layer = [pid]
    while layer:
        layer = [child for child, parent in parents.items() if parent in layer]
        found += layer
    return found


def _megabytes(pid: int) -> float:
    """Memory of a process that is its own, without files of the database that it looks into."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
