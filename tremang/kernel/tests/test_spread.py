"""People are spread over the processes of a server, and stand in line within each."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from tremang.kernel import serve, spread
from tremang.kernel.spread import BUSY, LATELY, PAUSE, PLACE, Spread

LONG = 30.0  # seconds: nothing here takes as long unless it is broken

# A process of a server: answers whoever is named on a line of its input, and says whether his connection is ended.
PROCESS = """
import sys
from pathlib import Path
from tremang.kernel import spread
def app(environ, start_response):
    start_response("200 OK", [])
    return []
spread.LATELY = 1000
door = spread.Spread(app, Path(sys.argv[1]))
print(door.place, flush=True)
for line in sys.stdin:
    door({"HTTP_COOKIE": line}, lambda status, headers: print(("Connection", "close") in headers, flush=True))
"""
SERVER = """
import os
from pathlib import Path
from tremang.kernel.spread import Spread
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
application = Spread(app, Path(__file__).with_name("processes"))
"""


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


class Desk:
    """A process that people come to, each in a thread of his own. Nobody's answer ends before `finish` says so."""

    def __init__(self, board) -> None:
        self.door = Spread(self.answer, board)
        self.people: dict[str, tuple[threading.Thread, threading.Event, threading.Event]] = {}

    def answer(self, environ, start_response):
        _thread, begun, may_end = self.people[environ["HTTP_COOKIE"]]
        begun.set()
        may_end.wait(LONG)
        return []

    def come(self, who: str) -> None:
        """Somebody asks; he has come in when this returns."""
        before = self.running()
        thread = threading.Thread(target=self.door, args=({"HTTP_COOKIE": who}, None), daemon=True)
        self.people[who] = (thread, threading.Event(), threading.Event())
        thread.start()
        while self.running() == before:
            time.sleep(0.001)

    def running(self) -> int:
        with self.door.guard:
            return self.door.running

    def is_served(self, who: str, within: float = LONG) -> bool:
        return self.people[who][1].wait(within)

    def waits(self, who: str) -> bool:
        return not self.is_served(who, within=0.1)

    def finish(self, who: str) -> None:
        thread, _begun, may_end = self.people[who]
        may_end.set()
        thread.join(LONG)
        assert not thread.is_alive()

    def written(self) -> tuple[int, float, int]:
        return PLACE.unpack_from(self.door.board, self.door.place * PLACE.size)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(spread, "time", clock)
    return clock


@pytest.fixture
def door(tmp_path, clock) -> Spread:
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"page"]

    return Spread(app, tmp_path / "processes")


@pytest.fixture
def is_let_go(door) -> Callable[..., bool]:
    """Somebody asks: whether his connection is ended with the answer."""

    def ask(cookie: str, **more: str) -> bool:
        told = []
        page = door({"HTTP_COOKIE": cookie, **more}, lambda status, headers: told.append((status, headers)))
        assert list(page) == [b"page"]
        [(status, headers)] = told
        assert (status, headers[0]) == ("200 OK", ("Content-Type", "text/html"))
        return ("Connection", "close") in headers

    return ask


@pytest.fixture
def neighbour(door, clock) -> Callable[..., None]:
    """Writes on the board what another process would: how many people it has, and when it was last seen."""

    def write(people: int, seen: float | None = None, server: int = os.getppid()) -> None:
        PLACE.pack_into(door.board, (door.place + 1) * PLACE.size, server, clock.now if seen is None else seen, people)

    return write


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Iterator[Desk]:
    monkeypatch.setattr(spread, "PATIENCE", LONG)
    monkeypatch.setattr(spread, "LATELY", LONG)
    desk = Desk(tmp_path / "processes")
    yield desk
    for who in desk.people:
        desk.finish(who)


