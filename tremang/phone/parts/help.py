"""Who in hardship was helped in the last twelve months, but for those who took their consent back; outsiders have no name."""

from collections.abc import Iterator

from tremang.accounts.powers import Verb
from tremang.areas.common.seeing import taken_back
from tremang.areas.selfhelp.book import LOOK
from tremang.areas.selfhelp.models import Help
from tremang.members.models import Purpose
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Id → the row, as its register asks for it. One query."""
    rows = Help.objects.filter(
        ~taken_back(Purpose.VULNERABLE, "membership__person"), club=holder.club, on__gte=holder.year
    )
    columns = ("pk", "membership_id", "on", "about", "kind", "what", "value", "days")
    yield (
        "help",
        {
            "rows": {
                str(pk): {"m": None if member is None else str(member)} | dict(zip(columns[2:], values, strict=True))
                for pk, member, *values in rows.order_by("on", "pk").values_list(*columns)
            }
        },
    )


PART = Part(_bodies, needs=(Verb.KEEP_BOOKS, Verb.SEE_SENSITIVE), look=LOOK, by=Verb.SEE_SENSITIVE)
