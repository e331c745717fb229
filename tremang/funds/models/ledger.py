"""The ledger: one row moves whole đồng from one account to another of the same club and fund.

Balanced by construction: a row names its fund once, and both accounts are accounts of that fund. Rows are never changed
or removed (triggers on both engines refuse it); a mistake is corrected by a row the other way round. Balances are
worked out, never stored.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Owned
from tremang.kernel.events import plain
from tremang.kernel.ids import new_id
from tremang.meetings.models import Meeting
from tremang.members.models import Membership


class Fund(models.TextChoices):
    """The two funds that every club has (QĐ 1336/QĐ-TTg)."""

    INCOME = "income", _("Quỹ tăng thu nhập")
    ACTIVITY = "activity", _("Quỹ hoạt động")


class Account(models.TextChoices):
    """The accounts of a fund. What the club holds, where its capital came from, what came in and what went out."""

    CASH = "cash", _("Tiền mặt trong hộp")
    BANK = "bank", _("Tiền gửi ngân hàng")
    LOANS = "loans", _("Thành viên đang vay")

    STATE = "state", _("Vốn Nhà nước hỗ trợ")
    SPONSOR = "sponsor", _("Vốn nhà tài trợ")
    PROJECT = "project", _("Vốn dự án, viện trợ")
    CARE = "care", _("Quỹ chăm sóc và phát huy vai trò người cao tuổi hỗ trợ")
    MEMBERS = "members", _("Vốn thành viên góp")
    KEPT = "kept", _("Lãi để lại bổ sung vốn")
    RESERVE = "reserve", _("Dự phòng")

    DUES = "dues", _("Đóng góp hằng tháng")
    GIFTS = "gifts", _("Ủng hộ")
    INTEREST = "interest", _("Lãi thành viên trả")
    BANK_INTEREST = "bank_interest", _("Lãi tiền gửi")
    OTHER_IN = "other_in", _("Thu khác")

    VISITS = "visits", _("Thăm hỏi, phúng viếng")
    HARDSHIP = "hardship", _("Giúp người khó khăn")
    ARTS = "arts", _("Văn nghệ, thể thao, tham quan")
    HEALTH = "health", _("Chăm sóc sức khỏe")
    SUPPLIES = "supplies", _("Chè nước, văn phòng phẩm")
    OTHER_OUT = "other_out", _("Chi khác")
    LOSS = "loss", _("Nợ đã xóa")

    GAP = "gap", _("Thừa, thiếu khi đếm hộp")
    CLEARING = "clearing", _("Chuyển giữa hai quỹ")


ASSETS = (Account.CASH, Account.BANK, Account.LOANS)
CAPITAL = (
    Account.STATE, Account.SPONSOR, Account.PROJECT, Account.CARE, Account.MEMBERS, Account.KEPT, Account.RESERVE,
)  # fmt: skip
INCOMES = (Account.DUES, Account.GIFTS, Account.INTEREST, Account.BANK_INTEREST, Account.OTHER_IN)
EXPENSES = (
    Account.VISITS, Account.HARDSHIP, Account.ARTS, Account.HEALTH, Account.SUPPLIES, Account.OTHER_OUT, Account.LOSS,
)  # fmt: skip


class Kind(models.TextChoices):
    """What a transfer is about."""

    OPENING = "opening", _("Số dư ban đầu")
    CAPITAL = "capital", _("Nhận vốn")
    DUES = "dues", _("Đóng góp")
    GIFT = "gift", _("Ủng hộ")
    INCOME = "income", _("Thu khác")
    SPENDING = "spending", _("Chi cho hoạt động")
    PAYOUT = "payout", _("Cho vay")
    PRINCIPAL = "principal", _("Trả gốc")
    INTEREST = "interest", _("Trả lãi")
    BANKING = "banking", _("Gửi, rút ngân hàng")
    SHARE_OUT = "share_out", _("Phân bổ lãi")
    MOVED = "moved", _("Chuyển giữa hai quỹ")
    WRITE_OFF = "write_off", _("Xóa nợ")
    GAP = "gap", _("Thừa, thiếu khi đếm hộp")


class Series(models.TextChoices):
    """The rows of numbers in which slips are counted, each year anew."""

    IN = "PT", _("Phiếu thu")
    OUT = "PC", _("Phiếu chi")
    OTHER = "PK", _("Phiếu kế toán")


def of_meeting(related_name: str) -> "models.ForeignKey[Meeting | None, Meeting | None]":
    """The meeting at which something happened, by id alone: the database does not hold the two together.

    Taking back the minutes of a meeting leaves the row as it is, so that the event which told of it still vouches for it;
    brought back, the meeting has the same id.
    """
    return models.ForeignKey(
        Meeting, models.DO_NOTHING, null=True, blank=True, db_constraint=False, related_name=related_name
    )


class Voucher(Owned):
    """A slip: why money moved on a day, who brought or took it, in one or more transfers.

    `overdrawn` holds the name and the reason where a balance was let go below zero; it is shown in the books.
    `reverses` names the slip that this one takes back; a slip is taken back once, whole. `request_key` is the key of the
    form that it was sent with: the same form sent again finds it here.
    """

    series = models.CharField(max_length=2, choices=Series)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    words = models.CharField(max_length=200)
    who = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)
    overdrawn = models.CharField(max_length=200, blank=True)
    request_key = models.CharField(max_length=40, blank=True, default="")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="vouchers")
    by_id = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "series", "year", "number"], name="voucher_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="voucher_number_from_one"),
            models.UniqueConstraint(
                fields=["club", "request_key"], condition=~Q(request_key=""), name="voucher_request_once"
            ),
        ]
        indexes = [
            models.Index(fields=["club", "day"], name="voucher_club_day"),
            # The unique index of the column is mostly empty values; SQLite, once it has counted them, would rather read
            # the whole table to see whether a slip was taken back.
            models.Index(fields=["reverses"], condition=Q(reverses__isnull=False), name="voucher_reverses"),
        ]

    @property
    def label(self) -> str:
        """The number as slips and books write it, PT-12/2026."""
        return f"{self.series}-{self.number}/{self.year}"

    @classmethod
    def recorded_rows(cls, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Slips as their events remember them: the row and its transfers, so that no transfer stands outside an event.

        The meeting is left out: taking back a meeting's minutes leaves its slips standing.
        """
        rows: dict[int, dict[str, Any]] = {}
        for row in cls.objects.filter(pk__in=list(ids)):
            rows[row.pk] = voucher_row(row, [])
        for transfer in Transfer.objects.filter(voucher__in=rows).order_by("sequence"):
            rows[transfer.voucher_id]["transfers"].append(transfer_row(transfer))
        return rows


