"""The year's plan of mobilisation, joint earning, sponsors and what they gave, equipment (handbook 1.2, content 8).

The money itself stands in the ledger of the funds alone: rows here point at its slips, and what was reached is worked out
from it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import Activity, Recorded
from tremang.clubs.models import Owned
from tremang.funds.models import Gift, Voucher
from tremang.members.models import Membership


class Source(models.TextChoices):
    """Where a club's resources come from (handbook 1.2, content 8, and 4.2)."""

    DUES = "dues", _("Thành viên đóng góp")
    INTEREST = "interest", _("Lãi")
    GIFTS = "gifts", _("Ủng hộ bằng tiền")
    IN_KIND = "in_kind", _("Ủng hộ bằng hiện vật")
    EARNING = "earning", _("Cùng làm gây quỹ")
    SPONSOR = "sponsor", _("Vốn của nhà tài trợ, dự án")
    STATE = "state", _("Vốn Nhà nước, Quỹ Chăm sóc và phát huy vai trò người cao tuổi")
    OTHER = "other", _("Nguồn khác")


class PlanLine(Recorded):
    """What a club means to raise from a source in a year, in đồng. What was reached is worked out, never typed."""

    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    expected = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "year", "source"], name="plan_line_once"),
            models.CheckConstraint(condition=Q(expected__gte=0), name="plan_line_expected"),
        ]


class EarningKind(models.TextChoices):
    """How members earn together for the club (handbook 1.2, content 8)."""

    FARMING = "farming", _("Cấy, gặt, trồng cây")
    STALL = "stall", _("Bán hàng, quán nước")
    PARKING = "parking", _("Trông xe")
    RENTAL = "rental", _("Cho thuê phông bạt, bàn ghế")
    SCRAP = "scrap", _("Thu gom, bán phế liệu")
    SERVICE = "service", _("Cắt tóc, nấu ăn, dịch vụ khác")
    OTHER = "other", _("Việc khác")


class Earning(Recorded):
    """Members earned for the club on a day: `income` in đồng, in the fund once it has its `voucher`; without one it waits."""

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=EarningKind)
    what = models.CharField(max_length=160)
    people = models.PositiveSmallIntegerField()
    outsiders = models.PositiveSmallIntegerField(default=0)
    income = models.BigIntegerField()
    voucher = models.OneToOneField(Voucher, models.PROTECT, null=True, blank=True, related_name="earning")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="earning_people"),
            models.CheckConstraint(condition=Q(income__gte=0), name="earning_income"),
        ]


class SponsorKind(models.TextChoices):
    """Who supports a club."""

    BUSINESS = "business", _("Doanh nghiệp, cửa hàng")
    OFFICE = "office", _("Cơ quan, đoàn thể")
    PROJECT = "project", _("Dự án, tổ chức quốc tế")
    FAMILY = "family", _("Gia đình, cá nhân")
    OTHER = "other", _("Nhà hảo tâm khác")


class Sponsor(Recorded):
    """Whoever supports the club, since a day; `promise` is what was promised, in words."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=SponsorKind)
    from_on = models.DateField()
    promise = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "name"], name="sponsor_once")]


class GivenLine(Owned):
    """That something given to the club counts here: money by its slip, a thing by its line in the Sổ Tấm lòng vàng.

    Written by `following.follow` in the act that wrote the slip or the gift, and gone in the act that takes it back: so
    what was given counts once, whoever wrote it and wherever.
    """

    voucher = models.OneToOneField(Voucher, models.PROTECT, null=True, blank=True, related_name="given_line")
    # The funds drop a gift in kind before they tell who follows; the row must be gone when the act ends.
    gift = models.OneToOneField(Gift, models.DO_NOTHING, null=True, blank=True, related_name="given_line")
    sponsor = models.ForeignKey(Sponsor, models.PROTECT, null=True, blank=True, related_name="given")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="given_line")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(voucher__isnull=False, gift__isnull=True) | Q(voucher__isnull=True, gift__isnull=False),
                name="given_line_one",
            )
        ]


class EquipmentSource(models.TextChoices):
    """Where a thing came from."""

    STATE = "state", _("Nhà nước, xã cấp")
    PROJECT = "project", _("Dự án, nhà tài trợ")
    GIFT = "gift", _("Người ủng hộ")
    BOUGHT = "bought", _("Câu lạc bộ mua")
    OTHER = "other", _("Nguồn khác")


class Condition(models.TextChoices):
    """How a thing is."""

    GOOD = "good", _("dùng tốt")
    WORN = "worn", _("dùng được, đã cũ")
    BROKEN = "broken", _("hỏng, cần sửa")


class Equipment(Recorded):
    """A thing that the club owns: from where, since when, its value in đồng, how it is, who keeps it, `to_on` the last day.

    Without a `keeper` it stays where the club meets.
    """

    what = models.CharField(max_length=120)
    quantity = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=10, choices=EquipmentSource)
    from_on = models.DateField()
    value = models.BigIntegerField(default=0)
    condition = models.CharField(max_length=6, choices=Condition, default=Condition.GOOD)
    keeper = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="equipment_kept")
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="equipment_quantity"),
            models.CheckConstraint(condition=Q(value__gte=0), name="equipment_value"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="equipment_period"
            ),
        ]
