"""Every act asks the table of powers before it writes, whoever calls it: page, sheet, command or another act."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.tree import named, python

# Acts that nobody is asked about: one's own name, the first account, what the machine works out by itself.
OWN = {
    "tremang/accounts/actions.py:name_oneself": "everybody says himself how he is called",
    "tremang/accounts/actions.py:open_by_operator": "whoever sits at the machine owns it; nobody can sign in yet",
    "tremang/accounts/actions.py:reset_by_operator": "whoever sits at the machine owns it",
    "tremang/accounts/devices/actions.py:bind": "whoever holds the card may, as the officer who printed it was asked",
    "tremang/accounts/devices/actions.py:wiped": "the machine notes what it told a phone that was given up",
    "tremang/accounts/devices/actions.py:spend_code": "whoever holds the phone and the code may",
    "tremang/accounts/devices/actions.py:seen": "the machine notes that a phone called",
    "tremang/reports/actions/archives.py:finish_archive": "closes what somebody was asked about when it was begun",
    "tremang/reports/reminders/actions.py:remind": "the machine tells what is due; it decides nothing",
    "tremang/programme/territory/actions/changes.py:foresee": "tries an act that asks, and takes it back",
}
ASKS = {"require", "granting", "may"}


def modules() -> list[Path]:
    """The files in which acts stand: a room's actions.py, or the files of its package of that name."""
    found = [path for path in python() if named(path).startswith("tremang/") and "/tests/" not in named(path)]
    acts = [path for path in found if path.stem in ("actions", "erasing") or path.parent.name == "actions"]
    return [path for path in acts if not named(path).startswith("tremang/facts/")]


def called(tree: ast.AST) -> set[str]:
    """The names of all functions that are called, or whose manager is entered, within `tree`."""
    return {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


def reached(name: str, calls: dict[str, set[str]]) -> set[str]:
    """Everything that `name` calls, through functions of the acts' own files."""
    found, waiting = set(), {name}
    while waiting:
        following = calls.get(waiting.pop(), set()) - found
        found |= following
        waiting |= following & calls.keys()
    return found


def acts() -> list[tuple[str, str]]:
    listed = []
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                listed.append((named(path), node.name))
    return listed


@cache
def calls_of_all() -> dict[str, set[str]]:
    calls: dict[str, set[str]] = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls.setdefault(node.name, set()).update(called(node))
    return calls


@pytest.mark.parametrize(("path", "name"), acts(), ids=lambda value: value)
def test_an_act_that_writes_asks_the_table_first(path, name):
    all_calls = reached(name, calls_of_all())
    writes = all_calls & {"writing", "worked_out_ahead", "record"}
    assert not writes or all_calls & ASKS or f"{path}:{name}" in OWN, f"{path}: {name} writes without asking"


def test_the_exceptions_exist():
    known = {f"{path}:{name}" for path, name in acts()}
    assert set(OWN) <= known
