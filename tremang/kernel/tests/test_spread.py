"""Whoever had to stand in line at a process is let go after the answer, so that he may come to another."""

import pytest

from tremang.kernel import spread
from tremang.kernel.spread import AT_ONCE, PAUSE, Spread


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(spread, "time", clock)
    return clock


@pytest.fixture
def asked(clock):
    """Asks after so many seconds; says whether the connection is ended. An answer takes 10 ms."""

    def app(environ, start_response):
        clock.now += 0.01
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"page"]

    door, told = Spread(app), []

    def ask(after: float) -> bool:
        clock.now += after
        assert list(door({}, lambda status, headers, *error: told.append((status, headers)))) == [b"page"]
        status, headers = told[-1]
        assert (status, headers[0]) == ("200 OK", ("Content-Type", "text/html"))
        return ("Connection", "close") in headers

    return ask


def test_who_comes_to_an_idle_process_keeps_his_connection(asked):
    assert [asked(1.0), asked(AT_ONCE * 2), asked(0.05)] == [False, False, False]


def test_who_stood_in_line_is_let_go(asked):
    assert [asked(1.0), asked(AT_ONCE / 2), asked(0.05)] == [False, True, False]


def test_where_everybody_stands_in_line_few_are_let_go(asked):
    ended = [asked(AT_ONCE / 2) for _turn in range(100)]  # a second's worth
    assert 1 <= sum(ended) <= 1 / PAUSE + 1


def test_an_application_that_fails_is_heard_out(clock):
    def app(environ, start_response):
        raise RuntimeError("nothing")

    door = Spread(app)
    with pytest.raises(RuntimeError, match="nothing"):
        door({}, lambda *_told: None)
    assert door.done == clock.now
