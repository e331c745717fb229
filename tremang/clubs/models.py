"""A club, the rows of its life, its board, groups and teams. `Owned` is the base of every row that a club owns."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremang.kernel.ids import new_id
from tremang.places.models import Dated, Place, period_check


class ManagingBody(models.TextChoices):
    """Who runs the club: not always the Association of the Elderly."""

    ELDERLY = "nct", _("Hội Người cao tuổi")
    WOMEN = "lhpn", _("Hội Liên hiệp Phụ nữ")
    FRONT = "mttq", _("Mặt trận Tổ quốc")
    OTHER = "other", _("Đơn vị khác")


class FundingOrigin(models.TextChoices):
    """Where the club's founding money came from; reports ask for it."""

    STATE = "state", _("Ngân sách nhà nước")
    PROJECT = "project", _("Dự án")
    SOCIAL = "social", _("Xã hội hóa")
    OWN = "own", _("Thành viên tự góp")


class State(models.TextChoices):
    """The stages of a club's life, in their order."""

    CAMPAIGN = "campaign", _("Đang vận động")
    PROPOSED = "proposed", _("Đã đề nghị thành lập")
    FOUNDED = "founded", _("Có quyết định, chờ ra mắt")
    ACTIVE = "active", _("Đang hoạt động")
    PAUSED = "paused", _("Tạm dừng")
    DISSOLVED = "dissolved", _("Đã giải thể")
    MERGED = "merged", _("Đã sáp nhập")


LIVE_STATES = (State.CAMPAIGN, State.PROPOSED, State.FOUNDED, State.ACTIVE, State.PAUSED)
LAUNCHED_STATES = (State.ACTIVE, State.PAUSED)


class Club(models.Model):
    """A club. Its id is the id of its leaf in the tree of places and never changes."""

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="club")
    name = models.CharField(max_length=120)
    managing_body = models.CharField(max_length=10, choices=ManagingBody, default=ManagingBody.ELDERLY)
    funding_origin = models.CharField(max_length=10, choices=FundingOrigin, default=FundingOrigin.SOCIAL)
    project_code = models.CharField(max_length=20, blank=True)
    seat_hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="seated_clubs")
    meeting_place = models.CharField(max_length=120, blank=True)
    meeting_day = models.PositiveSmallIntegerField(default=15)
    meets_by_lunar = models.BooleanField(default=False)
    meeting_time = models.TimeField(null=True, blank=True)
    # What the rows below say today, kept beside the club for lists; a contract test holds them equal.
    state = models.CharField(max_length=10, choices=State, default=State.CAMPAIGN)
    founded_on = models.DateField(null=True, blank=True)
    launched_on = models.DateField(null=True, blank=True)
    is_refounding = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(meeting_day__gte=1, meeting_day__lte=31), name="club_meeting_day")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_launched(self) -> bool:
        """Whether the club has been launched and not closed."""
        return self.state in LAUNCHED_STATES

    @property
    def is_closed(self) -> bool:
        """Whether the club was dissolved or went into another."""
        return self.state not in LIVE_STATES


class Owned(models.Model):
    """A row that a club owns: the unit of permission, locking, export and erasure. `club_id` never changes."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    club = models.ForeignKey(Club, models.PROTECT)

    class Meta:
        abstract = True


class StateRow(Owned, Dated):
    """A stage of the club's life, from day to day, with who and why."""

    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "from_on"], name="state_club_from"),
            period_check("state_period"),
        ]
        indexes = [models.Index(fields=["from_on"], name="state_from")]  # facts ask for the first day on record


class FoundingDecision(Owned):
    """The decision of the commune's People's Committee that founds the club.

    A re-founding after a merger of places names the club it continues, or says why there is none on record.
    """

    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    issuer = models.CharField(max_length=160)
    is_refounding = models.BooleanField(default=False)
    continues = models.ForeignKey(Club, models.PROTECT, null=True, blank=True, related_name="continued_by")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "decided_on"], name="decision_club_day")]


class ClubMerger(Owned):
    """That this club went into another on a day."""

    into = models.ForeignKey(Club, models.PROTECT, related_name="absorbed")
    merged_on = models.DateField()
    decision = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "into"], name="club_merger_once")]


class ServedHamlet(Owned, Dated):
    """A hamlet named in the club's decision as served by it."""

    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="serving_clubs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "hamlet", "from_on"], name="served_hamlet_once"),
            period_check("served_hamlet_period"),
        ]


class Group(Owned):
    """A group (tổ) of members living near each other."""

    name = models.CharField(max_length=60)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "name"], name="group_name")]

    def __str__(self) -> str:
        return self.name


class TeamKind(models.TextChoices):
    """The specialised teams seen in real clubs."""

    ARTS = "arts", _("Đội văn nghệ")
    HEALTH = "health", _("Đội chăm sóc sức khỏe")
    SPORT = "sport", _("Đội thể thao")
    HOMECARE = "homecare", _("Đội chăm sóc tại nhà")
    INCOME = "income", _("Đội tăng thu nhập")
    ECONOMY = "economy", _("Đội tình nguyện viên phát triển kinh tế")
    OTHER = "other", _("Đội khác")


class Team(Owned):
    """A team of members for one kind of work."""

    kind = models.CharField(max_length=10, choices=TeamKind)
    name = models.CharField(max_length=80)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "name"], name="team_name")]

    def __str__(self) -> str:
        return self.name


class BoardRenewal(Owned):
    """A renewal of the board (kiện toàn): the day, how it was decided, and the length of the term in years."""

    renewed_on = models.DateField()
    decision = models.CharField(max_length=120, blank=True)
    term_years = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "renewed_on"], name="renewal_club_day")]


class BoardPost(models.TextChoices):
    """Posts on a club's board; sizes of 5, 7 and 9 are all seen."""

    CHAIR = "chair", _("Chủ nhiệm")
    DEPUTY = "deputy", _("Phó chủ nhiệm")
    SECRETARY = "secretary", _("Thư ký")
    BOOKKEEPER = "bookkeeper", _("Kế toán")
    TREASURER = "treasurer", _("Thủ quỹ")
    MEMBER = "member", _("Ủy viên")


def state_on(rows: list[StateRow], day: date) -> str | None:
    """The stage in which `rows` say the club was on `day`; None before the first."""
    return next((row.state for row in rows if row.holds_on(day)), None)
