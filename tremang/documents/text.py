"""Text of official papers: what is pasted is made plain; numbers, days and list letters as the decree writes them."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from tremang.documents.model import Kind, Value
from tremang.kernel import format as written

NBSP = "\u00a0"
LETTERS = "abcdđeghiklmnopqrstuvxy"  # of a list; Vietnamese has no f, j, w, z

# Wingdings bullets and ticks, and Word's own hyphens and breaks, as they arrive from the clipboard.
_MEANT = str.maketrans({
    "\uf0b7": "-", "\uf0a7": "-", "\uf0d8": "-", "\x1e": "-", "\u2011": "-", "\u202f": NBSP,
    "✓": "x", "✔": "x", "☑": "x", "☒": "x", "✅": "x",
})  # fmt: skip
# Fancy letters that are plain letters in disguise: bold from a phone, full-width forms, printers' ligatures.
_DISGUISED = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e\ufb00-\ufb06]")
# Pictographs with what changes or joins them (skin, gender, flags), and the same marks left over behind a letter.
_DRAWN = "\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff"
_JOINED = "\u200d\ufe00-\ufe0f\u20e3\U000e0000-\U000e01ef"
_PICTURES = re.compile(f"[{_DRAWN}][{_DRAWN}{_JOINED}]*")
_NO_TEXT = re.compile(f"[{_JOINED}]")
PICTURE = "[hình]"  # what stands in a paper for pictures that somebody typed
_WHITE = re.compile(f"[^\\S{NBSP}]+")
_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x85\u2028\u2029]")

# Bytes of TCVN3 and VNI fonts read as Latin-1: letters that Vietnamese lacks, and signs in the middle of words.
_LEGACY = re.compile(
    "[a-zA-Zà-ỹ][µ¸¶·¹¨¾¼½©ª¬¦§¤¥£¢¡\u00ad]|[a-zA-Zà-ỹ][«»][a-zA-Zà-ỹ]|[®§¡¢£¤¥¦][a-zà-ỹ]|[ÆÇËÎÏÑÖØÜÞßäåæçëîïñöøûü÷×þ][a-zA-Zà-ỹ]"
    "|[a-zA-Zà-ỹ][ÆÇËÎÏÑÖØÜÞßäåæçëîïñöøûü÷×þ]|[aAeE][áàãâéèêíìóòõôúùý]"
)


# NĐ 30/2020, annex I: Arabic figures, counted by the year; a paper put in between bears a letter (12a).
_OWN_NUMBER = re.compile(r"(\d{1,5}[^\W\d_]?)(?:\s*[/ -]\s*(.*))?")


def cleaned(text: str) -> str:
    """One line of plain text: NFC, without control characters and invisible signs, "[hình]" for pictographs.

    In Word and in PDF alike: an official paper is black text, and must read the same in both; but nothing goes unseen.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _DISGUISED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.translate(_MEANT))
    text = _NO_TEXT.sub("", _PICTURES.sub(PICTURE, _BREAKS.sub(" ", text)))
    kept = (c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return _WHITE.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip(" " + NBSP)


def pictures(text: str) -> list[str]:
    """The pictographs in `text` that no paper prints, each once, in their order."""
    return list(dict.fromkeys(_PICTURES.findall(text.translate(_MEANT))))


def lines(text: str) -> tuple[str, ...]:
    """The lines of `text`, each cleaned, without empty ones."""
    return tuple(line for part in _BREAKS.split(text) if (line := cleaned(part)))


def looks_legacy(text: str) -> bool:
    """Whether `text` seems typed with a TCVN3 or VNI font ("NguyÔn V¨n §øc"). A guess: ask, do not refuse."""
    return _LEGACY.search(unicodedata.normalize("NFC", text)) is not None


def numbered(number: str) -> str:
    """The number as the paper bears it: "5" reads "05"."""
    number = cleaned(number)
    return number.zfill(2) if number.isdigit() else number


def parted_number(number: str) -> tuple[str, str]:
    """Number and symbol of a paper, however they were joined: "5/BC-HNCT" and "5 BC-HNCT" are "05" and "BC-HNCT".

    The symbol is "" where none was written, both are where it does not begin with a number.
    """
    found = _OWN_NUMBER.fullmatch(cleaned(number))
    return (found[1].lower().zfill(2), (found[2] or "").replace(" ", "")) if found else ("", "")


def number_line(number: str, symbol: str) -> str:
    """ "Số: 05/BC-HNCT"; with room to write where no number is given yet."""
    return f"Số: {numbered(number) or NBSP * 8}/{cleaned(symbol).replace(' ', '')}"


def date_line(place: str, day: date | None, year: int) -> str:
    """ "Hà Nội, ngày 05 tháng 02 năm 2026": a leading 0 for days below 10 and for months 1 and 2 only."""
    if day is None:
        return f"{cleaned(place)}, ngày {NBSP * 4} tháng {NBSP * 4} năm {year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{cleaned(place)}, ngày {day.day:02d} tháng {month} năm {day.year}"


def roman(number: int) -> str:
    """1 -> "I", 14 -> "XIV"."""
    text = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += sign * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """1 -> "a", 5 -> "đ", 7 -> "g"; past the last letter they double."""
    rounds, index = divmod(number - 1, len(LETTERS))
    return LETTERS[index] * (rounds + 1)


class Numbering:
    """Counts headings: I. / 1. / a), the lower ones anew under each higher one."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]

    def next(self, level: int) -> str:
        """The number of the next heading of `level` (1 to 3), with its dot or bracket."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (3 - level)
        count = self.counts[level - 1]
        return (f"{roman(count)}.", f"{count}.", f"{letter(count)})")[level - 1]


def cell(value: Value, kind: Kind) -> str:
    """What stands in a cell: numbers as Vietnamese writes them, "–" for what is not known."""
    if isinstance(value, str):
        return cleaned(value)
    if kind == "percent":
        return written.percent(value, 1)
    return written.number(value, 0 if kind in ("count", "money") and not isinstance(value, Decimal) else None)


def ended(text: str) -> str:
    """The last paragraph with the end mark "./." in place of its full stop."""
    return text.removesuffix("./.").rstrip(" ." + NBSP) + "./."


def _bare(name: str) -> str:
    return cleaned(name).lstrip("-–•+ ").rstrip(".; ")


def copies(recipients: tuple[str, ...], addressed: bool) -> tuple[str, ...]:
    """The lines under "Nơi nhận:", the last one being the file copy. "Như trên" comes first if Kính gửi is used."""
    named = [name for recipient in recipients if (name := _bare(recipient))]
    if not named:
        return ()
    *others, kept = named
    kept = kept.removeprefix("Lưu:").strip()
    kept = kept if kept.startswith("VT") else f"VT, {kept}"
    above = ["Như trên", *(other for other in others if other != "Như trên")] if addressed else others
    return (*(f"- {name};" for name in above), f"- Lưu: {kept}.")


def listed(names: tuple[str, ...], last: str) -> tuple[str, ...]:
    """Each name ended by ";", the last one by `last`."""
    bare = [name for text in names if (name := _bare(text))]
    return tuple(name + (last if name is bare[-1] else ";") for name in bare)
