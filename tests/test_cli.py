"""The operators' command is readable and fails in one sentence."""

import os
import sqlite3
import subprocess
import sys

import pytest
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
