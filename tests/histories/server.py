"""The real server in this process, and the ways in which it is cut off, busy, or dies."""

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.db import OperationalError, connection
from django.test import Client

from tremang.kernel import clock, lock
from tremang.phone import syncing
from tremang.phone.views import sync as view

PATH = "/may/dong-bo"


class Died(BaseException):
    """The server's process ended at this moment."""


class Server:
    """Answers phones as the product does; `at` is what its clock says."""

    def __init__(self, at: datetime) -> None:
        self.client = Client()
        self.at = at

    def answer(self, header: str, body: dict[str, Any], trouble: str = "", rng: random.Random | None = None,
               meanwhile: Callable[[], None] | None = None) -> dict[str, Any]:  # fmt: skip
        """The answer as the phone's transport gives it. `trouble` names what goes wrong; raises Died."""
        with standing(self.at), _trouble(trouble, rng or random.Random(0), meanwhile):
            found = self.client.post(
                PATH, json.dumps(body), content_type="application/json", headers={"Authorization": header}
            )
        if found.status_code >= 500 and found.status_code != 503:
            raise AssertionError(f"HTTP {found.status_code}: {found.content[:400].decode()}")
        return {
            "status": found.status_code, "json": found.json(), "retryAfter": int(found.headers.get("Retry-After", 0))
        }  # fmt: skip


@contextmanager
def standing(at: datetime) -> Iterator[None]:
    """Within the block the server's clock stands at a moment."""
    before, clock._fixed = clock._fixed, at
    try:
        yield
    finally:
        clock._fixed = before


@contextmanager
def _trouble(name: str, rng: random.Random, meanwhile: Callable[[], None] | None) -> Iterator[None]:
    with ExitStack() as held:
        for each in TROUBLES[name](rng, meanwhile):
            held.enter_context(each)
        yield


def _between_texts(rng: random.Random, _meanwhile: Any) -> list[Any]:
    left, real = rng.randint(1, 3), syncing.take_in

    def take_in(*args: Any, **more: Any) -> Any:
        nonlocal left
        if not left:
            raise Died
        left -= 1
        return real(*args, **more)

    return [patch.object(syncing, "take_in", take_in)]


def _in_transaction(rng: random.Random, _meanwhile: Any) -> list[Any]:
    """At a write, before it or just after: the transaction goes with the process."""
    left, after = rng.randint(1, 25), rng.random() < 0.5

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK"))
        if left > 0 or sql.startswith("ROLLBACK"):
            return execute(sql, params, many, context)
        left = 10**9
        if after:
            execute(sql, params, many, context)
        raise Died

    return [connection.execute_wrapper(counted)]


def _before_parts(_rng: random.Random, _meanwhile: Any) -> list[Any]:
    def fetch(*args: Any) -> None:
        raise Died

    return [patch.object(syncing, "fetch", fetch)]


def _busy(rng: random.Random, _meanwhile: Any) -> list[Any]:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY

    def kept(*args: Any, **more: Any) -> None:
        raise OperationalError("database is locked") from cause

    return [patch.object(view, "answer", kept)] if rng.random() < 0.5 else [patch.object(syncing, "fetch", kept)]


def _raced(_rng: random.Random, meanwhile: Any) -> list[Any]:
    """Somebody else writes between the look at the books and the lock."""
    real, done = lock._tried, []

    def tried(club_id: int, act: Any) -> Any:
        found = real(club_id, act)
        if meanwhile and not done:
            done.append(True)
            meanwhile()
        return found

    return [patch.object(lock, "_tried", tried)]


def _short_of_time(_rng: random.Random, _meanwhile: Any) -> list[Any]:
    return [patch.object(syncing, "ENOUGH", -1.0)]


TROUBLES: dict[str, Callable[[random.Random, Any], list[Any]]] = {
    "": lambda rng, meanwhile: [], "cut between texts": _between_texts, "killed in a transaction": _in_transaction,
    "killed before the parts": _before_parts, "busy": _busy, "raced": _raced, "short of time": _short_of_time,
}  # fmt: skip
