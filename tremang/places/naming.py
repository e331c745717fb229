"""Names of units: "Thôn Đồng Vàng", "Tổ dân phố 5", "Xã Phúc Thọ". The kind stands before the name, once."""

import re

from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, fold, natural_key
from tremang.places.models import Place, UnitType
from tremang.places.problems import NAME_LONG, NO_NAME

LIMIT = 100
WORDS = {
    UnitType.RURAL: ("xã",),
    UnitType.WARD: ("phường",),
    UnitType.VILLAGE: ("thôn", "xóm", "làng", "bản"),
    UnitType.GROUP: ("tổ dân phố", "tdp", "tổ dp", "tổ"),
    UnitType.QUARTER: ("khu dân cư", "kdc", "khu"),
}
HAMLET_TYPES = (UnitType.VILLAGE, UnitType.GROUP, UnitType.QUARTER)
KEPT = ("xóm", "làng", "bản")  # customary words that stay part of the name
_STARTS = sorted(
    ((fold(word), word, unit_type) for unit_type, words in WORDS.items() for word in words),
    key=lambda start: -len(start[0]),
)
_HAS_NAME = re.compile(r"[^\W_]", re.UNICODE)


def usual_type(commune: Place) -> UnitType:
    """What hamlets of `commune` are called by law: thôn in a xã, tổ dân phố in a phường."""
    return UnitType.VILLAGE if commune.unit_type == UnitType.RURAL else UnitType.GROUP


def split_name(text: str) -> tuple[UnitType | None, str]:
    """The kind that a written name begins with, if any, and the name behind it: "TDP số 5" → (tổ dân phố, "5")."""
    name = clean(text)
    folded = fold(name)
    for start, word, unit_type in _STARTS:
        if folded == start or folded.startswith(start + " "):
            rest = " ".join(name.split()[len(start.split()) :])
            if word in KEPT:
                return unit_type, f"{word.capitalize()} {rest}".strip()
            return unit_type, re.sub(r"^[Ss]ố (?=\d)", "", rest)
    return None, re.sub(r"^[Ss]ố (?=\d)", "", name)


def keys_of(name: str) -> dict[str, str]:
    """A name and the two keys worked out from it, as columns."""
    return {"name": name, "name_fold": fold(name), "sort": natural_key(name)}


def sound_name(text: str, unit_type: UnitType) -> str:
    """The full name with the kind before it; raises `Problem` where there is no name or too long a one."""
    found, rest = split_name(text)
    if not _HAS_NAME.search(rest):
        example = {
            UnitType.RURAL: "Xã Phúc Thọ", UnitType.WARD: "Phường Hồng Hà", UnitType.VILLAGE: "Thôn Đồng Vàng",
            UnitType.GROUP: "Tổ dân phố 5", UnitType.QUARTER: "Khu dân cư 3",
        }.get(unit_type, "Đồng Vàng")  # fmt: skip
        raise Problem("no_name", NO_NAME, field="name", example=example)
    if unit_type not in WORDS:
        full = clean(text)
    elif found == unit_type and rest.split()[0].lower() in KEPT:
        full = rest
    else:
        full = f"{unit_type.value.capitalize()} {rest[0].upper()}{rest[1:]}"
    if len(full) > LIMIT:
        raise Problem("name_long", NAME_LONG, field="name", limit=LIMIT)
    return full
