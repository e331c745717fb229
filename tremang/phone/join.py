"""Modules joined into one file, each in a scope of its own: a slow line is asked once for what it always needs.

Only the forms of import and export that this project writes are read; any other is an error, not a guess.
"""

import json
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence

from tremang.phone.thin import tokens

_PATH = r"""["'](?P<path>\.{1,2}/[^"']+)["'];?\n"""
_IMPORT = re.compile(r"^import(?P<what>\*as [\w$]+ from|\{[^}]*\}from)?" + _PATH, re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<what>const|class|function\*?|async function) ?(?P<name>[\w$]+)", re.MULTILINE)
_LATER = re.compile(r"\bimport\(")
_LEFT = re.compile(r"^(?:import|export)\b|\bimport\.meta\b", re.MULTILINE)


def join(names: Sequence[str], texts: Mapping[str, str]) -> str:
    """The modules `names`, each after those it imports, as one that stands where the last of them stood.

    Each gets a scope, whose exports are `$0`, `$1` … in their order. `texts` are thinned. A module fetched by a call
    is looked for from where the calling one stood.

    Raises ValueError where a module imports what does not stand before it, or uses a form that is not known here.
    """
    here = posixpath.dirname(names[-1])
    place = {name: number for number, name in enumerate(names)}
    parts = ["const $later=(at,path)=>import(new URL(path,new URL(at,import.meta.url)));\n"]
    for number, name in enumerate(names):
        body, told = _scope(name, texts[name], place, posixpath.relpath(name, here or "."))
        parts.append(f"const ${number}=(()=>{{\n{body}return{{{','.join(told)}}};\n}})();\n")
    parts.append(f"export{{{','.join(f'${number}' for number in range(len(names)))}}};\n")
    return "".join(parts)


def stub(name: str, number: int, text: str, joined: str) -> str:
    """What stands at the address of a joined module: its exports, taken from the file `joined`."""
    told = ",".join(_exports(text))
    path = posixpath.relpath(joined, posixpath.dirname(name) or ".")
    path = path if path.startswith(".") else f"./{path}"
    return f'import{{${number}}}from"{path}";\nexport const{{{told}}}=${number};\n'


def _exports(text: str) -> list[str]:
    outside = _outside_texts(text)
    return [found["name"] for found in _EXPORT.finditer(text) if outside(found)]


def _scope(name: str, text: str, place: Mapping[str, int], address: str) -> tuple[str, list[str]]:
    """The body of a module as that of a function, and the names it hands out."""
    told = _exports(text)

    def brought(found: re.Match[str]) -> str:
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))
        if place.get(wanted, len(place)) >= place[name]:
            raise ValueError(f"{name} imports {wanted}, which does not stand before it")
        if not found["what"]:
            return ""
        what = found["what"].removesuffix("from").strip()
        what = what.removeprefix("*as ") if what.startswith("*") else re.sub(r"([\w$]+) as ([\w$]+)", r"\1:\2", what)
        return f"const {what}=${place[wanted]};\n"

    for form, made in (
        (_IMPORT, brought),
        (_EXPORT, lambda found: found[0].removeprefix("export ")),
        (_LATER, lambda _found: f"$later({json.dumps(address)},"),
    ):
        text = _replaced(form, made, text)
    outside = _outside_texts(text)
    if left := next((found for found in _LEFT.finditer(text) if outside(found)), None):
        raise ValueError(f"{name}: {text[left.start() : left.start() + 60]!r} cannot be joined")
    return text, told


def _replaced(form: re.Pattern[str], made: Callable[[re.Match[str]], str], text: str) -> str:
    outside = _outside_texts(text)
    return form.sub(lambda found: made(found) if outside(found) else found[0], text)


def _outside_texts(text: str) -> Callable[[re.Match[str]], bool]:
    """Whether a match begins in the script itself and not within a string, a template or a pattern."""
    within: set[int] = set()
    at = 0
    for token, kind in tokens(text):
        if kind == "text":
            within.update(range(at, at + len(token)))
        at += len(token)
    return lambda found: found.start() not in within
