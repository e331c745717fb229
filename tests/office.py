"""A product of its own for tests from the operator's chair: a folder, a database, and commands in processes of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.environment import ENGINE

TREMANG = "import sys; from tremang.cli import main; sys.exit(main())"
FILE = "office.sqlite3"


class Office:
    """`office("backup")` runs a command; gives the finished process."""

    def __init__(self, home: Path, name: str) -> None:
        self.home = home
        self.name = name
        server = os.environ.get("TREMANG_TEST_SERVER", "")
        url = server.replace("/postgres?", f"/{name}?") if ENGINE == "postgresql" else f"sqlite:///{home / FILE}"
        self.environment = os.environ | {"VAR_DIR": str(home), "DATABASE_URL": url}

    def __call__(self, *words: str, program: str = TREMANG) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def told(self, *words: str, program: str = TREMANG) -> str:
        """What a command that succeeds says."""
        done = self(*words, program=program)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def opened(home: Path, copy_of: Office | None = None) -> Iterator[Office]:
    """An office in an empty folder, with an empty database or one that begins as a copy of another's."""
    office = Office(home, f"office_{uuid4().hex[:8]}")
    if ENGINE == "sqlite":
        if copy_of is not None:
            shutil.copy(copy_of.home / FILE, home / FILE)
        yield office
        return
    with psycopg.connect(os.environ["TREMANG_TEST_SERVER"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {office.name}" + (f" TEMPLATE {copy_of.name}" if copy_of else ""))
        try:
            yield office
        finally:
            server.execute(f"DROP DATABASE {office.name} WITH (FORCE)")