@pytest.fixture
def process(tmp_path) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts one more process of the server that this test is."""
    started = []

    def start() -> subprocess.Popen:
        words = [sys.executable, "-c", PROCESS, str(tmp_path / "processes")]
        started.append(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()


def said(process: subprocess.Popen, who: str = "") -> str:
    """What the process says next, after `who` asked it."""
    if who:
        process.stdin.write(f"{who}\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def test_who_comes_to_the_only_process_keeps_his_connection(is_let_go):
    assert not any(is_let_go(who) for who in "abcdef")


def test_where_people_are_spread_evenly_nobody_is_let_go(is_let_go, neighbour):
    neighbour(2)
    assert not any(is_let_go(who) for who in "abcabcabc")


def test_a_process_with_two_people_more_than_another_lets_one_go(is_let_go, neighbour, clock):
    neighbour(1)
    assert [is_let_go(who) for who in "abc"] == [False, False, True]
    clock.now += 2 * PAUSE
    assert not any(is_let_go(who) for who in "ab")  # whoever was let go is not counted
    neighbour(2)
    assert not is_let_go("c")


def test_the_one_process_with_few_people_among_many_is_enough_to_let_somebody_go(is_let_go, neighbour, door, clock):
    neighbour(0)
    PLACE.pack_into(door.board, (door.place + 2) * PLACE.size, os.getppid(), clock.now, 9)
    assert [is_let_go(who) for who in "ab"] == [False, True]


def test_few_are_let_go_at_a_time(is_let_go, neighbour, clock):
    gone = []
    for turn in range(100):  # a second's worth
        neighbour(1)
        gone.append(is_let_go(f"{turn % 10}"))
        clock.now += 0.01
    assert 5 <= sum(gone) <= 1 / PAUSE + 1


def test_one_person_counts_once_however_often_he_asks(is_let_go, neighbour):
    neighbour(0)
    assert not any(is_let_go("a") for _turn in range(10))


@pytest.mark.parametrize("other", [{"HTTP_AUTHORIZATION": "Token 2"}, {"REMOTE_ADDR": "192.0.2.2"}])
def test_people_without_a_cookie_are_told_apart_by_token_and_address(is_let_go, neighbour, other):
    neighbour(0)
    one = {"HTTP_AUTHORIZATION": "Token 1", "REMOTE_ADDR": "192.0.2.1"}
    assert [is_let_go("", **one), is_let_go("", **one), is_let_go("", **one | other)] == [False, False, True]


def test_who_has_not_been_seen_for_a_while_is_no_longer_counted(is_let_go, neighbour, clock):
    neighbour(0)
    assert not is_let_go("a")
    clock.now += LATELY
    assert not is_let_go("b")
    clock.now += LATELY / 2
    assert is_let_go("c")


def test_a_process_that_has_not_answered_for_a_while_has_nobody(is_let_go, neighbour, clock):
    neighbour(2, seen=clock.now - LATELY)
    assert [is_let_go(who) for who in "ab"] == [False, True]


def test_a_process_at_work_on_something_long_still_has_its_people(is_let_go, neighbour, clock):
    neighbour(2, seen=BUSY)
    clock.now += 60
    assert not any(is_let_go(who) for who in "abc")


def test_processes_of_another_server_do_not_count(is_let_go, neighbour):
    neighbour(0, server=os.getppid() + 1)
    assert not any(is_let_go(who) for who in "abcd")


def test_a_process_is_written_down_as_busy_until_its_last_answer(desk, monkeypatch):
    assert desk.written() == (os.getppid(), 0.0, 0)
    desk.come("a")
    assert desk.written() == (os.getppid(), BUSY, 1)
    monkeypatch.setattr(spread, "PATIENCE", 0.05)
    desk.come("b")
    assert desk.is_served("b")
    desk.finish("b")
    assert desk.written() == (os.getppid(), BUSY, 2)
    before = time.monotonic()
    desk.finish("a")
    server, seen, people = desk.written()
    assert (server, people) == (os.getppid(), 2)
    assert before <= seen <= time.monotonic()


def test_two_processes_see_each_other_s_people(process):
    one, other = process(), process()
    assert sorted([said(one), said(other)]) == ["0", "1"]
    assert [said(one, "a"), said(other, "b")] == ["False", "False"]
    assert [said(one, "c"), said(one, "d")] == ["False", "True"]
    assert [said(other, "d"), said(one, "a")] == ["False", "False"]


def test_a_process_that_died_gives_its_place_back(process):
    first, second = process(), process()
    lost, kept = said(first), said(second)
    assert {lost, kept} == {"0", "1"}
    assert said(process()) == "2"
    first.kill()
    first.wait()
    assert said(process()) == lost


def test_a_board_without_a_free_place_is_refused(tmp_path, monkeypatch, process):
    assert said(process()) == "0"
    monkeypatch.setattr(spread, "PLACES", 1)
    with pytest.raises(OSError, match="no place left"):
        Spread(lambda environ, start_response: [], tmp_path / "processes")


def test_requests_in_one_process_are_answered_one_after_the_other(desk):
    desk.come("a")
    assert desk.is_served("a")
    desk.come("b")
    assert desk.waits("b")
    desk.finish("a")
    assert desk.is_served("b")


def test_who_waited_too_long_goes_ahead_and_the_next_stand_behind_him(desk, monkeypatch):
    desk.come("long")
    assert desk.is_served("long")
    monkeypatch.setattr(spread, "PATIENCE", 0.05)
    desk.come("ahead")
    assert desk.is_served("ahead")
    monkeypatch.setattr(spread, "PATIENCE", LONG)
    desk.come("next")
    assert desk.waits("next")
    desk.finish("ahead")
    assert desk.is_served("next", within=LONG / 2)
    desk.finish("next")
    desk.come("later")
    assert desk.is_served("later", within=LONG / 2)


def test_of_two_who_waited_equally_long_one_goes_ahead(desk, monkeypatch):
    class Watched(Spread):
        def __setattr__(self, name, value):
            if name == "line":
                first_in_line.append(value.locked())
                spread.PATIENCE = LONG  # the other one stands in the new line: he is not to lose patience there too
            super().__setattr__(name, value)

    desk.come("long")
    assert desk.is_served("long")
    first_in_line: list[bool] = []
    desk.door.__class__ = Watched
    monkeypatch.setattr(spread, "PATIENCE", 0.05)
    desk.come("a")
    desk.come("b")
    while not any(desk.is_served(who, within=0.001) for who in "ab"):
        pass
    ahead, behind = "ab" if desk.is_served("a", within=0) else "ba"
    assert desk.waits(behind)
    assert first_in_line == [True]  # whoever comes to a line finds the one ahead in it
    desk.finish(ahead)
    assert desk.is_served(behind)


def test_an_application_that_fails_is_heard_out_and_the_next_is_answered_at_once(desk, monkeypatch):
    def fail(environ, start_response):
        raise RuntimeError("nothing")

    with monkeypatch.context() as broken:
        broken.setattr(desk.door, "app", fail)
        with pytest.raises(RuntimeError, match="nothing"):
            desk.door({}, lambda *_told: None)
    assert desk.written()[1] <= time.monotonic()
    desk.come("a")
    assert desk.is_served("a", within=LONG / 2)


def test_the_real_server_comes_to_two_and_two_of_four_people(tmp_path, settings):
    settings.TLS_CERT = ""
    (tmp_path / "plain.py").write_text(SERVER)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [*serve.command("127.0.0.1", port)[:-1], "plain:application"]
    where = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(settings.BASE_DIR)])}
    server = subprocess.Popen(words, env=os.environ | where, start_new_session=True)
    lines: list[http.client.HTTPConnection] = []
    until = time.monotonic() + LONG

    def answering(line: http.client.HTTPConnection, who: str) -> bytes:
        assert time.monotonic() < until
        line.request("GET", "/", headers={"Cookie": who})
        return line.getresponse().read()

    try:
        assert serve._answers(server, "127.0.0.1", port)
        while len(lines) < 4:  # all of one person, who is never let go, to one process
            lines.append(http.client.HTTPConnection("127.0.0.1", port, timeout=10))
            if answering(lines[-1], "x") != answering(lines[0], "x"):
                lines.pop().close()
        while sorted(Counter(map(answering, lines, "abcd")).values()) != [2, 2]:
            pass
    finally:
        for line in lines:
            line.close()
        server.terminate()
        server.wait()
