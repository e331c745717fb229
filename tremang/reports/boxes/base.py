"""What a box is, and how drafted sentences and the writer's own stand together in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tremang.reports.draft import Draft

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Sentence(NamedTuple):
    """A drafted sentence; the key stays the same for the same matter, whatever the numbers."""

    key: str
    text: str


@dataclass(frozen=True)
class Box:
    """A part of a report in words. `draft` gives its sentences from the records; it never invents a reason."""

    code: str
    number: int
    title: "StrOrPromise"
    draft: Callable[[Draft], Iterable[Sentence]]


class Written(NamedTuple):
    """A sentence as it stands: the text, the draft of now ("" for the writer's own), and who wrote it.

    `is_edited`: the writer's words. `is_refreshed`: the draft has changed since he edited, and is offered anew.
    `is_left_out`: he took the drafted sentence out.
    """

    key: str
    text: str
    drafted: str
    is_edited: bool
    is_refreshed: bool
    is_left_out: bool


def written(draft: Draft, box: Box) -> list[Written]:
    """The sentences of a box: drafted ones in their order, edited ones in their place, the writer's own at the end.

    An edited sentence whose matter is gone stays, as the writer's own: what somebody wrote is never lost.
    """
    own = {key: row for (code, key), row in draft.passages.items() if code == box.code}
    found = []
    for sentence in box.draft(draft):
        row = own.pop(sentence.key, None)
        if row is None:
            found.append(Written(sentence.key, sentence.text, sentence.text, False, False, False))
        else:
            changed = row.drafted != sentence.text
            found.append(Written(sentence.key, row.text, sentence.text, True, changed, not row.text))
    found += [Written(key, row.text, "", True, False, False) for key, row in own.items() if row.text]
    return found
