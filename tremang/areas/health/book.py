"""The book of content 2: what it holds, what it counts, what it advises."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tremang.accounts.powers import Verb, may
from tremang.areas.common.books import Book, File, Reader, Register, file_by_consent
from tremang.areas.common.models import Activity, Counted
from tremang.areas.common.queries import called_on, open_on
from tremang.areas.common.rules import are_members_on, may_be_done_on, members_on, more_than_roll
from tremang.areas.health import problems as say
from tremang.areas.health.actions import ROUND
from tremang.areas.health.forms import CheckUpForm, ExerciseForm, InsuranceForm, ReferralForm
from tremang.areas.health.models import CheckUp, Exercise, Insurance, MeasuringRound, Reading, Referral
from tremang.areas.health.queries import allowed, consented, rounds_of, sees_consented, told_onward, waits
from tremang.clubs.models import Club, Team, TeamKind
from tremang.kernel.format import day as written
from tremang.kernel.periods import month_first, month_last, month_of
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.meetings.areas import Area
from tremang.meetings.queries import names_on_roll
from tremang.members.models import Membership
from tremang.ui.tables import Column

LATEST_EXPIRY = 20  # years from now
OF_REFERRALS, OF_CARDS = "referral", "insurance"  # what a look at them is called


def _check_checkup(club: Club, row: CheckUp, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    if not clean(row.provider):
        raise Problem("no_provider", say.NO_PROVIDER, field="provider")
    people = max(row.people, len(members) + row.outsiders)
    if not people:
        raise Problem("nobody_came", say.NOBODY_CAME, field="members")
    are_members_on(club, members, row.on)
    more_than_roll(people, row.outsiders, members_on(club, row.on), row.on)


def _on_roll(reader: Reader) -> list[list[str]]:
    return [[name.Called] for name in names_on_roll(reader.club.pk, reader.today)]


CHECKUPS = Register(
    code="checkup", slug="kham-dinh-ky", model=CheckUp, form=CheckUpForm, title=_("Khám sức khỏe định kỳ"),
    button=_("Ghi đợt khám"), empty=_("Chưa ghi đợt khám nào. Nên khám hai lần một năm."),
    columns=lambda: [
        Column("provider", str(_("Đơn vị khám")), small="note"), Column("day", str(_("Ngày")), "day"),
        Column("people", str(_("Số người đến")), "number"),
    ],
    line=lambda row: {
        "provider": row.provider, "note": row.note, "day": row.on, "people": row.activity.people if row.activity else None,
    },
    words=lambda row: {"day": row.on, "provider": row.provider}, check=_check_checkup, day_of=lambda row: row.on,
    counted=lambda row, members: Counted(
        "checkup", Area.HEALTH, row.on, f"{_('Khám sức khỏe')}: {row.provider}", members, people=row.people,
        outsiders=row.outsiders,
    ),
    order=("-on", "-pk"), related=("activity",), blank=(_("Họ và tên"), _("Đến khám (đánh dấu)"), _("Ghi thêm")), named=_on_roll,
)  # fmt: skip


def _check_exercise(club: Club, row: Exercise, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    if not Team.objects.filter(pk=row.team_id, club=club, kind=TeamKind.SPORT).exists():
        raise Problem("other_team", say.OTHER_TEAM, field="team_id")
    month = month_of(row.on)
    same = Exercise.objects.filter(club=club, team=row.team_id, on__range=(month_first(month), month_last(month)))
    if same.exclude(pk=row.pk).exists():
        raise Problem("team_month", say.TEAM_MONTH, field="on", month=row.on.month, year=row.on.year)
    more_than_roll(row.people, 0, members_on(club, row.on), row.on)


def _sports_teams(reader: Reader) -> list[list[str]]:
    teams = Team.objects.filter(open_on(reader.today), club=reader.club, kind=TeamKind.SPORT)
    return [[team.name] for team in teams.order_by("name")]


EXERCISES = Register(
    code="exercise", slug="tap-luyen", model=Exercise, form=ExerciseForm, title=_("Đội tập luyện, thể thao"),
    button=_("Ghi tháng tập luyện"), empty=_("Chưa ghi tháng tập luyện nào."),
    columns=lambda: [
        Column("team", str(_("Đội")), small="note"), Column("day", str(_("Buổi gần nhất")), "day"),
        Column("times", str(_("Số buổi")), "number"), Column("people", str(_("Mỗi buổi")), "number"),
    ],
    line=lambda row: {"team": row.team.name, "note": row.note, "day": row.on, "times": row.times, "people": row.people},
    words=lambda row: {"team": row.team.name, "month": row.on.month, "year": row.on.year, "times": row.times},
    check=_check_exercise, day_of=lambda row: row.on,
    counted=lambda row, members: Counted(
        "exercise", Area.HEALTH, row.on, f"{row.team.name}: {_('tập luyện')}", people=row.people
    ),
    order=("-on", "-pk"), related=("team",), blank=(_("Đội"), _("Tháng"), _("Số buổi"), _("Mỗi buổi mấy người")),
    named=_sports_teams,
)  # fmt: skip


def _may_be_written(club: Club, membership: int | None, day: date) -> None:
    """A member of that day who has said yes to having his health written down."""
    are_members_on(club, [membership] if membership is not None else [], day, "membership_id")
    if not consented(Membership.objects.filter(pk=membership).values_list("person", flat=True)):
        raise Problem("no_consent", say.NOT_ASKED, field="membership_id")


def _check_referral(club: Club, row: Referral, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    _may_be_written(club, row.membership_id, row.on)
    if row.outcome_on is not None:
        if not row.outcome:
            raise Problem("no_outcome", say.NO_OUTCOME, field="outcome")
        if row.outcome_on < row.on:
            raise Problem("outcome_first", say.OUTCOME_FIRST, field="outcome_on", day=written(row.on))
        may_be_done_on(club, row.outcome_on, today, "outcome_on")


REFERRALS = Register(
    code="referral", slug="nhac-di-kham", model=Referral, form=ReferralForm, title=_("Nhắc đi khám"),
    button=_("Ghi người được nhắc đi khám"), empty=_("Chưa nhắc ai đi khám."),
    columns=lambda: [
        Column("who", str(_("Thành viên")), small="why"), Column("day", str(_("Ngày nhắc")), "day"),
        Column("where", str(_("Khám ở đâu"))), Column("outcome", str(_("Kết quả")), small="outcome_on"),
    ],
    line=lambda row: {
        "who": called_on(row.membership, row.on), "why": row.get_why_display(), "day": row.on, "where": row.where,
        "outcome": row.get_outcome_display() if row.outcome else str(_("Chưa biết")),
        "outcome_on": written(row.outcome_on) if row.outcome_on else "",
    },
    words=lambda row: {"day": row.on}, check=_check_referral, day_of=lambda row: row.on, order=("-on", "-pk"),
    related=("membership__person",), see=Verb.SEE_HEALTH, also=Verb.SEE_HEALTH, secret=OF_REFERRALS, only=allowed,
    blank=(_("Họ và tên"), _("Ngày nhắc"), _("Khám ở đâu"), _("Kết quả")),
)  # fmt: skip


def _check_insurance(club: Club, row: Insurance, members: tuple[int, ...], today: date) -> None:
    _may_be_written(club, row.membership_id, row.on)
    if Insurance.objects.filter(club=club, membership=row.membership_id).exclude(pk=row.pk).exists():
        raise Problem("insured_once", say.INSURED_ONCE, field="membership_id")
    if row.expires_on is not None:
        if not row.is_insured:
            raise Problem("no_card", say.NO_CARD, field="expires_on")
        if row.expires_on.year > today.year + LATEST_EXPIRY:
            raise Problem("far_away", say.FAR_AWAY, field="expires_on", day=written(row.expires_on))


def insurance_line(row: Insurance) -> dict[str, Any]:
    """A card as a row of a list."""
    return {
        "who": called_on(row.membership, row.on), "expires": row.expires_on, "on": row.on,
        "state": str(_("có thẻ")) if row.is_insured else str(_("chưa có thẻ")),
    }  # fmt: skip


def insurance_columns() -> list[Column]:
    """The columns of such a list."""
    return [
        Column("who", str(_("Thành viên")), small="state"), Column("expires", str(_("Dùng đến hết ngày")), "day"),
        Column("on", str(_("Ngày ghi")), "day"),
    ]  # fmt: skip


INSURANCES = Register(
    code="insurance", slug="the-bao-hiem", model=Insurance, form=InsuranceForm, title=_("Thẻ bảo hiểm y tế"),
    button=_("Ghi thẻ của một người"), empty=_("Chưa ghi thẻ của ai."), columns=insurance_columns, line=insurance_line,
    words=lambda row: {}, check=_check_insurance, day_of=lambda row: row.on, order=("expires_on", "pk"),
    related=("membership__person",), see=Verb.SEE_HEALTH, also=Verb.SEE_HEALTH, secret=OF_CARDS, only=allowed,
    blank=(_("Họ và tên"), _("Có thẻ, chưa có thẻ"), _("Dùng đến hết ngày")),
)  # fmt: skip


def sees(reader: Reader) -> bool:
    """Whether the reader may see the health of members."""
    return may(reader.user, Verb.SEE_HEALTH, reader.club.place, reader.today)


def _doors(reader: Reader) -> list[tuple[str, str]]:
    if not sees(reader):
        return []
    club = reader.club.pk
    return [
        (now("Đo huyết áp, cân nặng"), reverse("health:measure", args=[club])),
        (now("Chỉ số của thành viên"), reverse("health:people", args=[club])),
        (now("Thẻ bảo hiểm y tế sắp hết hạn"), reverse("health:expiring", args=[club])),
        (now("In tờ đo có tên thành viên"), reverse("health:sheet", args=[club])),
    ]


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """This month's measuring, cards that run out, and referrals of which nothing was heard: counts, no names."""
    if not sees(reader):
        return []
    club, today, found = reader.club, reader.today, []
    is_measured, cards, asked = waits(club, today)
    if not is_measured:
        found.append({
            "what": now("Tháng %(month)s chưa đo huyết áp, cân nặng") % {"month": today.month},
            "cause": now("Mỗi tháng nên đo một lần."), "url": reverse("health:measure", args=[club.pk]),
            "action": now("Đo"),
        })  # fmt: skip
    if cards:
        found.append({
            "what": now("%(count)s thẻ bảo hiểm y tế đã hết hạn hoặc sắp hết") % {"count": cards},
            "cause": now("Trong 60 ngày tới."), "url": reverse("health:expiring", args=[club.pk]), "action": now("Xem"),
        })  # fmt: skip
    if asked:
        found.append({
            "what": now("%(count)s lần nhắc đi khám chưa biết kết quả") % {"count": asked},
            "cause": now("Đã quá hai tuần."), "url": reverse("health:referral", args=[club.pk]), "action": now("Hỏi thăm"),
        })  # fmt: skip
    return found


