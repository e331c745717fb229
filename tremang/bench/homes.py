"""Databases for the bench: demo data of one size, kept for the next run, and a copy that a run may spoil.

They lie under VAR_DIR/bench (SQLite), or beside the product's own database on the same server (PostgreSQL).
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

import tremang
from tremang.kernel import clock, postgres

SEED = 1
SHAPING = ("*/migrations/*.py", "programme/*/migrations/*.py", "exchange/demo/**/*.py", "bench/people.py")
TREMANG = [sys.executable, "-c", "import sys; from tremang.cli import main; sys.exit(main())"]


@dataclass(frozen=True)
class Home:
    """A folder for VAR_DIR and the address of a database."""

    folder: Path
    url: str

    def environment(self) -> dict[str, str]:
        """The environment in which the product's commands work on this database."""
        dropped = {"DEBUG", "BEHIND_TLS", "ALLOWED_HOSTS", "PORT", "HOST"}
        kept = {key: value for key, value in os.environ.items() if key not in dropped}
        return kept | {"VAR_DIR": str(self.folder), "DATABASE_URL": self.url}

    def run(self, *words: str) -> str:
        """One of the product's commands here; what it printed. Raises CommandError where it failed."""
        done = subprocess.run(
            [*TREMANG, *words], env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise CommandError(f"“tremang {' '.join(words)}” không chạy được ở {self.folder}.")
        return done.stdout


def kept(kind: str, fill: list[list[str]]) -> Home:
    """The kept database of `kind` (S, M, L, search), made by the commands `fill` where it is not there yet."""
    folder = Path(settings.VAR_DIR, "bench", f"{kind.lower()}-{_version()}")
    home = Home(folder, _address(folder))
    ready = folder / "ready"
    if ready.exists() and _exists(home):
        return home
    for old in folder.parent.glob(f"{kind.lower()}-*"):
        _remove(Home(old, _address(old)))
    folder.mkdir(mode=0o700, parents=True)
    _create(home)
    for words in fill:
        home.run(*words)
    _settle(home)
    ready.touch()
    return home


@contextmanager
def spoilable(home: Home) -> Iterator[Home]:
    """A copy of a kept database for one run."""
    folder = home.folder.with_name(f"run-{os.getpid()}")
    copy = Home(folder, _address(folder))
    folder.mkdir(mode=0o700)
    try:
        for file in home.folder.iterdir():
            if file.is_file() and not file.name.endswith((".lock", "-wal", "-shm", "ready")):
                shutil.copy(file, folder)
        if connection.vendor == "postgresql":
            _create(copy, template=_name(home))
        yield copy
    finally:
        _remove(copy)


def _version() -> str:
    """Changes with the month and with the code that shapes the data."""
    root = Path(tremang.__path__[0])
    state = hashlib.sha256(f"{clock.today():%Y-%m}|{SEED}".encode())
    for pattern in SHAPING:
        for path in sorted(root.glob(pattern)):
            if "tests" not in path.parts:
                state.update(path.read_bytes())
    return state.hexdigest()[:10]


def _address(folder: Path) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(folder / 'tremang.sqlite3'))}"
    return postgres.address(f"tremang_bench_{folder.name.replace('-', '_')}")


def _name(home: Home) -> str:
    return f"tremang_bench_{home.folder.name.replace('-', '_')}"


def _exists(home: Home) -> bool:
    if connection.vendor == "sqlite":
        return (home.folder / "tremang.sqlite3").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name(home)])
        return cursor.fetchone() is not None


def _create(home: Home, template: str = "") -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {_name(home)}" + (f" TEMPLATE {template}" if template else ""))


def _remove(home: Home) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {_name(home)} WITH (FORCE)")
    shutil.rmtree(home.folder, ignore_errors=True)


def _settle(home: Home) -> None:
    """Bring what was written into the one file that is copied."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(home.folder / "tremang.sqlite3")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
