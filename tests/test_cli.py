"""The operators' command is readable and fails in one sentence."""

import http.client
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.core.management.base import CommandError
from django.db import OperationalError

from tremang import cli
from tremang.kernel import serve


@pytest.fixture
def failing(monkeypatch):
    """`failing(error)`: whatever command is typed fails with it."""

    def fail(error: Exception) -> None:
        def run(*args: object) -> None:
            raise error

        monkeypatch.setattr(cli, "_dispatch", run)

    return fail


def test_help_lists_every_command_of_the_rooms_with_one_line(capsys):
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    for name in ("backup", "migrate", "restore-drill", "serve"):
        assert any(line.strip().startswith(f"{name} ") for line in said.splitlines()), name
    listed = said[said.index("Các lệnh:") : said.index("Biến môi trường")].splitlines()[1:]
    assert not [line for line in listed if line and len(line.split()) < 3]


def test_the_command_is_there_before_the_settings_are_read():
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", "import tremang.cli"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_mistyped_command_is_answered_with_the_nearest_one(capsys):
    assert cli.main(["restore-dril"]) == 2
    assert "“restore-drill”" in capsys.readouterr().err


def test_a_failure_is_one_line_without_a_trace(capsys, failing):
    failing(RuntimeError("hỏng"))
    assert cli.main(["backup"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


def test_a_database_that_another_holds_is_said_as_such(capsys, failing):
    locked = OperationalError("database is locked")
    locked.__cause__ = sqlite3.OperationalError("database is locked")
    locked.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY
    failing(locked)
    assert cli.main(["facts-rebuild"]) == 1
    assert "đang có việc khác giữ" in capsys.readouterr().err


def test_a_database_without_tables_is_told_how_they_come(capsys, failing):
    failing(OperationalError("no such table: places_place"))
    assert cli.main(["targets"]) == 1
    assert "“tremang migrate”" in capsys.readouterr().err


def test_a_failure_shows_its_trace_to_whoever_asks(failing, monkeypatch):
    failing(RuntimeError("hỏng"))
    monkeypatch.setenv("DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.main(["backup"])


def test_a_busy_port_is_one_sentence_that_names_another(live_server):
    port = int(live_server.url.rsplit(":", 1)[1])
    with pytest.raises(CommandError, match=f"Cổng {port} .* PORT={port + 1}"):
        serve.ensure_port_free("127.0.0.1", port)


def test_the_announcement_names_the_address_and_the_sign_ins(monkeypatch):
    monkeypatch.setattr(serve, "sign_ins", lambda: ["Thư ký câu lạc bộ: man"])
    said = serve.announcement("0.0.0.0", 8123)
    assert "http://127.0.0.1:8123/" in said
    assert "Thư ký câu lạc bộ: man" in said


def test_the_announcement_names_the_address_at_which_people_open_it(settings):
    settings.TLS_CERT, settings.ALLOWED_HOSTS = "server.crt", [".example", "192.0.2.10"]
    assert serve.address("0.0.0.0", 8443) == "https://192.0.2.10:8443/"
    settings.TLS_CERT, settings.CSRF_TRUSTED_ORIGINS = "", ["https://clb.example.vn"]
    assert serve.address("127.0.0.1", 8000) == "https://clb.example.vn/"


def test_a_certificate_without_its_key_or_file_is_one_sentence(settings, tmp_path):
    settings.TLS_CERT, settings.TLS_KEY = str(tmp_path / "server.crt"), ""
    with pytest.raises(CommandError, match="Không thấy tệp TLS_CERT"):
        serve.ensure_tls()
    (tmp_path / "server.crt").touch()
    with pytest.raises(CommandError, match="Chưa có TLS_KEY"):
        serve.ensure_tls()
    settings.TLS_KEY = settings.TLS_CERT
    serve.ensure_tls()


def signed(folder: Path) -> tuple[str, str]:
    """A certificate for this machine, signed by itself, and its key: their files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    until = now + timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, until)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.key").write_bytes(plain)
    (folder / "server.crt").write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return str(folder / "server.crt"), str(folder / "server.key")


def test_the_server_speaks_https_itself_where_it_is_given_a_certificate(settings, tmp_path):
    settings.TLS_CERT, settings.TLS_KEY = signed(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"VAR_DIR": str(tmp_path), "TLS_CERT": settings.TLS_CERT, "TLS_KEY": settings.TLS_KEY}
    server = subprocess.Popen(serve.command("127.0.0.1", port), env={**os.environ, **own}, start_new_session=True)
    try:
        assert serve._answers(server, "127.0.0.1", port)
        told = ssl.create_default_context(cafile=settings.TLS_CERT)
        line = http.client.HTTPSConnection("localhost", port, context=told, timeout=10)
        line.request("GET", "/may/")
        answer = line.getresponse()
        assert (answer.status, answer.getheader("Strict-Transport-Security")) == (200, None)
        line.close()
    finally:
        server.terminate()
        server.wait()
