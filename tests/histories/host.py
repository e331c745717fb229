"""The process in which the phones live: the real core under node, spoken to in lines of JSON."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import playwright

HERE = Path(__file__).parent
CORE = HERE.parents[1] / "tremang" / "phone" / "static" / "phone" / "core"
NODE = Path(playwright.__file__).parent / "driver" / "node"
Reply = dict[str, Any]


class Killed(Exception):
    """The phone died while it did what it was told."""


class Said(Exception):
    """The core refused with a sentence."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code


class Host:
    """All phones of a history; `answer` is asked whenever one of them calls the server."""

    def __init__(self) -> None:
        command = [str(NODE), "--no-warnings", str(HERE / "phone.mjs"), CORE.as_uri()]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._ids = 0
        self.answer: Callable[[str, str, dict[str, Any]], Reply] = lambda phone, path, body: {"lost": True}

    def ask(self, op: str, **more: Any) -> Any:
        """What a command gives; while it runs, calls of phones are answered. Raises Killed, Said."""
        self._ids += 1
        mine = self._ids
        self._write({"id": mine, "op": op, **more})
        while True:
            line = self._process.stdout.readline() if self._process.stdout else ""
            if not line:
                raise RuntimeError(f"the phones' process has ended ({self._process.poll()})")
            told = json.loads(line)
            if "call" in told:
                self._write({"answer": told["call"], **self.answer(told["p"], told["path"], told["body"])})
            elif told["id"] == mine:
                return _given(told)

    def _write(self, told: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(timeout=10)


def _given(told: dict[str, Any]) -> Any:
    error = told.get("error")
    if error is None:
        return told["value"]
    if error["killed"]:
        raise Killed
    if not error["code"]:
        raise RuntimeError(error["stack"])
    raise Said(error["code"], error["words"])