class Transfer(models.Model):
    """Whole đồng from `credit` to `debit` within one club and fund. `sequence` counts the club's transfers."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    club = models.ForeignKey("clubs.Club", models.PROTECT, db_index=False)
    fund = models.CharField(max_length=8, choices=Fund)
    day = models.DateField()
    debit = models.CharField(max_length=13, choices=Account)
    credit = models.CharField(max_length=13, choices=Account)
    amount = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="transfers")
    sequence = models.PositiveIntegerField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="transfers")
    loan = models.ForeignKey("funds.Loan", models.PROTECT, null=True, blank=True, related_name="transfers")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "sequence"], name="transfer_club_sequence"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_two_accounts"),
            models.CheckConstraint(condition=Q(fund__in=Fund.values), name="transfer_fund"),
            models.CheckConstraint(
                condition=Q(debit__in=Account.values) & Q(credit__in=Account.values), name="transfer_accounts"
            ),
        ]
        indexes = [
            models.Index(fields=["club", "fund", "day"], name="transfer_club_fund_day"),
            # All that the trial balance reads, in the order in which it sums.
            models.Index(fields=["club", "fund", "debit", "credit", "day", "amount"], name="transfer_balances"),
            # Asked at every slip: with which day did the books begin?
            models.Index(fields=["club"], condition=Q(kind="opening"), name="transfer_opening"),
            # A unique key over empty places is passed over once there are statistics, and then all rows are read.
            models.Index(fields=["reverses"], condition=Q(reverses__isnull=False), name="transfer_reverses"),
        ]


def voucher_row(voucher: Voucher, transfers: Iterable[Transfer]) -> dict[str, Any]:
    """A slip as its event remembers it (see `Voucher.recorded_rows`)."""
    row = plain(voucher)
    del row["meeting_id"]
    return row | {"transfers": [transfer_row(transfer) for transfer in transfers]}


def transfer_row(transfer: Transfer) -> list[Any]:
    """A transfer as the event of its slip remembers it; club and slip are those of the slip."""
    return [
        transfer.id, transfer.sequence, transfer.fund, transfer.day.isoformat(), transfer.debit, transfer.credit,
        transfer.amount, transfer.kind, transfer.membership_id, transfer.loan_id, transfer.reverses_id,
    ]  # fmt: skip
