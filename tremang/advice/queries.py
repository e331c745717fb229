"""What the records suggest: clubs nobody has heard of, why, and the next step. Advice, never blame.

A club is silent when it is active and no meeting was recorded for two months or more, counted from its last meeting,
its launch or the end of its last pause, whichever is latest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, DateField, Exists, Field, IntegerField, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import RoleKind
from tremang.clubs.days import tet
from tremang.clubs.models import BoardPost, Club, State, StateRow
from tremang.clubs.names import short_name
from tremang.kernel.format import day as written
from tremang.kernel.periods import add_months
from tremang.meetings.models import Meeting
from tremang.places.models import Dated, Kind, Place
from tremang.places.queries import under
from tremang.ui.links import address

STEPS = {"board": "web:club", "life": "clubs:life", "club": "web:club"}
SILENT_AFTER = 2  # months
VISIT_AFTER = 3
REVIEW_AFTER = 6


class Tier(StrEnum):
    """How long a club has been silent, by what should be done about it."""

    ASK = "ask"
    VISIT = "visit"
    REVIEW = "review"


TIER_LABELS: dict[Tier, str | Promise] = {
    Tier.ASK: gettext_lazy("Nên hỏi thăm"),
    Tier.VISIT: gettext_lazy("Nên đến thăm"),
    Tier.REVIEW: gettext_lazy("Nên xem lại"),
}


class Cause(StrEnum):
    """What the records say about the silence."""

    NEVER_MET = "never_met"
    NO_WRITER = "no_writer"
    NO_CHAIR = "no_chair"
    TERM_OVER = "term_over"
    FEW_CAME = "few_came"
    AFTER_TET = "after_tet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Silent:
    """A silent club: since when, why as far as the records know, and what to do next.

    `step` names the page where the next step is done, "board", "life" or "club": one that whoever sees figures may open.
    """

    club_id: int
    name: str
    commune: str
    commune_code: str
    last_on: date | None
    since: date
    days: int
    tier: Tier
    cause: Cause
    reason: str
    step: str
    action: str

    @property
    def short(self) -> str:
        """The name where the word club already stands above it."""
        return short_name(self.name)

    @property
    def url(self) -> str:
        """Where the next step is done; the club's own page where that page does not exist."""
        return address(STEPS[self.step], self.club_id) or address("web:club", self.club_id)

    def next_step(self, *, keeps_users: bool) -> tuple[str, str]:
        """The words and the address of the link for a reader who may give accounts, or for one who may not."""
        if keeps_users and self.cause == Cause.NO_WRITER:
            return _("Cấp tài khoản cho thư ký"), address("accounts:users")
        return self.action, self.url


@dataclass(frozen=True)
class Paused:
    """A paused club, since when and why."""

    club_id: int
    name: str
    commune: str
    since: date
    reason: str


def silent_clubs(place: Place, today: date) -> list[Silent]:
    """The silent clubs at and below `place`, the longest silent first. One query."""
    clubs = Club.objects.all()  # of the City: by their paths the engine would pass through all hamlets
    if place.kind != Kind.PROVINCE:
        clubs = clubs.filter(under(place.path, "place__path"))
    return silent_among(clubs, today)


def silent_among(clubs: QuerySet[Club], today: date) -> list[Silent]:
    """The silent ones of `clubs`, the longest silent first. One query."""
    return silent_told(quiet(clubs, today), today)


def quiet(clubs: QuerySet[Club], today: date) -> QuerySet[Club, tuple[Any, ...]]:
    """The rows from which `silent_told` tells the silent ones of `clubs`."""
    limit = add_months(today, -SILENT_AFTER)
    recent = Meeting.objects.filter(club=OuterRef("pk"), held_on__lte=today, held_on__gt=limit)
    young = Q(launched_on__isnull=True) | Q(launched_on__lte=limit)
    rows = clubs.filter(young, ~Exists(recent), state=State.ACTIVE).annotate(**signs(today))
    return rows.values_list(*_quiet_columns())


def silent_told(rows: Iterable[tuple[Any, ...]], today: date) -> list[Silent]:
    """The silent clubs among the rows of `quiet`, the longest silent first."""
    columns = _quiet_columns()
    found = [club for row in rows if (club := silent_of(dict(zip(columns, row, strict=True)), today))]
    return sorted(found, key=lambda club: (club.since, club.club_id))


