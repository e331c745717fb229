"""Scripts and style sheets as they travel: without comments, and without white space that says nothing."""

import re
from collections.abc import Iterator

# Strings, comments, white space, words and single signs of a script. Templates and patterns are found by `_token`.
_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?P<aside>//[^\n]*|/\*.*?\*/)|(?P<space>\s+)"""
    r"""|(?P<word>[\w$#\u0080-\uffff]+)|(?P<sign>.)""",
    re.DOTALL,
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
# After these a stroke begins a pattern, after anything else it divides.
_BEFORE_PATTERN = {*"(,=:[!&|?{};+-*%~^<>"}
_WORDS_BEFORE = {
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "await",
    "yield",
    "else",
    "do",
}
_CSS = re.compile(r"/\*.*?\*/", re.DOTALL)


def thin_css(text: str) -> str:
    """A style sheet without comments, indentation and blank lines."""
    lines = (line.strip() for line in _CSS.sub("", text).split("\n"))
    return "\n".join([*(line for line in lines if line), ""])


def thin(text: str) -> str:
    """A script without comments and needless white space. A line's end stays one, so no statement runs into the next.

    Between two words a space stays, and between signs that would else be read together; templates stay as they are.
    """
    kept: list[str] = []
    last, gap = "", ""
    for token, kind in tokens(text):
        if kind in ("aside", "space"):
            gap = "\n" if "\n" in gap + token else " "
            continue
        if gap == "\n" and kept:
            kept.append("\n")
        elif gap and kept and _touch(last[-1:], token[0]):
            kept.append(" ")
        kept.append(token)
        last, gap = token, ""
    return "".join([*kept, "\n"])


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """All of a script in order, piece by piece, and of what kind each is: "text" (string, template, pattern), "aside", "space" …"""
    last, at = "", 0
    while at < len(text):
        token, kind = _token(text, at, last)
        at += len(token)
        if kind not in ("aside", "space"):
            last = token
        yield token, kind


def _token(text: str, at: int, last: str) -> tuple[str, str]:
    """What begins at `at`, and of what kind it is; `last` is what went before it."""
    if text[at] == "`":
        return text[at : _end_of_template(text, at)], "text"
    if text[at] == "/" and text[at + 1 : at + 2] not in ("/", "*") and _may_be_pattern(last):
        found = _PATTERN.match(text, at)
        if found:
            return found.group(), "text"
    found = _TOKEN.match(text, at)
    assert found is not None  # noqa: S101 - the last alternative takes any sign
    return found.group(), str(found.lastgroup)


def _may_be_pattern(last: str) -> bool:
    return (
        not last or last in _WORDS_BEFORE or last[-1] in _BEFORE_PATTERN and not last.startswith(("'", '"', "`", "/"))
    )


def _touch(left: str, right: str) -> bool:
    """Whether two tokens would be read as one, or otherwise, without a space between them."""
    if "/" in (left, right):
        return True
    both_words = _is_word(left) and _is_word(right)
    return both_words or (left == right and left in "+-") or (left.isdigit() and right == ".")


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_$#" or sign > "\x7f"


def _end_of_template(text: str, at: int) -> int:
    """The place behind a template that begins at `at`, what stands in its ${…} included."""
    at += 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == "`":
            return at + 1
        elif text.startswith("${", at):
            at = _end_of_hole(text, at + 2)
        else:
            at += 1
    return at


def _end_of_hole(text: str, at: int) -> int:
    """The place behind the brace that closes a ${ of a template."""
    depth = 1
    while at < len(text) and depth:
        if text[at] == "`":
            at = _end_of_template(text, at)
        elif text[at] in "\"'":
            found = _TOKEN.match(text, at)
            at += len(found.group()) if found else 1
        else:
            depth += (text[at] == "{") - (text[at] == "}")
            at += 1
    return at
