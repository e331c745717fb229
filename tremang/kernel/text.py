"""Vietnamese text: the search key and the sorting key of names."""

import re
import unicodedata

LONGEST = 19  # digits of the greatest id
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index for index, letter in enumerate(_LETTERS, start=2)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def clean(text: str, kept: str = "") -> str:
    """NFC, inner white space squeezed, control characters dropped but for those in `kept`."""
    text = unicodedata.normalize("NFC", text or "")
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c.isspace() or c in kept)
    return " ".join(text.split())


def prose(text: str) -> str:
    """What somebody wrote, cleaned, with U+00AD: of TCVN3 fonts that is the letter ư, by which such a text is known."""
    return clean(text, kept="\u00ad")


def whole(text: str, otherwise: int = 0) -> int:
    """The whole number that an address or a hidden field holds, 0 to 2⁶³−1; `otherwise` for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        return otherwise
    number = int(text)
    return number if number < 1 << 63 else otherwise


def fold(text: str) -> str:
    """The search key: no marks, đ as d, lower case, one space between words (norms: NFD leaves đ alone)."""
    text = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Mn").lower().split())


def _word_key(word: str) -> str:
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", word.lower()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[p] for p in parts if p in _TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        letters.append(chr(64 + _RANK[bare]) if bare in _RANK else bare)
        tones.append(str(tone))
    return "".join(letters) + "!" + "".join(tones)


def sort_key(name: str) -> str:
    """A plain-ASCII key by which people sort: given name first, then middle and family names, in Vietnamese order."""
    words = clean(name).split()
    return " ".join(_word_key(word) for word in words[-1:] + words[:-1])


def natural_key(name: str) -> str:
    """A key by which places sort: Vietnamese letter order, numbers by value (Tổ 2 before Tổ 10)."""
    words = re.findall(r"\d+|[^\d\s]+", clean(name))
    return " ".join(word.zfill(6) if word.isdigit() else _word_key(word) for word in words)
