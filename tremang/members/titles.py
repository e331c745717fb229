"""How people are spoken of: one rule for cards, rolls and papers."""

from django.utils.translation import gettext

from tremang.members.models import Sex

ELDER, CHILD = 60, 16


def title_of(sex: str, age: int, own: str = "") -> str:
    """From 60 on ông or bà, below anh or chị, a child cháu; the card's own word goes before all."""
    if own:
        return own
    if age < CHILD:
        return gettext("cháu")
    if age >= ELDER:
        return gettext("bà") if sex == Sex.FEMALE else gettext("ông")
    return gettext("chị") if sex == Sex.FEMALE else gettext("anh")
