"""The glossary joins the field's words to names that exist."""

import re

from tests.contracts.tree import ROOT, python

CODE = re.compile(r"`([^`]+)`")


def test_every_name_in_the_glossary_exists_in_the_code():
    words = set()
    for path in python():
        if "/tests/" not in path.as_posix():
            words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    names = CODE.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("|---|", 1)[1])
    assert len(names) > 40
    assert [name for name in names if not words.issuperset(name.split("."))] == []
