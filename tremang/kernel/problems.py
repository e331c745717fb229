"""What can go wrong, as sentences. Every refusal in the product is a `Problem` with a stable code.

The sentence says what is wrong with *it* and what to do next; nobody loses what was typed.
"""

from typing import Any

from django.utils.translation import gettext


class Problem(Exception):
    """A refusal with a code, the field it belongs to (or ""), and one Vietnamese sentence.

    Rooms declare theirs in `problems.py` as `CODE = "sentence with %(parameters)s"` and raise
    `Problem("code", sentence, field="held_on", day=…)`.
    """

    status = 422

    def __init__(self, code: str, sentence: str, *, field: str = "", **parameters: Any) -> None:
        self.code = code
        self.field = field
        self.parameters = parameters
        self.source = sentence
        text = gettext(sentence) % parameters if parameters else gettext(sentence)
        self.sentence = text[:1].upper() + text[1:]  # it may begin with a person: "bà Nguyễn Thị Hiền"
        super().__init__(self.sentence)


class Refused(Problem):
    """The user has no power to do or see this (HTTP 403)."""

    status = 403


class Conflict(Problem):
    """Somebody else changed the same thing meanwhile (HTTP 409)."""

    status = 409
