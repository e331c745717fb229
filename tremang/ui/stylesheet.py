"""All style in one request: the files of static/ui/css joined in the order of their layers.

There is no build step. The address carries a digest of the text, so a browser keeps it for ever and never sees an old one.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "ui" / "css"
FILES = (
    "layers",
    "fonts",
    "tokens",
    "reset",
    "base",
    "shell",
    "layout",
    "buttons",
    "forms",
    "tables",
    "status",
    "notices",
    "rollcall",
    "meeting",
    "box",
    "grid",
    "charts",
    "board",
    "paper",
    "money",
    "books",
    "reports",
    "devices",
    "inbox",
    "contrast",
    "print",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FONT = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')


def joined() -> str:
    """The text of every file, comments dropped, fonts at their served address."""
    text = "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in FILES)
    text = re.sub(r"\n\s*", "\n", _COMMENT.sub("", text)).strip() + "\n"
    return _FONT.sub(lambda found: f'url("{static("ui/" + found[1])}")', text)


@lru_cache(maxsize=1)
def _kept() -> tuple[str, str]:
    text = joined()
    return hashlib.sha256(text.encode()).hexdigest()[:12], text


def stylesheet() -> tuple[str, str]:
    """(digest, text). While DEBUG is on the files are read again each time."""
    if settings.DEBUG:
        _kept.cache_clear()
    return _kept()
