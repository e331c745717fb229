"""The words of the books that the phone shows as choices, each from the room that it belongs to."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from tremang.areas.health import figures
from tremang.areas.health.forms import KINDS
from tremang.areas.health.models import Measure
from tremang.areas.health.models import Reason as ReferralReason
from tremang.areas.homecare.cares import Care
from tremang.areas.homecare.models import Why
from tremang.areas.selfhelp.models import HelpKind
from tremang.clubs.books import UNDO_DAYS
from tremang.funds.box import DENOMINATIONS
from tremang.funds.forms.slips import INCOME, SPENDING
from tremang.funds.models import Fund
from tremang.inbox.kinds.gift import GOODS, MONEY
from tremang.meetings.areas import THEME_LABELS
from tremang.members.models import LeaveReason

Word = dict[str, Any]


def words() -> dict[str, Any]:
    """All lists of words by name, each a list of {key, label} in the order of its room.

    `own`: the club can have done something under the theme itself, not only held a talk.
    """
    return {
        "themes": [{"key": str(theme), "label": str(label), "own": True} for theme, label in THEME_LABELS.items()],
        "leave_reasons": _labelled(one for one in LeaveReason.choices if one[0] != LeaveReason.CLOSED),
        "help_kinds": _labelled(HelpKind.choices),
        "gift_kinds": [{"key": MONEY, "label": _("Tiền")}, {"key": GOODS, "label": _("Hiện vật")}],
        "care_done": [{"key": care.name.lower(), "label": str(care.label)} for care in Care],
        "care_missed": _labelled(Why.choices),
        "referral_reasons": _labelled(ReferralReason.choices),
        "slip_kinds": _slips(), "reading_kinds": _readings(), "notes": list(DENOMINATIONS), "undo_days": UNDO_DAYS,
    }  # fmt: skip


def _labelled(choices: Iterable[tuple[str, Any]]) -> list[Word]:
    return [{"key": str(key), "label": str(label)} for key, label in choices]


def _slips() -> list[Word]:
    """What money may come in or go out for between meetings, contributions, repayments and gifts apart."""
    of = {True: INCOME, False: SPENDING}
    return [
        {"key": account.value, "label": str(account.label), "in": comes, "fund": Fund.ACTIVITY.value}
        for comes, accounts in of.items()
        for account in accounts
    ]


def _readings() -> list[Word]:
    """What is measured. `min` and `max` are in the unit shown; a figure times `scale` is what the book keeps."""
    kinds = (
        ("systolic", Measure.SYSTOLIC.label, "mmHg", figures.SYSTOLIC, 1),
        ("diastolic", Measure.DIASTOLIC.label, "mmHg", figures.DIASTOLIC, 1),
        ("weight", _label("kg"), "kg", figures.WEIGHT, 1000),
        ("waist", _label("eo"), "cm", figures.WAIST, 10),
        ("glucose", Measure.GLUCOSE.label, "mmol/l", figures.GLUCOSE, 10),
    )
    return [
        {"key": key, "label": str(label), "unit": unit, "min": least // scale, "max": most // scale, "scale": scale}
        for key, label, unit, (least, most), scale in kinds
    ]


def _label(code: str) -> str:
    """What the form of a round calls a figure."""
    return str(next(kind.label for kind in KINDS if kind.code == code))