def _quiet_columns() -> tuple[str, ...]:
    return (
        "pk", "name", "launched_on", *SIGNS, "place__path",
        "place__parent__kind", "place__parent__name", "place__parent__parent__name",
    )  # fmt: skip


SIGNS = (
    "last_on", "last_present", "last_expected", "running_since", "has_writer", "has_chair", "renewed_on", "term_years",
)  # fmt: skip


def signs(today: date) -> dict[str, Any]:
    """The columns of a club from which a silence and its cause are told, for `annotate`.

    Plain SQL: they stand on every page of a commune and of the City, and by the ORM building them takes longer than
    reading the rows.
    """
    on = [today.isoformat()]
    met = "FROM meetings_meeting m WHERE m.club_id = clubs_club.place_id AND m.held_on <= %s ORDER BY m.held_on DESC LIMIT 1"
    renewed = (
        "FROM clubs_boardrenewal b WHERE b.club_id = clubs_club.place_id AND b.renewed_on <= %s "
        "ORDER BY b.renewed_on DESC LIMIT 1"
    )
    running = (
        "SELECT s.from_on FROM clubs_staterow s WHERE s.club_id = clubs_club.place_id AND s.state = %s "
        "AND s.from_on <= %s AND (s.to_on IS NULL OR s.to_on >= %s) LIMIT 1"
    )
    writer = (
        "EXISTS (SELECT 1 FROM accounts_role r JOIN accounts_user u ON u.id = r.user_id AND u.is_active "
        "WHERE r.place_id = clubs_club.place_id AND r.kind IN (%s, %s) "
        "AND r.from_on <= %s AND (r.to_on IS NULL OR r.to_on >= %s))"
    )
    chair = (
        "EXISTS (SELECT 1 FROM members_boardmember b WHERE b.club_id = clubs_club.place_id AND b.post = %s "
        "AND b.from_on <= %s AND (b.to_on IS NULL OR b.to_on >= %s))"
    )
    writers = [RoleKind.CLUB_SECRETARY.value, RoleKind.CLUB_CHAIR.value]
    found: dict[str, tuple[str, list[str], Field[Any, Any]]] = {
        "last_on": (f"SELECT m.held_on {met}", on, DateField()),
        "last_present": (f"SELECT m.present {met}", on, IntegerField()),
        "last_expected": (f"SELECT m.expected {met}", on, IntegerField()),
        "running_since": (running, [State.ACTIVE.value, *on, *on], DateField()),
        "has_writer": (writer, [*writers, *on, *on], BooleanField()),
        "has_chair": (chair, [BoardPost.CHAIR.value, *on, *on], BooleanField()),
        "renewed_on": (f"SELECT b.renewed_on {renewed}", on, DateField()),
        "term_years": (f"SELECT b.term_years {renewed}", on, IntegerField()),
    }
    return {name: RawSQL(sql, params, field) for name, (sql, params, field) in found.items()}  # noqa: S611 - no input


def term_ends(row: Mapping[str, Any]) -> date | None:
    """The day on which the board's term ends; None where no renewal is on record."""
    return add_months(row["renewed_on"], 12 * row["term_years"]) if row["renewed_on"] else None


def silent_of(row: Mapping[str, Any], today: date) -> Silent | None:
    """What is said of an active club, given as a row of its columns; None where it is not silent."""
    since = max(filter(None, (row["last_on"], row["launched_on"], row["running_since"])), default=None)
    if since is None or since > add_months(today, -SILENT_AFTER):
        return None
    tier = tier_of(since, today)
    cause = _cause(row, since, today)
    step, action = _step(cause, tier)
    in_commune = row.get("place__parent__kind") == Kind.COMMUNE
    commune = row.get("place__parent__name" if in_commune else "place__parent__parent__name") or ""
    code = row["place__path"].split(".")[2] if "place__path" in row else ""
    return Silent(
        club_id=row["pk"], name=row["name"], commune=commune, commune_code=code, last_on=row["last_on"], since=since,
        days=(today - since).days, tier=tier, cause=cause, reason=_reason(cause, row), step=step,
        action=action,
    )  # fmt: skip


