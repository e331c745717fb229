"""What a public wall tells of a club's books: no names, and nothing one by one of illness, grief, care or rights.

Everybody who passes reads it. Who was visited when ill, who was sent for legal aid, is easily known in a hamlet from the
day and the words alone; so of such things it says only how often.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from tremang.areas.common.books import Book
from tremang.areas.common.queries import Done

MOST_TOLD = 3  # kinds of things of one content
TITLES = frozenset("ông bà anh chị cụ bác cô chú em cháu".split())
EVERYBODYS = "bác hồ"  # a name that a wall may tell
TOLD_TO_FEW = re.compile(r"\b(ốm|viếng|chia buồn|(đám|việc) (tang|hiếu)|trợ giúp pháp lý)\b", re.IGNORECASE)


def wall_line(book: Book | None, lines: Iterable[Done], names: Iterable[str]) -> str:
    """What a wall says was done under a content, the oldest first; things of the same name stand together."""
    counted = [line for line in lines if line.counts]
    if book is not None and book.only_times:
        return _("%(n)s lượt") % {"n": len(counted)} if counted else ""
    times = {one.code: one.only_times for one in book.registers if one.only_times} if book is not None else {}
    often = Counter(times[kind] for line in counted if (kind := _kind(line)) in times)
    said = Counter(line.what for line in reversed(counted) if line.what and _kind(line) not in times)
    told = [_("%(what)s (%(n)s lần)") % {"what": what, "n": n} if n > 1 else what for what, n in said.items()
            if may_hang(what, names)]  # fmt: skip
    shown = [*told[:MOST_TOLD], *(_("%(what)s: %(n)s lượt") % {"what": what, "n": n} for what, n in often.items())]
    if more := len(said) - len(told[:MOST_TOLD]):
        shown.append(_("và %(n)s việc nữa") % {"n": more} if shown else _("%(n)s việc") % {"n": more})
    return "; ".join(shown)


def _kind(line: Done) -> Any:
    return line.activity.kind if line.activity is not None else ""


def plan_for_wall(plan: str, names: Iterable[str]) -> str:
    """The sentences of a meeting's plan that may hang on a wall."""
    sentences = [one.strip() for one in re.split(r"\n+|(?<=[.!?])\s+", plan)]
    return " ".join(one for one in sentences if one and may_hang(one, names))


def may_hang(text: str, names: Iterable[str]) -> bool:
    """Whether words name nobody, by a title or one of `names`, and tell of no illness, grief or legal aid."""
    plain = re.sub(EVERYBODYS, "", text, flags=re.IGNORECASE)
    words = re.findall(r"\w+", plain)
    titled = any(word.lower() in TITLES and after[0].isupper() for word, after in pairwise(words))
    return not (titled or any(name in plain for name in names) or TOLD_TO_FEW.search(plain))
