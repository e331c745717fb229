"""The core of the phone's code, run by the node that playwright brings; what Python and the phone reckon alike is compared."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tremang.phone.tests.core import tables

HERE = Path(__file__).parent / "core"
FILES = sorted(path.name for path in HERE.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def node() -> Path:
    """The node of playwright's wheel."""
    playwright = pytest.importorskip(
        "playwright", reason="playwright is not installed, and its node runs the phone's core"
    )
    return Path(playwright.__file__).parent / "driver" / "node"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Python says, as JSON, for the phone's tests to compare with."""
    path = tmp_path_factory.mktemp("phone") / "tables.json"
    path.write_text(json.dumps(tables.everything(), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FILES)
def test_the_phones_core_keeps_what_it_promises(name: str, node: Path, table: Path) -> None:
    """Each file of tests/core by itself, so that a failure names its file."""
    environment = {**os.environ, "TABLES": str(table)}
    done = subprocess.run(
        [node, "--test", HERE / name], capture_output=True, text=True, timeout=240, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_there_are_tests_for_the_core() -> None:
    """An empty folder would pass silently."""
    assert len(FILES) >= 8


def test_no_file_of_the_core_is_long() -> None:
    """A file stays a screenful or two of ideas."""
    core = HERE.parents[1] / "static" / "phone" / "core"
    long = {path.name: n for path in core.glob("*.js") if (n := len(path.read_text("utf-8").splitlines())) > 300}
    assert not long
