"""What the contract tests look at: the files that belong to the project."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".csv", ".svg", ".json", ".in", ".xml", ""}


@cache
def files() -> list[Path]:
    """Every file that is, or would be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in sorted(set(listed)) if (ROOT / name).is_file()]


def python() -> list[Path]:
    """Every Python file of the product and its tests."""
    return [path for path in files() if path.suffix == ".py"]


def named(path: Path) -> str:
    """The path as it is known within the tree."""
    return path.relative_to(ROOT).as_posix()
