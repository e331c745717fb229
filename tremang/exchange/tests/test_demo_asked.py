"""What the demo makes of what it is asked for: the same rows of the same seed, and a sentence for what cannot be."""

import hashlib
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.demo import TODAY, UNTIL
from tremang.accounts.models import User
from tremang.exchange import signins
from tremang.exchange.demo.load import default_until, load
from tremang.exchange.demo.sizes import SIZES
from tremang.exchange.export import export
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.reports.loading import load_kinds
from tremang.reports.models import Frozen, ReportKind


def fingerprint(folder: Path) -> dict[str, str]:
    """Every exported file, and everything that happened, as one hash each."""
    export(folder)
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    chain = hashlib.sha256()
    for row in Event.objects.order_by("chain_id", "sequence").values_list("pk", "hash"):
        chain.update(repr(row).encode())
    users = User.objects.order_by("pk").values_list("pk", "username", "password")
    sent = Frozen.objects.order_by("pk").values_list("pk", "digest")
    return found | {"events": chain.hexdigest(), "users": repr(list(users)), "reports": repr(list(sent))}


def empty_again() -> None:
    """An empty database as the migrations leave it: with the library of classes, the terms for answers, the kinds of reports."""
    call_command("flush", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)
    for room, name in (("learning", "0002_library"), ("rights", "0002_terms_and_holidays")):
        import_module(f"tremang.areas.{room}.migrations.{name}").fill(apps, None)
    load_kinds(ReportKind)
    for name in ("0003_obstacles", "0004_reminders"):
        import_module(f"tremang.reports.migrations.{name}").fill(apps, None)


@pytest.mark.django_db(transaction=True)
def test_the_same_arguments_make_the_same_rows_and_another_seed_makes_others(tmp_path):
    found = []
    with clock.fixed(TODAY):
        for seed in (5, 5, 6):
            empty_again()
            load(SIZES["XS"], seed, UNTIL)
            found.append(fingerprint(tmp_path / str(len(found))))
    empty_again()
    assert found[0] == found[1]
    assert found[0] != found[2]


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "10/2026", "2026", "hôm qua"])
def test_a_month_that_is_none_is_refused_before_anything_is_made(db, text):
    with pytest.raises(CommandError) as refusal:
        call_command("demo", size="XS", until=text)
    assert "2026-10" in str(refusal.value)
    assert not User.objects.exists()


def test_without_a_month_the_demo_ends_with_the_month_before_today():
    assert default_until(date(2026, 11, 12)) == UNTIL
    assert default_until(date(2027, 1, 31)) == 2026 * 12 + 11


def test_a_database_without_a_demo_says_nothing_of_accounts(world):
    assert signins.lines() == []
