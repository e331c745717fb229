"""What was given before this book was here comes into it, so that it counts like what is given from now on."""

from typing import Any

from django.db import migrations

RESOURCES, COUNTED = 8, ("gift", "capital")


def tell(apps: Any, editor: Any) -> None:
    """A line for each slip that brought a gift or capital and stands, and for each gift in kind."""
    gifts, transfers = apps.get_model("funds", "Gift").objects, apps.get_model("funds", "Transfer").objects
    given = apps.get_model("resources", "GivenLine").objects
    rows = transfers.filter(kind__in=COUNTED, reverses__isnull=True, reversed_by__isnull=True)
    slips: dict[int, list[Any]] = {}
    for row in rows.filter(voucher__reverses__isnull=True).order_by("voucher", "sequence"):
        slips.setdefault(row.voucher_id, []).append(row)
    for voucher, lines in slips.items():
        words = "Nhận ủng hộ bằng tiền" if lines[0].kind == "gift" else "Nhận vốn"
        first = lines[0]
        activity = _activity(apps, first.club_id, first.day, words, sum(row.amount for row in lines), first.membership_id)
        given.create(club_id=first.club_id, voucher_id=voucher, activity=activity)
    for gift in gifts.filter(voucher__isnull=True):
        words = f"Nhận ủng hộ: {gift.what}"[:200]
        activity = _activity(apps, gift.club_id, gift.on, words, gift.amount, gift.membership_id)
        given.create(club_id=gift.club_id, gift=gift, activity=activity)


def _activity(apps: Any, club: int, day: Any, what: str, value: int, member: int | None) -> Any:
    row = apps.get_model("areas", "Activity").objects.create(
        club_id=club, area=RESOURCES, kind="given", day=day, what=what, people=1, outsiders=0 if member else 1, value=value,
        at_meeting=True, by_id=0,
    )  # fmt: skip
    if member:
        apps.get_model("areas", "Participant").objects.create(club_id=club, activity=row, membership_id=member)
    return row


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0001_initial"),
        ("areas", "0002_norms"),
        ("funds", "0005_declared_balances_open_the_books"),
    ]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
