"""Every Vietnamese text of a screen goes through gettext, and keeps the words that the field uses."""

import ast
import re
from pathlib import Path

from tests.contracts.tree import files, named, python

VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
HIDDEN = re.compile(
    r"\{%\s*comment.*?%\}.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|<!--.*?-->"
    r"|\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%[^%]*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
BARE_TAG = re.compile(r"\{%\s*(?!trans|translate|blocktrans)(\w+)([^%]*?)%\}")
TRANSLATED = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "Problem", "Refused", "Conflict",
}  # fmt: skip
SCREEN_FILES = {"views", "forms", "actions", "problems"}
NAMES = re.compile(r"Tre Măng")
NEVER = re.compile(r"hội viên|hội phí|vui lòng|không hợp lệ|quý khách|hệ thống (?:đã|sẽ|không|đang)", re.IGNORECASE)
LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")


def templates() -> list[Path]:
    """Every template that a user can meet; the page of parts shows itself to builders only."""
    found = [path for path in files() if path.suffix in (".html", ".txt", ".svg") and "/templates/" in named(path)]
    return [path for path in found if path.name != "gallery.html"]


def screens() -> list[Path]:
    def screen(path: Path) -> bool:
        name = named(path)
        inside = SCREEN_FILES & {*path.relative_to(path.anchor).parts[:-1], path.stem}
        return name.startswith("tremang/") and "/tests/" not in name and bool(inside)

    return [path for path in python() if screen(path)]


def bare_strings(tree: ast.AST) -> list[ast.Constant]:
    """Vietnamese string literals that neither gettext nor a problem receives; docstrings aside."""
    kept: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in TRANSLATED:
                kept |= {id(child) for child in ast.walk(node)}
        elif is_docstring(node) or is_sentence(node):
            kept.add(id(node.value))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in kept
        and VIETNAMESE.search(node.value)
    ]


def is_docstring(node: ast.AST) -> bool:
    """A string that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_sentence(node: ast.AST) -> bool:
    """`CODE = "sentence"`: the class Problem passes it through gettext."""
    if not isinstance(node, ast.Assign):
        return False
    named = all(isinstance(target, ast.Name) and target.id.isupper() for target in node.targets)
    return named and isinstance(node.value, ast.Constant)


def test_every_text_in_a_template_can_be_translated():
    found = []
    for path in templates():
        text = path.read_text(encoding="utf-8")
        plain = NAMES.sub("", HIDDEN.sub(lambda match: "\n" * match.group().count("\n"), text))
        for number, line in enumerate(plain.splitlines(), 1):
            if VIETNAMESE.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:80]}")
        for match in BARE_TAG.finditer(text):
            bare = [word for word in LITERAL.findall(match.group(2)) if f"_({word})" not in match.group(2)]
            if any(map(VIETNAMESE.search, bare)):
                found.append(f"{named(path)}: {match.group()[:80]}")
    assert not found, "\n".join(found)


def test_every_text_in_the_screens_code_can_be_translated():
    found = [
        f"{named(path)}:{node.lineno}: {node.value[:60]}"
        for path in screens()
        for node in bare_strings(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


def test_the_screens_use_the_fields_own_words():
    found = []
    for path in [*templates(), *screens()]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if NEVER.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:80]}")
    assert not found, "\n".join(found)
