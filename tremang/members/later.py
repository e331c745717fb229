"""What the books of the rooms above tell of a member on days after his last: to be looked at again, not forbidden.

A death is often written late, and what was written meanwhile may be of a wrong day or of somebody else.
"""

from datetime import date

from django.utils.translation import gettext as _

from tremang.kernel.format import day as written
from tremang.members.models import Membership


def days_after(membership: Membership, day: date) -> set[date]:
    """The days after `day` of which a book tells something of a member: of each model that names its day by `told_on`."""
    days: set[date] = set()
    for relation in Membership._meta.related_objects:
        if path := getattr(relation.related_model, "told_on", ""):
            rows = relation.related_model._default_manager.filter(
                **{relation.field.name: membership, f"{path}__gt": day}
            )
            days.update(rows.values_list(path, flat=True))
    return days


def words_after(membership: Membership, day: date) -> str:
    """The same as a sentence, with a space before it; "" where there is none."""
    days = days_after(membership, day)
    if not days:
        return ""
    words = {"count": len(days), "last": written(max(days)), "day": written(day)}
    return (
        " "
        + _(
            "Sổ còn ghi người này ở %(count)s ngày sau ngày %(day)s, gần nhất là %(last)s. Mời xem lại ngày, hoặc sửa sổ."
        )
        % words
    )
