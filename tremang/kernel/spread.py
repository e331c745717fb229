"""Requests spread over the server's processes, and in line within each.

A connection stays with the process that accepted it, and which one accepts is chance: of four busy people three may fall to
one process and wait for each other, while another has nothing to do. So each process writes down how many people it answered
lately. One that has two more than another ends a connection after the answer; the browser opens the next one without anybody
noticing, and that may fall to the other process.

Within a process requests are answered one after the other, for two at once only take the interpreter from each other. Whoever
waited for too long goes ahead beside the one that is taking so long, and the next stand in line behind him.
"""

import fcntl
import mmap
import os
import struct
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

LATELY = 1.0  # seconds
PAUSE = 0.1  # seconds between two connections that a process ends: where the next one falls to is chance again
PATIENCE = 0.25  # seconds that somebody waits for the one ahead
PLACES = 64  # of processes on the board
PLACE = struct.Struct("=qdq")  # its server, when it last answered, how many people it answered lately
BUSY = float("inf")

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Spread:
    """A WSGI application around another, for processes of two threads each that share the file `board`.

    Raises OSError where the file cannot be written, or more processes than `PLACES` hold it.
    """

    def __init__(self, app: App, board: Path) -> None:
        self.app = app
        self.line = threading.Lock()
        self.people: dict[int, float] = {}  # who was answered lately, and when he last asked
        self.running = 0
        self.ended = 0.0
        self.guard = threading.Lock()
        self.server = os.getppid()
        self.file = os.open(board, os.O_RDWR | os.O_CREAT, 0o600)
        os.posix_fallocate(self.file, 0, PLACES * PLACE.size)
        self.board = mmap.mmap(self.file, PLACES * PLACE.size)
        self.place = self._take_a_place()
        self._write(0.0)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begin = start_response
        if self._come(environ):

            def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                return start_response(status, [*headers, ("Connection", "close")], *error)

        line = self._stand_in_line()
        try:
            return self.app(environ, begin)
        finally:
            line.release()
            with self.guard:
                self.running -= 1
                self._write(BUSY if self.running else time.monotonic())

    def _come(self, environ: dict[str, Any]) -> bool:
        """Note who comes; whether this is to be the last request of its connection."""
        now = time.monotonic()
        who = hash((environ.get("HTTP_COOKIE"), environ.get("HTTP_AUTHORIZATION"), environ.get("REMOTE_ADDR")))
        with self.guard:
            self.running += 1
            self.people[who] = now
            if len(self.people) > 1:
                self.people = {one: at for one, at in self.people.items() if now - at < LATELY}
            crowded = len(self.people) > 1 and now - self.ended >= PAUSE and len(self.people) > self._fewest(now) + 1
            if crowded:
                self.ended = now
                del self.people[who]
            self._write(BUSY)
        return crowded

    def _stand_in_line(self) -> threading.Lock:
        """Wait until it is one's turn; what is returned is to be released afterwards."""
        while not (line := self.line).acquire(timeout=PATIENCE):
            ahead = threading.Lock()
            ahead.acquire()  # before anybody can come to it
            with self.guard:
                if self.line is line:  # nobody else has gone ahead meanwhile
                    self.line = ahead
                    return ahead
        return line

    def _fewest(self, now: float) -> int:
        """How many people that other process of this server answered lately which answered the fewest."""
        others = [
            number if now - at < LATELY else 0
            for place, (server, at, number) in enumerate(PLACE.iter_unpack(self.board[:]))
            if server == self.server and place != self.place
        ]
        return min(others, default=len(self.people))

    def _write(self, at: float) -> None:
        PLACE.pack_into(self.board, self.place * PLACE.size, self.server, at, len(self.people))

    def _take_a_place(self) -> int:
        """The first place that no living process holds: the lock goes with the process."""
        for place in range(PLACES):
            try:
                fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, PLACE.size, place * PLACE.size)
            except OSError:
                continue
            return place
        raise OSError("no place left on the board of processes")