def tier_of(since: date, today: date) -> Tier:
    """The tier of a silence that began on `since`."""
    if since <= add_months(today, -REVIEW_AFTER):
        return Tier.REVIEW
    return Tier.VISIT if since <= add_months(today, -VISIT_AFTER) else Tier.ASK


def _cause(row: Mapping[str, Any], since: date, today: date) -> Cause:
    if not row["has_writer"]:
        return Cause.NO_WRITER
    if row["last_on"] is None:
        return Cause.NEVER_MET
    if not row["has_chair"]:
        return Cause.NO_CHAIR
    ends = term_ends(row)
    if ends is not None and ends < today:
        return Cause.TERM_OVER
    new_year = tet(today.year)
    if add_months(new_year, -2) < since < new_year <= today < add_months(new_year, 2):
        return Cause.AFTER_TET
    return Cause.FEW_CAME if 2 * row["last_present"] < row["last_expected"] else Cause.UNKNOWN


REASONS = {
    Cause.NEVER_MET: gettext_lazy("Ra mắt ngày %(day)s, chưa ghi buổi nào."),
    Cause.NO_WRITER: gettext_lazy("Chưa có thư ký hoặc chủ nhiệm dùng phần mềm."),
    Cause.NO_CHAIR: gettext_lazy("Chưa ghi chủ nhiệm đương nhiệm."),
    Cause.TERM_OVER: gettext_lazy("Nhiệm kỳ Ban Chủ nhiệm hết từ %(day)s."),
    Cause.AFTER_TET: gettext_lazy("Nghỉ Tết, chưa ghi buổi nào từ sau Tết."),
    Cause.FEW_CAME: gettext_lazy("Buổi gần nhất chỉ có %(present)s trong %(expected)s người đến."),
    Cause.UNKNOWN: gettext_lazy("Buổi gần nhất có %(present)s trong %(expected)s người đến, chưa rõ vì sao ngừng."),
}


def _reason(cause: Cause, row: Mapping[str, Any]) -> str:
    words: dict[str, Any] = {}
    if cause == Cause.NEVER_MET:
        words = {"day": written(row["launched_on"])}
    elif cause == Cause.TERM_OVER:
        words = {"day": written(term_ends(row))}
    elif cause in (Cause.FEW_CAME, Cause.UNKNOWN):
        words = {"present": row["last_present"], "expected": row["last_expected"]}
    return str(REASONS[cause]) % words


def _step(cause: Cause, tier: Tier) -> tuple[str, str]:
    """Which page, and the words of the link there."""
    if cause == Cause.NO_WRITER:
        return "club", _("Mở câu lạc bộ, tìm người ghi sổ")
    if cause in (Cause.NO_CHAIR, Cause.TERM_OVER):
        return "board", _("Mở việc kiện toàn")
    if tier == Tier.REVIEW:
        return "life", _("Bàn tạm dừng hoặc sáp nhập")
    if tier == Tier.VISIT:
        return "club", _("Mở câu lạc bộ, hẹn ngày đến")
    return "club", _("Mở câu lạc bộ, gọi thư ký")


def paused_clubs(clubs: QuerySet[Club], today: date) -> list[Paused]:
    """The paused ones of `clubs` with the reason given, the longest paused first. One query."""
    return paused_told(resting(clubs, today))


def resting(clubs: QuerySet[Club], today: date) -> QuerySet[StateRow, tuple[Any, ...]]:
    """The rows of which `paused_told` makes the paused ones of `clubs`."""
    rows = StateRow.objects.filter(Dated.on(today), state=State.PAUSED, club__in=clubs).order_by("from_on")
    columns = (
        "club", "club__name", "from_on", "reason", "club__place__parent__kind", "club__place__parent__name",
        "club__place__parent__parent__name",
    )  # fmt: skip
    return rows.values_list(*columns)


def paused_told(rows: Iterable[tuple[Any, ...]]) -> list[Paused]:
    """The paused clubs of the rows of `resting`, in their order."""
    return [
        Paused(pk, name, parent if kind == Kind.COMMUNE else above, since, reason)
        for pk, name, since, reason, kind, parent, above in rows
    ]
