"""What the process is told from outside: the database address and the secret key."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

STATEMENTS = 512  # that a connection keeps ready; bringing facts up to the day alone asks some two hundred
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"  # money and meetings: an acknowledged write survives a power cut
    "PRAGMA cache_size=-64000;"
    "PRAGMA mmap_size=1073741824;"
    "PRAGMA temp_store=MEMORY;"
)


def database(url: str | None, var_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry for a `sqlite:///file` or `postgresql://…` address; default: VAR_DIR/tremang.sqlite3.

    Raises ValueError with a readable sentence for any other scheme.
    """
    url = url or f"sqlite:///{var_dir / 'tremang.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path[1:]) or ":memory:"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": None,  # a fresh connection would start with an empty page cache
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": SQLITE_PRAGMAS,
                "cached_statements": STATEMENTS,
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host") or parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {parts.scheme or 'nothing'}")


def secret(path: Path) -> str:
    """The secret kept in `path`, made once with 50 random bytes and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
