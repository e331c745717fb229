"""What a club declared of its Quỹ tăng thu nhập before there was a ledger becomes the opening balance of its books.

The latest declaration of each club is one slip of its day: cash, bank and what was lent, all against capital kept. It
names no borrowers, as the declaration named none; the treasurer may take it back in "Bắt đầu sổ", as long as nothing
follows, and tell the loans one by one. The slip stands under an event of its own, like any other.
"""

from django.db import migrations

from tremang.funds.models.ledger import Account, Fund, Kind, Series, voucher_row
from tremang.funds.problems import OPENING_OF
from tremang.kernel import clock
from tremang.kernel.events import key, mark_stale, record
from tremang.kernel.format import day as written

HELD = ((Account.CASH, "cash"), (Account.BANK, "bank"), (Account.LOANS, "loans"))


def open_books(apps, schema_editor):
    try:
        declared = apps.get_model("funds", "DeclaredBalance")
    except LookupError:
        return  # a new database never had it
    if declared._meta.db_table not in schema_editor.connection.introspection.table_names():
        return  # the ledger was here before this migration was written, and the declarations went with its coming
    latest = {row.club_id: row for row in declared.objects.order_by("declared_on")}
    for row in latest.values():
        if row.cash or row.bank or row.loans:
            _open(apps, row)
    schema_editor.delete_model(declared)


def _open(apps, row):
    vouchers, transfers = apps.get_model("funds", "Voucher"), apps.get_model("funds", "Transfer")
    if transfers.objects.filter(club=row.club_id).exists():
        return
    voucher = vouchers.objects.create(
        club_id=row.club_id, series=Series.OTHER.value, year=row.declared_on.year, number=1, day=row.declared_on,
        words=str(OPENING_OF % {"day": written(row.declared_on)}), by_id=row.by_id, recorded_at=clock.now(),
    )  # fmt: skip
    sums = [(account, getattr(row, name)) for account, name in HELD if getattr(row, name)]
    lines = [
        transfers.objects.create(
            club_id=row.club_id, fund=Fund.INCOME.value, day=row.declared_on, debit=account.value,
            credit=Account.KEPT.value, amount=amount, kind=Kind.OPENING.value, voucher=voucher, sequence=number,
        )
        for number, (account, amount) in enumerate(sums, 1)
    ]  # fmt: skip
    told = {
        "on": row.declared_on, "since": row.declared_on, "income": sum(amount for _account, amount in sums),
        "activity": 0, "loans": 0, "owed": 0, "words": voucher.words,
    }  # fmt: skip
    name = key(voucher)
    record(row.club_id, "open_books", name, by_id=row.by_id, body=told, rows={name: voucher_row(voucher, lines)})
    mark_stale([row.club_id], row.declared_on)


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_late_interest_and_due_days"), ("kernel", "0002_append_only")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(open_books, migrations.RunPython.noop)],
            state_operations=[migrations.DeleteModel(name="DeclaredBalance")],
        ),
    ]
