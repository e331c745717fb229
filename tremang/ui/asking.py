"""What is most likely a slip of the pen is asked about once: who means it sends the same form again.

What was asked goes back with the form as `form.sure`, in hidden fields called `FIELD` (`ui/parts/asked.html`).
"""

from collections.abc import Iterable
from typing import Any

from tremang.kernel.problems import Problem

FIELD = "chac"
MOST, LONGEST = 200, 200  # questions that a form carries, letters of one


class Asker:
    """Asks about a form; `sure` is what came with it under `FIELD`."""

    def __init__(self, form: Any, sure: Iterable[str]) -> None:
        self.sure = list(dict.fromkeys(one[:LONGEST] for one in sure))[:MOST]
        form.sure = self.sure

    def is_meant(self, key: str) -> bool:
        """Whether `key` was asked about before; from now on it was."""
        key = key[:LONGEST]
        if key in self.sure:
            return True
        self.sure.append(key)
        return False

    def ask(self, key: str, problem: Problem) -> None:
        """Raise `problem` unless `key` was asked about before."""
        if not self.is_meant(key):
            raise problem
