"""Backups: one dated file of the whole database with a manifest beside it, under VAR_DIR/backups.

SQLite: VACUUM INTO, a consistent copy taken while the office goes on working. PostgreSQL: pg_dump. The manifest is
written last, so a backup without one was never finished. The keys in VAR_DIR are not in the backup: a copy that
carries its own key protects nothing; docs/how-to/run.md says how to keep them.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from tremang.kernel import postgres

FORMAT = 1
KEEP = 30
SUFFIX = {"sqlite": ".sqlite3", "postgresql": ".pgdump"}


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: enough to tell later that it is whole and which code can read it."""

    format: int
    file: str
    engine: str
    made_at: str
    seconds: float
    bytes: int
    sha256: str
    rows: dict[str, int]
    migrations: list[str]

    @property
    def path(self) -> Path:
        """The backup itself."""
        return folder() / self.file

    def age(self, now: datetime) -> float:
        """Seconds from the backup to `now`: what would be lost if the database were lost now."""
        return (now - datetime.fromisoformat(self.made_at)).total_seconds()


def folder() -> Path:
    """Where backups live; readable by the owner only."""
    path = Path(settings.VAR_DIR) / "backups"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def back_up(keep: int = KEEP) -> Manifest:
    """Write one backup and remove all but the newest `keep`. Raises CommandError with a sentence for the operator."""
    started, moment = time.monotonic(), datetime.now(UTC)
    engine = connection.vendor
    name = _free_name(moment, SUFFIX[engine])
    target, partial = folder() / name, folder() / f"{name}.partial"
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        rows, migrations = _copy_sqlite(partial) if engine == "sqlite" else _copy_postgres(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    manifest = Manifest(
        format=FORMAT, file=name, engine=engine, made_at=moment.isoformat(timespec="milliseconds"),
        seconds=round(time.monotonic() - started, 3), bytes=target.stat().st_size, sha256=fingerprint(target),
        rows=rows, migrations=migrations,
    )  # fmt: skip
    note = target.with_suffix(".json")
    note.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    note.chmod(0o600)
    prune(keep)
    return manifest


def prune(keep: int) -> None:
    """Remove finished backups beyond the newest `keep`; what the law erased leaves the backups this way too."""
    for note in sorted(folder().glob("*.json"), reverse=True)[max(keep, 1) :]:
        for file in folder().glob(f"{note.stem}.*"):
            file.unlink()


def newest() -> Manifest:
    """The manifest of the newest finished backup. Raises CommandError where there is none or it cannot be read."""
    notes = sorted(folder().glob("*.json"), reverse=True)
    if not notes:
        raise CommandError(f"Chưa có bản sao lưu nào trong {folder()}. Chạy “tremang backup” trước.")
    try:
        content: dict[str, Any] = json.loads(notes[0].read_text(encoding="utf-8"))
        if content.get("format") != FORMAT:
            raise CommandError(
                f"Bản sao lưu {notes[0].stem} ghi theo kiểu {content.get('format')}, bản phần mềm này chỉ đọc kiểu "
                f"{FORMAT}. Dùng bản phần mềm đã ghi nó."
            )
        return Manifest(**content)
    except (ValueError, TypeError) as error:
        raise CommandError(f"Tệp kê {notes[0].name} bị hỏng, không đọc được. Dùng bản sao lưu cũ hơn.") from error


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def count_sqlite(path: Path) -> dict[str, int]:
    """Rows of every table in a SQLite file."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names from the file
            for (name,) in sorted(names.fetchall())
        }


def _free_name(moment: datetime, suffix: str) -> str:
    stem = f"tremang-{moment:%Y%m%dT%H%M%S}"
    taken = {path.stem for path in folder().iterdir()}
    number = 0
    while (name := f"{stem}-{number:02d}") in taken:
        number += 1
    return name + suffix


def _copy_sqlite(target: Path) -> tuple[dict[str, int], list[str]]:
    source = Path(connection.settings_dict["NAME"])
    if not source.is_file():
        raise CommandError(f"Không thấy tệp cơ sở dữ liệu {source}. Xem lại DATABASE_URL và VAR_DIR.")
    need, free = source.stat().st_size, shutil.disk_usage(target.parent).free
    if free < need * 1.05:
        raise CommandError(f"Ổ đĩa còn {free // 2**20} MB, chưa đủ cho bản sao lưu {need // 2**20} MB.")
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as database:
        database.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        applied = copy.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return count_sqlite(target), [name for (name,) in applied]


def _copy_postgres(target: Path) -> tuple[dict[str, int], list[str]]:
    """Dump and count within one snapshot, so that the manifest's numbers are those of the file."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        postgres.run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
        migrations = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
        return postgres.count(), migrations
