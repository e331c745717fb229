"""Whatever is written down can be read: each verb has one sentence, and its words are in the event."""

import ast
import re
from collections import Counter
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from tests.contracts.tree import named, python
from tremang.kernel.management.commands.verify import row_words
from tremang.kernel.sentences import row_names, sentences

VERB = re.compile(r"[a-z][a-z_]*[a-z]")
# Rows of which no event ever speaks, and why. Whatever else is kept may be named by `tremang verify`.
UNTOLD = {
    "kernel.event": "the log itself", "kernel.eventcontent": "the log itself", "kernel.erasure": "the log itself",
    "kernel.look": "who looked, not what was done", "kernel.stale": "worked out", "facts.fact": "worked out",
    "facts.kepteve": "worked out",
    "agenda.draft": "not yet recorded", "territory.listdraft": "not yet recorded",
    "meetings.attendance": "told with its meeting", "meetings.contentline": "told with its meeting",
    "places.formerunit": "the State's list, loaded with the product", "accounts.user": "its duties are told, by role",
    "accounts.wrongcode": "a try that came to nothing",
}  # fmt: skip
NAME = re.compile(r"%\((\w+)\)s")


def verbs() -> dict[str, str]:
    """Verb → where it is recorded, for every verb that stands as a text in the code."""
    found = {}
    for path in python():
        if not named(path).startswith("tremang/") or "/tests/" in named(path) or "/bench/" in named(path):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("record", "_record", "_written")
                and len(node.args) > 1
            ):
                verb = node.args[1]
                if isinstance(verb, ast.Constant) and isinstance(verb.value, str) and VERB.fullmatch(verb.value):
                    found[verb.value] = f"{named(path)}:{node.lineno}"
    return found


def test_every_verb_has_a_sentence():
    missing = {verb: where for verb, where in verbs().items() if verb not in sentences()}
    assert not missing


def test_no_two_rooms_use_one_verb():
    claimed: Counter[str] = Counter()
    for config in apps.get_app_configs():
        name = f"{config.name}.sentences"
        if config.name.startswith("tremang.") and config.name != "tremang.kernel" and find_spec(name):
            claimed.update(list(getattr(import_module(name), "SENTENCES", {})))
    assert not [verb for verb, rooms in claimed.items() if rooms > 1]


def test_a_sentence_goes_on_from_the_name_of_who_did_it():
    """ "Nguyễn Anh Tuấn đã …": no capital, no full stop, placeholders by name."""
    odd = {
        verb: str(said)
        for verb, said in sentences().items()
        if str(said)[:1].isupper()
        or str(said).endswith(".")
        or "%s" in str(said)
        or "%" in NAME.sub("", str(said)).replace("%%", "")
    }
    assert not odd


def test_every_row_that_an_event_may_vouch_for_has_a_name_in_vietnamese():
    kept = {model._meta.label_lower for model in apps.get_models() if model.__module__.startswith("tremang.")}
    assert kept == row_names().keys() | UNTOLD.keys()
    assert not row_names().keys() & UNTOLD.keys()
    assert row_words("members.teammember:7") == "thành viên đội 7"


def test_no_two_kinds_of_rows_share_a_name():
    assert not [name for name, count in Counter(map(str, row_names().values())).items() if count > 1]
