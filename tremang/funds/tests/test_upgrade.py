"""A database from before the ledger keeps what its clubs declared: it becomes the opening balance of their books."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.cast import TODAY
from tremang.funds.actions.loans import ask
from tremang.funds.actions.opening import can_be_taken_back, take_back_opening
from tremang.funds.actions.rules import Rules, set_regulation
from tremang.funds.models import Account, Fund, Loan, Regulation, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.queries.months import books_begin
from tremang.funds.schedules import Method, Repay
from tremang.funds.seals import told
from tremang.kernel.events import digest, key, plain, record, vouches
from tremang.kernel.lock import writing
from tremang.kernel.sentences import told as sentence
from tremang.kernel.verify import verify
from tremang.programme.undoing import undo

MIGRATION = import_module("tremang.funds.migrations.0005_declared_balances_open_the_books")
LATER = ("late_percent",)
RULES = {"method": Method.FLAT, "repay": Repay.EQUAL_PRINCIPAL, "months": 12, "cap": 10_000_000}


@pytest.mark.django_db(transaction=True)
class TestDeclaredBalances:
    @pytest.fixture
    def apps(self):
        """The models as they were when declarations still stood, and their table."""
        before = MigrationLoader(connection).project_state(("funds", "0004_late_interest_and_due_days")).apps
        declared = before.get_model("funds", "DeclaredBalance")
        with connection.schema_editor() as editor:
            editor.create_model(declared)
        yield before
        if declared._meta.db_table in connection.introspection.table_names():  # the test did not come so far
            with connection.schema_editor() as editor:
                editor.delete_model(declared)

    def declare(self, apps, club, on, *sums):
        row = apps.get_model("funds", "DeclaredBalance")(
            club_id=club.pk, declared_on=on, by_id=1, **dict(zip(("cash", "bank", "loans"), sums, strict=True))
        )
        row.save()
        with writing(club.pk):
            body = {"club": club.name, "declared_on": on, "total": sum(sums)}
            return record(club.pk, "declare_balance", key(row), by_id=1, body=body, rows={key(row): plain(row)})

    def upgrade(self, apps):
        with connection.schema_editor() as editor:
            MIGRATION.open_books(apps, editor)

    def test_the_latest_declaration_is_the_opening_slip_and_its_event_vouches_for_it(self, world, apps):
        club, on = world.dong_vang, date(2026, 8, 18)
        self.declare(apps, club, date(2026, 4, 29), 58_500_000, 0, 80_500_000)
        event = self.declare(apps, club, on, 10_500_000, 9_000_000, 32_000_000)
        self.declare(apps, world.trai_giua, on, 0, 0, 0)
        self.upgrade(apps)
        sums, slip = trial(club.pk, on), Voucher.objects.get()
        held = [sums.balance(Fund.INCOME, account) for account in (Account.CASH, Account.BANK, Account.LOANS)]
        assert held == [10_500_000, 9_000_000, 32_000_000]
        assert sums.balance(Fund.INCOME, Account.KEPT) == sums.total(Fund.INCOME) == 51_500_000
        assert (slip.label, slip.words, books_begin(club.pk)) == ("PK-1/2026", "Số dư ban đầu ngày 18/8/2026", on)
        assert not [found for found in verify().findings if told(found)]
        assert "18/8/2026" in sentence(event.verb, event.content.body)

    def test_the_treasurer_takes_it_back_and_tells_the_loans_one_by_one(self, world, apps):
        self.declare(apps, world.dong_vang, date(2026, 8, 18), 10_500_000, 0, 32_000_000)
        self.upgrade(apps)
        assert can_be_taken_back(world.dong_vang) == Voucher.objects.get()
        take_back_opening(world.dong_vang, by=world.users["luong"], today=TODAY)
        assert books_begin(world.dong_vang.pk) is None and trial(world.dong_vang.pk, TODAY).total(Fund.INCOME) == 0

    def test_a_second_time_there_is_nothing_left_to_carry_over(self, world, apps):
        self.declare(apps, world.dong_vang, date(2026, 8, 18), 10_500_000, 0, 0)
        self.upgrade(apps)
        self.upgrade(apps)
        assert Transfer.objects.count() == 1


@pytest.mark.django_db
class TestOlderEvents:
    def test_an_event_from_before_a_column_vouches_for_the_row_that_has_its_first_value(self, world):
        member = world.members["Trần Thị Lụa"]
        loan = ask(
            member, 1_000_000, "nuôi gà", asked_on=TODAY, cosigner="Con trai", by=world.users["luong"], today=TODAY
        )
        row = plain(loan)
        later = [Loan._meta.get_field(name).attname for name in Loan.LATER]
        before = digest("salt", {name: value for name, value in row.items() if name not in later})
        assert vouches(before, "salt", Loan, row) and vouches(digest("salt", row), "salt", Loan, row)
        assert not vouches(before, "salt", Loan, row | {"late_percent": 150})
        assert not vouches(before, "salt", Loan, row | {"principal": 1})
        for first, name in enumerate(later[1:], 1):  # written when some of them were known, and one of those was set
            known = row | {later[0]: 7}
            told = digest("salt", {key: value for key, value in known.items() if key not in later[first:]})
            assert vouches(told, "salt", Loan, known), name
            assert not vouches(told, "salt", Loan, row), name

    def test_a_regulation_written_before_a_column_can_still_be_taken_back(self, world):
        by = {"by": world.users["luong"], "today": TODAY}
        first = set_regulation(world.dong_vang, Rules(Decimal("0.5"), **RULES), TODAY, **by)
        assert first.verb == "set_regulation"
        row = Regulation.objects.get()
        was = {name: value for name, value in plain(row).items() if name not in LATER}
        Regulation.objects.update(cap=5_000_000)
        row.refresh_from_db()
        now = {name: value for name, value in plain(row).items() if name not in LATER}
        with writing(world.dong_vang.pk):
            event = record(
                world.dong_vang.pk, "set_regulation", key(row), by_id=1, rows={key(row): now},
                body={"since": TODAY, "was": {key(row): was}, "from_on": TODAY, "rate": "0,5"},
            )  # fmt: skip
        undo(event, **by)
        assert Regulation.objects.get().cap == RULES["cap"]
