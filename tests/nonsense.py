"""What nobody should ever type, made from a seed so that a failure comes back."""

import random
import unicodedata
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.crawl import Field, Form

STRANGE = [
    "", " ", "\t\n", "0", "-1", "1e309", "NaN", "Infinity", "9" * 30, "-" + "9" * 25, "1.5tr", "2147483648",
    "9223372036854775808", "0x1F", "²", "١٢٣", "null", "None", "[]", "{}", '{"a":', "true", "31/02/2026", "29/2/2027",
    "00/00/0000", "99/99/9999", "2026-13-45", "0001-01-01", "9999-12-31", "10000-01-01", "23/9/26", "1886", "hôm qua",
    "<script>alert(1)</script>", "'; DROP TABLE x; --", "%s %(a)s {0} {a}", "../../etc/passwd", "a\x00b", "\x00",
    "\x07\x1b[31m", "e\u0301\u0323" * 20, "\u202eđảo ngược\u202c", "\ufeff", "\u200b\u200d", "😀" * 50, "ẮẰẴ Ộ Ữ đ", "𝔘𝔫𝔦",
    "\U0010ffff", "x" * 200, "Nguyễn " * 40, "dòng\r\nkhác\r\n" * 30, "ổ" * 20_000, "1\n" * 5_000, ",", ";" * 300, "a,b\tc",
]  # fmt: skip
FILES = [
    (b"", "trong.xlsx"), (b"day khong phai anh", "anh.jpg"), (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "hong.png"),
    (b"PK\x03\x04" + b"\xff" * 200, "hong.xlsx"), (b"\xff\xd8\xff\xe0" + b"\x00" * 500, "cut.jpeg"),
    ("mã;tên\n1;Thôn\x00 A\n".encode(), "bang.csv"), ("\ufeffTên\tMã\r\n".encode("utf-16"), "bang.txt"),
    (b"GIF89a", "../../../x.gif"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ve.svg"),
    (b"\x00" * 2_000_000, "ten-rat-dai-" + "x" * 180 + ".xls"),
]  # fmt: skip


def fillings(form: Form, chooser: random.Random, times: int, ids: list[str]) -> Iterator[dict]:
    """`times` ways of filling `form`: everything strange once, then more and more of what would be right kept."""
    for turn in range(times):
        share = 1.0 if turn == 0 else chooser.choice([0.15, 0.4, 0.8])
        data: dict[str, list] = {}
        buttons = [entry for entry in form.fields if entry.kind == "button"]
        pressed = chooser.choice(buttons) if buttons else None
        for entry in form.fields:
            if entry.kind == "button":
                if entry is pressed:
                    data.setdefault(entry.name, []).append(entry.value)
            elif chooser.random() < share:
                data.setdefault(entry.name, []).extend(strange(entry, chooser, ids))
            elif entry.kind != "file" and entry.on:
                data.setdefault(entry.name, []).append(entry.value)
        if chooser.random() < 0.2 and data:
            data.pop(chooser.choice(list(data)))
        if chooser.random() < 0.2:
            data[chooser.choice(["id", "club", "page", "x" * 100, "méo"])] = [chooser.choice(STRANGE)]
        yield data


def strange(entry: Field, chooser: random.Random, ids: list[str]) -> list:
    """What to send in place of a field: files where files go, other rows' ids where choices go, anything elsewhere."""
    if entry.kind == "file":
        content, name = chooser.choice(FILES)
        return [SimpleUploadedFile(name, content)]
    if entry.kind in ("checkbox", "radio", "select", "hidden"):
        other = chooser.choice([entry.value, *entry.choices, *ids, *STRANGE])
        return [other] * chooser.choice([1, 1, 2])
    return [chooser.choice(STRANGE)]


def written(value: str) -> str:
    """A value as it may come back: white space and line ends alike, signs that no screen shows left out."""
    shown = "".join(
        c for c in unicodedata.normalize("NFC", value) if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace()
    )
    return " ".join(shown.split())
