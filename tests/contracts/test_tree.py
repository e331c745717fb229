"""House rules about files: short, in their place, and speaking of the project alone."""

import re

from tests.contracts.tree import ROOT, TEXT, files, named, python

LINES = 400
FOREIGN = re.compile(
    r"(?<![\w.~-])/(?:work|root|home/\w+|tmp|opt)/[\w.]"  # a path of one machine
    r"|(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com)"  # a registry
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
)
RECORD_ROOMS = ["places", "accounts", "clubs", "members", "meetings", "funds", "areas/common"]
RECORD_FILES = {
    "__init__", "apps", "models", "actions", "queries", "views", "forms", "urls", "problems", "powers", "fields",
    "migrations", "templates", "templatetags", "static", "management", "tests", "data",
}  # fmt: skip


def test_no_code_file_is_longer_than_four_hundred_lines():
    long = {named(path): count for path in python() if (count := len(path.read_text().splitlines())) > LINES}
    assert not long


def test_no_file_names_a_machine_path_a_registry_or_a_secret():
    found = []
    for path in files():
        if path.suffix in TEXT and path.name != "test_tree.py" and "/data/" not in named(path):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if FOREIGN.search(line):
                    found.append(f"{named(path)}:{number}: {line.strip()[:80]}")
    assert not found, "\n".join(found)


def test_every_package_folder_of_the_product_can_be_imported():
    folders = {path.parent for path in python() if named(path).startswith("tremang/")}
    assert not [named(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_a_room_with_rows_has_the_same_few_files():
    """A word of the domain may stand as a file of its own; the files that hold rules keep their fixed names."""
    missing = []
    for room in (ROOT / "tremang" / name for name in RECORD_ROOMS):
        has_screens = (room / "views.py").exists() or (room / "views").is_dir()  # places has none of its own
        wanted = ("apps", "urls") if has_screens else ("apps",)
        missing += [f"{room.name}/{name}.py" for name in wanted if not (room / f"{name}.py").exists()]
    assert not missing


def test_nothing_is_wired_behind_the_readers_back():
    """No signals, no generic foreign keys: what happens after an act is written in the act."""
    word = re.compile(r"django\.(?:db\.models|core|dispatch|contrib\.auth)[\w.]*signals?|GenericForeignKey|@receiver\b")
    found = [named(path) for path in python() if named(path).startswith("tremang/") and word.search(path.read_text())]
    assert not found


def test_nobody_searches_a_path_with_like():
    """Subtrees are ranges: SQLite reads the whole table for LIKE."""
    word = re.compile(r"path__(?:i?startswith|i?contains|i?like)")
    found = [named(path) for path in python() if named(path).startswith("tremang/") and word.search(path.read_text())]
    assert not found
