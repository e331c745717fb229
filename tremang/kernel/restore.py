"""The restore drill: the newest backup, put back into a fresh database aside, must be the whole product again.

What the rooms above can say about it (the chain of events, the facts) they say through their own commands, named in
settings.RESTORE_CHECKS and run against the restored copy in a process of their own.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tremang.kernel import backup, postgres
from tremang.kernel.backup import Manifest
from tremang.kernel.format import number

KEYS = "*.key"


def drill() -> Iterator[str]:
    """Restore and check the newest backup; yields a sentence per step. Raises CommandError at the first that fails."""
    manifest = backup.newest()
    age = manifest.age(datetime.now(UTC))
    yield f"Bản sao lưu mới nhất: {manifest.file}, ghi cách đây {duration(age)}."
    ensure_whole(manifest)
    ensure_readable(manifest)
    yield f"Tệp nguyên vẹn: {manifest.bytes / 2**20:.1f} MB, đúng mã kiểm."
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drill-", dir=settings.VAR_DIR) as home:
        for key in Path(settings.VAR_DIR).glob(KEYS):
            shutil.copy(key, home)
        with restored(manifest, Path(home)) as url:
            yield f"Đã dựng lại {number(sum(manifest.rows.values()))} dòng của {len(manifest.rows)} bảng, số dòng khớp tệp kê."
            environment = os.environ | {"DATABASE_URL": url, "VAR_DIR": home}
            for words in [["migrate", "--no-backup", "--verbosity=0"], *settings.RESTORE_CHECKS]:
                if said := run(words, environment):
                    yield said
    took = duration(time.monotonic() - started)
    yield f"Nếu mất máy bây giờ: mất số liệu của {duration(age)} (RPO), dựng lại trong {took} (RTO)."


def ensure_whole(manifest: Manifest) -> None:
    """Raises CommandError where the file is gone, cut short or changed since it was written."""
    if not manifest.path.is_file():
        raise CommandError(f"Không thấy tệp {manifest.file} mà tệp kê nói tới. Dùng bản sao lưu khác.")
    size = manifest.path.stat().st_size
    if size != manifest.bytes:
        raise CommandError(
            f"Bản sao lưu {manifest.file} bị cụt: tệp có {size} byte, tệp kê ghi {manifest.bytes}. "
            "Dùng bản sao lưu khác."
        )
    if backup.fingerprint(manifest.path) != manifest.sha256:
        raise CommandError(
            f"Bản sao lưu {manifest.file} đã bị đổi nội dung: mã kiểm không khớp. Dùng bản sao lưu khác."
        )


def ensure_readable(manifest: Manifest) -> None:
    """Raises CommandError where the backup comes from another engine or from newer code than this."""
    if manifest.engine != connection.vendor:
        raise CommandError(
            f"Bản sao lưu {manifest.file} là của {manifest.engine}, DATABASE_URL đang chỉ {connection.vendor}. "
            "Đổi DATABASE_URL cho khớp."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise CommandError(
            f"Bản sao lưu {manifest.file} do bản phần mềm mới hơn ghi (có {newer[0]}). Cập nhật phần mềm rồi thử lại."
        )


@contextmanager
def restored(manifest: Manifest, home: Path) -> Iterator[str]:
    """The backup in a fresh database of its own; gives its address, and removes it afterwards."""
    if manifest.engine == "sqlite":
        yield _into_file(manifest, home)
    else:
        name = f"tremang_drill_{os.getpid()}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield _into_database(manifest, name)
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _into_file(manifest: Manifest, home: Path) -> str:
    target = home / "restored.sqlite3"
    shutil.copy(manifest.path, target)
    try:
        with closing(sqlite3.connect(target)) as database:
            said = database.execute("PRAGMA quick_check").fetchone()[0]
        rows = backup.count_sqlite(target)
    except sqlite3.DatabaseError as error:
        raise CommandError(f"Bản sao lưu {manifest.file} không mở được bằng SQLite. Dùng bản sao lưu khác.") from error
    if said != "ok":
        raise CommandError(f"Bản sao lưu {manifest.file} hỏng bên trong ({said}). Dùng bản sao lưu khác.")
    compare_rows(manifest, rows)
    return f"sqlite:///{quote(str(target))}"


def _into_database(manifest: Manifest, name: str) -> str:
    postgres.run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(manifest.path), database=name)
    compare_rows(manifest, postgres.count_in(name))
    return postgres.address(name)


def compare_rows(manifest: Manifest, rows: dict[str, int]) -> None:
    """Raises CommandError naming the first table whose rows are not as many as the manifest says."""
    for table in sorted(set(manifest.rows) | set(rows)):
        if (expected := manifest.rows.get(table, 0)) != (found := rows.get(table, 0)):
            raise CommandError(f"Bảng {table} dựng lại có {found} dòng, tệp kê ghi {expected}. Dùng bản sao lưu khác.")


def run(words: list[str], environment: dict[str, str]) -> str:
    """One of the product's commands against the restored copy; what it said. Raises CommandError where it failed."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from tremang.cli import main; sys.exit(main())", *words],
        env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        told = "\n".join(filter(None, [done.stdout.strip(), done.stderr.strip()]))
        raise CommandError(f"Bản dựng lại không qua được “tremang {' '.join(words)}”:\n{told[-2000:]}")
    return done.stdout.strip()


def duration(seconds: float) -> str:
    """A time a person can weigh: giây, phút, giờ, ngày."""
    for limit, unit, size in ((120, "giây", 1), (7200, "phút", 60), (48 * 3600, "giờ", 3600)):
        if seconds < limit:
            return f"{seconds / size:.1f} {unit}".replace(".", ",") if size == 1 else f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86400:.0f} ngày"
