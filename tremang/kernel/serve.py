"""Starting the product for people to use: tables up to date, files collected, server up, and the address said.

The server is granian with 2 workers of 2 threads each: see docs/decisions/0032.
"""

import hashlib
import http.client
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

WORKERS, THREADS = 2, 2
LINES = 512  # open lines a worker holds, the idle ones of browsers and phones too: beyond it nobody is let in
READY_SECONDS = 60


def ensure_port_free(host: str, port: int) -> None:
    """Raises CommandError with one sentence where `host`:`port` cannot be listened on."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise CommandError(f"Không hiểu địa chỉ HOST={host}. Dùng 127.0.0.1 hoặc 0.0.0.0.") from error
    except PermissionError as error:
        raise CommandError(f"Không được phép mở cổng {port}. Chọn cổng từ 1024 trở lên, ví dụ PORT=8000.") from error
    except OSError as error:
        raise CommandError(
            f"Cổng {port} trên {host} đang có chương trình khác dùng. Chọn cổng khác, ví dụ PORT={port + 1}."
        ) from error


def update_tables() -> None:
    """Apply what is left to migrate; data already there is backed up first."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def is_empty() -> bool:
    """Has nobody an account here yet?"""
    return not get_user_model().objects.exists()


def collect_files() -> None:
    """Put style sheets, scripts and pictures where the server hands them out, if any changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            state.update(f"{name}|{file.st_size}|{file.st_mtime_ns}\n".encode())
    if stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state.hexdigest())


def sign_ins() -> list[str]:
    """The lines about the demo's accounts that the room named in settings.SIGN_INS has to say."""
    return list(import_string(settings.SIGN_INS)()) if settings.SIGN_INS else []


def ensure_tls() -> None:
    """Raises CommandError with one sentence where one of the two files for HTTPS is not named or not there."""
    names = {"TLS_CERT": settings.TLS_CERT, "TLS_KEY": settings.TLS_KEY}
    if not any(names.values()):
        return
    for name, file in names.items():
        if not file:
            raise CommandError(f"Muốn máy chủ tự dùng https thì cần cả TLS_CERT và TLS_KEY. Chưa có {name}.")
        if not Path(file).is_file():
            raise CommandError(f"Không thấy tệp {name}={file}. Kiểm tra lại đường dẫn.")


def _allowed() -> str:
    """A name under which this server may be called; the usual ones where all are allowed."""
    return next((name for name in settings.ALLOWED_HOSTS if name[:1] not in ("", ".", "*")), "localhost")


def address(host: str, port: int) -> str:
    """Where people open it: at the proxy in front, or here."""
    if settings.CSRF_TRUSTED_ORIGINS:
        return f"{settings.CSRF_TRUSTED_ORIGINS[0]}/"
    if settings.TLS_CERT:
        return f"https://{_allowed()}:{port}/"
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - only shown
    return f"http://{shown}:{port}/"


def announcement(host: str, port: int) -> str:
    """The block of text for whoever started the server."""
    lines = [f"Tre Măng đang chạy tại {address(host, port)}", *sign_ins(), "", "Dừng: Ctrl+C."]
    rule = "─" * max(map(len, lines))
    return "\n".join(["", rule, *lines, rule, ""])


def command(host: str, port: int) -> list[str]:
    """The words that start the bare server."""
    tls = ["--ssl-certificate", settings.TLS_CERT, "--ssl-keyfile", settings.TLS_KEY, "--ssl-protocol-min", "tls1.2"]
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--backpressure", str(LINES),
        *(tls if settings.TLS_CERT else []),
        "--no-ws", "--respawn-failed-workers", "--log-level", "error", "tremang.wsgi:application",
    ]  # fmt: skip


def serve(host: str, port: int) -> int:
    """Run the server until it is told to stop; returns the exit code."""
    text = announcement(host, port)
    connections.close_all()
    cache.clear()  # pages kept by another version of the program
    # In a group of its own: Ctrl+C would reach the workers too, whose end the server takes for a failure.
    server = subprocess.Popen(command(host, port), start_new_session=True)

    def pass_on(number: int, frame: FrameType | None) -> None:
        server.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    if _answers(server, host, port):
        sys.stdout.write(text)
        sys.stdout.flush()
    code = server.wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else 1


def _answers(server: subprocess.Popen, host: str, port: int) -> bool:
    """Wait until the server gives any answer; False when it ended instead."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - only compared
    deadline = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        line = _line(target, port)
        try:
            line.request("HEAD", "/health", headers={"Host": _allowed()})
            line.getresponse().read()
            return True
        except OSError:
            time.sleep(0.05)
        finally:
            line.close()
    return False


def _line(target: str, port: int) -> http.client.HTTPConnection:
    """A line to the server of this machine, whoever signed its certificate."""
    if not settings.TLS_CERT:
        return http.client.HTTPConnection(target, port, timeout=10)
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(target, port, timeout=10, context=anybody)
