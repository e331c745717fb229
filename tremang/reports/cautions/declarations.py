"""What is divided by a number that a commune has not declared: such places are left out of the share."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tremang.indicators.registry import indicators
from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.boxes.missing import DECLARATIONS
from tremang.reports.boxes.phrases import called, listed, quoted
from tremang.reports.cautions.base import Caution
from tremang.reports.draft import Draft
from tremang.ui.links import address

NAMED = 10
PAGES = {
    "hamlet_coverage": "places:hamlets",
    "people_reached": "communication:reach",
    "staff_trained": "training:officials",
}


def found(draft: Draft) -> Iterable[Caution]:
    """One caution per indicator that the report carries and that is left out of it for want of a declaration."""
    carried = {line.indicator for line in draft.lines if line.indicator}
    if not carried:  # a report without targets needs no declaration, and asks for none
        return ()
    return _found(draft, carried)


def _found(draft: Draft, carried: set[str]) -> Iterator[Caution]:
    for one in draft.around.undeclared:
        if one.indicator not in carried or one.indicator not in PAGES:
            continue
        words = {
            "what": DECLARATIONS[one.indicator], "line": quoted(str(indicators()[one.indicator].short)),
            "count": number(len(one.places)), "places": listed([called(name) for name in one.places], NAMED, _("xã, phường")),
        }  # fmt: skip
        if draft.place.kind == Kind.PROVINCE:
            text = _("%(line)s tính thiếu %(count)s xã, phường chưa khai báo %(what)s: %(places)s.")
            url, action = address("targets:indicator", one.indicator), _("Mở chỉ tiêu")
        else:
            text = _("Chưa khai báo %(what)s nên %(line)s chưa tính được.")
            url, action = address(PAGES[one.indicator], draft.place.code), _("Khai báo")
        yield Caution(f"undeclared-{one.indicator}", text % words, url, action)