def _opens(row: Activity, reader: Reader) -> str:
    if row.kind != ROUND or not sees(reader):
        return ""
    return f"{reverse('health:round', args=[reader.club.pk])}?ngay={row.day.isoformat()}"


def _checkups(club: Club, since: date, until: date) -> int:
    return CheckUp.objects.filter(club=club, on__range=(since, until)).count()


BOOK = Book(
    area=Area.HEALTH, code="health", slug="suc-khoe", title=_("Chăm sóc sức khỏe"),
    examples=(_("Tập dưỡng sinh"), _("Đi bộ buổi sáng"), _("Nói chuyện về ăn nhạt"), _("Đo đường huyết tại buổi sinh hoạt")),
    ideas=(_("Một buổi đi bộ chung"), _("Mời trạm y tế nói về ăn nhạt, bớt mỡ"), _("Mỗi tổ rủ nhau tập buổi sáng")),
    registers=(CHECKUPS, EXERCISES, REFERRALS, INSURANCES), doors=_doors, waiting=_waiting, opens=_opens,
    hides_small=Verb.SEE_HEALTH, norms={"checkups": _checkups, "measuring": rounds_of},
    acts=dict.fromkeys(("measure", "correct_reading", "drop_reading", "agree_health"), Verb.SEE_HEALTH),
    guarded={Reading: sees_consented},
    files={
        "measuring_rounds": File(
            "id,club_id,day,activity_id",
            lambda: MeasuringRound.objects.order_by("club", "on").values_list("pk", "club", "on", "activity"),
        ),
        "checkups": File(
            "id,club_id,day,provider,people,outsiders",
            lambda: CheckUp.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "on", "provider", "activity__people", "outsiders"
            ),
        ),
        "exercises": File(
            "id,club_id,team_id,day,times,people",
            lambda: Exercise.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "team", "on", "times", "people"
            ),
        ),
        "readings": file_by_consent(
            "id,club_id,person_id,day,systolic_mmhg,diastolic_mmhg,weight_g,waist_mm,glucose_tenths_mmol_l",
            lambda: Reading.objects.order_by("club", "on", "pk"), told_onward,
            "pk", "club", "membership__person", "on", "systolic", "diastolic", "weight", "waist", "glucose",
        ),
        "referrals": file_by_consent(
            "id,club_id,person_id,day,why,outcome,outcome_day",
            lambda: Referral.objects.order_by("club", "on", "pk"), told_onward,
            "pk", "club", "membership__person", "on", "why", "outcome", "outcome_on",
        ),
        "insurances": file_by_consent(
            "id,club_id,person_id,asked_on,insured,expires_on",
            lambda: Insurance.objects.order_by("club", "pk"), told_onward,
            "pk", "club", "membership__person", "on", "is_insured", "expires_on",
        ),
    },
)  # fmt: skip
