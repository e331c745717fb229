"""The tree of places and what is known of a commune.

`Place.path` says where a node stands now; `Span` says where it stood and what it was called on any day. Every
club is a leaf, so one range test on a path serves powers, lists and sums.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.kernel.fields import KeyField
from tremang.kernel.ids import new_id
from tremang.kernel.text import fold, natural_key


class Kind(models.TextChoices):
    """The levels of the tree."""

    NATION = "nation", _("Trung ương")
    PROVINCE = "province", _("Thành phố")
    COMMUNE = "commune", _("Xã, phường")
    HAMLET = "hamlet", _("Thôn, tổ dân phố, khu dân cư")
    CLUB = "club", _("Câu lạc bộ")


class UnitType(models.TextChoices):
    """What a unit is called by law (NĐ 185/2026: thôn in a xã, tổ dân phố in a phường)."""

    NATION = "nation", _("Trung ương")
    CITY = "city", _("Thành phố")
    WARD = "phường", _("phường")
    RURAL = "xã", _("xã")
    VILLAGE = "thôn", _("thôn")
    GROUP = "tổ dân phố", _("tổ dân phố")
    QUARTER = "khu dân cư", _("khu dân cư")
    CLUB = "club", _("câu lạc bộ")


class Dated(models.Model):
    """A row that holds from `from_on` to `to_on`, both days included; an empty `to_on` is open."""

    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on `day`."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    @staticmethod
    def on(day: date, prefix: str = "") -> Q:
        """The condition that a row holds on `day`, for use behind a relation's `prefix` such as "spans__"."""
        return Q(**{f"{prefix}from_on__lte": day}) & (
            Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": day})
        )


def period_check(name: str) -> models.CheckConstraint:
    """The constraint that a period does not end before it begins (one empty day is a row that never held)."""
    return models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name=name)


class Statement(models.Model):
    """What a commune said of itself, and the boundaries it was said for.

    A merger or split ends what was said for the old land (`holds_to` is its last day) and, where a sum can be formed,
    says it anew for the new land (`holds_from`). Both days are empty while no boundary has changed.
    """

    holds_from = models.DateField(null=True, blank=True)
    holds_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def by(day: date | None = None) -> Q:
        """The condition that a statement speaks of the land within the boundaries of `day`; None: those of now."""
        if day is None:
            return Q(holds_to__isnull=True)
        return (Q(holds_from__isnull=True) | Q(holds_from__lte=day)) & (Q(holds_to__isnull=True) | Q(holds_to__gte=day))

    @staticmethod
    def by_sql(day: date | None = None) -> tuple[str, tuple[str, ...]]:
        """As `by`, in SQL of a table called t, with the values of its marks."""
        if day is None:
            return "t.holds_to IS NULL", ()
        held = "(t.holds_from IS NULL OR t.holds_from <= %s) AND (t.holds_to IS NULL OR t.holds_to >= %s)"
        return held, (day.isoformat(), day.isoformat())


class Place(models.Model):
    """A node of the tree as it stands now. `code` is the State's code for communes (text, leading zeros)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    unit_type = models.CharField(max_length=12, choices=UnitType)
    code = KeyField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    name_fold = KeyField(max_length=120, db_index=True)
    sort = KeyField(max_length=400)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = KeyField(max_length=80, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="place_valid_period"
            )
        ]
        indexes = [models.Index(fields=["kind", "path"], name="place_kind_path")]

    def __str__(self) -> str:
        return self.name

    def rename(self, name: str) -> None:
        """Set the name and the two keys worked out from it (not saved)."""
        self.name, self.name_fold, self.sort = name, fold(name), natural_key(name)

    @property
    def commune_code(self) -> str:
        """The code of the commune that holds this node now; empty above communes."""
        parts = self.path.split(".")
        return parts[2] if len(parts) > 2 else ""

    def is_over(self, day: date) -> bool:
        """Whether its last day was before `day`."""
        return self.valid_to is not None and self.valid_to < day

    def contains(self, other: "Place") -> bool:
        """Whether `other` is this node or lies below it, by the boundaries of now."""
        return other.path == self.path or other.path.startswith(self.path + ".")


class Span(Dated):
    """Where a node stood and what it was called, from day to day: the boundaries of then."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="spans")
    name = models.CharField(max_length=120)
    unit_type = models.CharField(max_length=12, choices=UnitType)
    path = KeyField(max_length=80, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "from_on"], name="span_place_from"),
            period_check("span_period"),
        ]


class ChangeKind(models.TextChoices):
    """What a decree does to places."""

    RENAME = "rename", _("Đổi tên")
    MERGE = "merge", _("Nhập")
    SPLIT = "split", _("Chia")
    MOVE = "move", _("Chuyển về đơn vị khác")


class Change(models.Model):
    """A rename, merger, split or move by decree."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    decree = models.CharField(max_length=80)
    decree_on = models.DateField()
    effective_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    # Every row it touched, before and after: what is needed to take a mistaken change back.
    journal = models.JSONField(default=list)


class Succession(models.Model):
    """That `successor` stands, wholly or in part, where `predecessor` stood, from a change on."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    change = models.ForeignKey(Change, models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Place, models.PROTECT, related_name="predecessions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "predecessor", "successor"], name="succession_once")]


class FormerUnit(models.Model):
    """One of Hanoi's 526 units before 1/7/2025 and a unit that took it over; several rows where it was split."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = KeyField(max_length=5, db_index=True)
    name = models.CharField(max_length=120)
    name_fold = KeyField(max_length=120, db_index=True)
    district = models.CharField(max_length=80)
    successor = models.ForeignKey(Place, models.PROTECT, related_name="former_units")
    is_split = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "successor"], name="former_unit_successor")]


class HamletCount(Statement):
    """A commune's statement that its catalogue of hamlets was complete on a day (the counting date)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(Place, models.CASCADE, related_name="hamlet_counts")
    counted_on = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "counted_on"], condition=Q(holds_to__isnull=True), name="hamlet_count_day"
            )
        ]


class Population(Statement):
    """A commune's people aged 15 or more and people aged 60 or more, declared per year."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(Place, models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    older = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year"], condition=Q(holds_to__isnull=True), name="population_year"
            ),
            models.CheckConstraint(
                condition=Q(older__isnull=True) | Q(older__lte=F("people")), name="population_older_within"
            ),
        ]


class Profile(Dated):
    """What the plan asks of a commune when it sets priorities (III.1): area and earlier training, dated."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(Place, models.CASCADE, related_name="profiles")
    is_difficult = models.BooleanField(default=False)
    is_mountainous = models.BooleanField(default=False)
    is_ethnic = models.BooleanField(default=False)
    trained_before_2026 = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune", "from_on"], name="profile_commune_from"),
            period_check("profile_period"),
        ]
