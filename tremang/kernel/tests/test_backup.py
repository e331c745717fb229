"""Backups are whole, say what they hold, and the drill finds what is wrong with them."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from tremang.kernel import backup, restore
from tremang.kernel.models import Erasure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    monkeypatch.setattr(settings, "RESTORE_CHECKS", [])


@pytest.fixture
def made():
    Erasure.objects.create(subject="person:1", at=timezone.now(), actor_id=1, legal_basis="Luật 91/2025/QH15")
    return backup.back_up()


def rewrite(made, **changes):
    note = made.path.with_suffix(".json")
    note.write_text(json.dumps(json.loads(note.read_text()) | changes))


def test_a_backup_says_how_many_rows_it_holds_and_only_its_owner_reads_it(made):
    assert made.rows["kernel_erasure"] == 1
    assert made.engine == connection.vendor
    assert made.path.stat().st_mode & 0o077 == 0
    assert backup.newest() == made


def test_the_drill_restores_the_newest_backup_and_states_what_would_be_lost(made):
    said = list(restore.drill())
    assert "RPO" in said[-1]
    assert "RTO" in said[-1]
    assert not list(settings.VAR_DIR.glob("drill-*"))


def test_the_drill_runs_the_products_own_checks_on_the_copy(made, monkeypatch):
    monkeypatch.setattr(settings, "RESTORE_CHECKS", [["check"]])
    assert any("no issues" in sentence for sentence in restore.drill())
    monkeypatch.setattr(settings, "RESTORE_CHECKS", [["no-such-check"]])
    with pytest.raises(CommandError, match="không qua được"):
        list(restore.drill())


def test_a_file_cut_short_is_found(made):
    content = made.path.read_bytes()
    made.path.write_bytes(content[: len(content) // 2])
    with pytest.raises(CommandError, match="bị cụt"):
        list(restore.drill())


def test_a_file_changed_in_one_byte_is_found(made):
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(CommandError, match="mã kiểm không khớp"):
        list(restore.drill())


def test_rows_missing_after_the_restore_are_found(made):
    rewrite(made, rows=made.rows | {"kernel_erasure": 2})
    with pytest.raises(CommandError, match="kernel_erasure dựng lại có 1 dòng, tệp kê ghi 2"):
        list(restore.drill())


def test_a_backup_of_newer_code_is_refused_by_name(made):
    rewrite(made, migrations=[*made.migrations, "kernel.9999_later"])
    with pytest.raises(CommandError, match=r"bản phần mềm mới hơn.*kernel\.9999_later"):
        list(restore.drill())


def test_a_backup_of_another_format_or_engine_is_refused(made):
    rewrite(made, engine="oracle")
    with pytest.raises(CommandError, match="DATABASE_URL"):
        list(restore.drill())
    rewrite(made, format=99)
    with pytest.raises(CommandError, match="kiểu 99"):
        list(restore.drill())


def test_without_a_backup_the_drill_says_how_to_make_one():
    with pytest.raises(CommandError, match="tremang backup"):
        list(restore.drill())


def test_only_the_newest_backups_are_kept(made):
    second, third = backup.back_up(), backup.back_up(keep=2)
    assert sorted(path.name for path in backup.folder().glob("*.json")) == sorted(
        each.path.with_suffix(".json").name for each in (second, third)
    )
    assert not made.path.exists()


def test_an_unfinished_backup_is_not_counted(made):
    (backup.folder() / "tremang-99991231T000000-00.sqlite3").write_bytes(b"half")
    assert backup.newest() == made


def test_the_age_of_a_backup_is_what_would_be_lost(made):
    old = replace(made, made_at="2026-09-23T00:00:00+00:00")
    assert old.age(datetime(2026, 9, 24, tzinfo=UTC)) == 86_400
    assert restore.duration(86_400) == "24 giờ"
    assert restore.duration(1.94) == "1,9 giây"
