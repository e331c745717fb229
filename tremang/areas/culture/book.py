"""The book of content 7: what it holds, what it counts, what it advises."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Book, File, Reader, Register
from tremang.areas.common.models import Activity
from tremang.areas.common.queries import called_on
from tremang.areas.common.seeing import told_onward
from tremang.areas.culture import rules
from tremang.areas.culture.actions import exchange_words
from tremang.areas.culture.forms import ExchangeForm, PerformanceForm, SocialVisitForm, YouthEventForm
from tremang.areas.culture.models import Exchange, LongevityWish, Occasion, Performance, SocialVisit, YouthEvent
from tremang.areas.culture.queries import exchanges_in, told_by_others, unwished
from tremang.areas.culture.seeing import sees_visits
from tremang.clubs.days import tet
from tremang.kernel.format import day as written
from tremang.meetings.areas import Area
from tremang.ui.links import address
from tremang.ui.tables import Column

LOOK = "visits"
LATE_IN_YEAR = 9  # from this month on, who is still to be wished a long life waits on the book's page
TET_LASTS = timedelta(days=14)  # wishes of the New Year are held until the full moon
TET_AHEAD = timedelta(days=45)  # so long before Tết, whoever comes of age in the year that it opens is told too


def _what_and_day(row: Any) -> dict[str, Any]:
    return {"what": row.what, "day": row.on}


PERFORMANCES = Register(
    code="performance", slug="bieu-dien", model=Performance, form=PerformanceForm, title=_("Biểu diễn văn nghệ"),
    button=_("Ghi buổi biểu diễn"), empty=_("Chưa ghi buổi biểu diễn nào."),
    columns=lambda: [
        Column("what", str(_("Biểu diễn")), small="place"), Column("day", str(_("Ngày")), "day"),
        Column("people", str(_("Thành viên")), "number"), Column("audience", str(_("Người xem ngoài câu lạc bộ")), "number"),
    ],
    line=lambda row: {
        "what": row.what, "place": row.place, "day": row.on, "people": row.people, "audience": row.audience or None,
    },
    words=_what_and_day, check=rules.check_performance, day_of=lambda row: row.on, counted=rules.counted_performance,
    order=("-on", "-pk"), blank=(_("Ngày"), _("Biểu diễn gì, ở đâu"), _("Thành viên"), _("Người xem")),
)  # fmt: skip

EXCHANGES = Register(
    code="exchange", slug="giao-luu", model=Exchange, form=ExchangeForm, title=_("Giao lưu với câu lạc bộ bạn"),
    button=_("Ghi lần giao lưu"), empty=_("Chưa ghi lần giao lưu nào."),
    columns=lambda: [
        Column("with", str(_("Với câu lạc bộ")), small="what"), Column("day", str(_("Ngày")), "day"),
        Column("place", str(_("Ở đâu"))), Column("people", str(_("Người của mình")), "number"),
    ],
    line=lambda row: {
        "with": row.with_whom, "what": row.what, "day": row.on, "place": row.place, "people": row.people,
    },
    words=exchange_words, check=rules.check_exchange, day_of=lambda row: row.on, counted=rules.counted_exchange,
    order=("-on", "-pk"), related=("other",),
    blank=(_("Ngày"), _("Với câu lạc bộ nào, ở đâu"), _("Giao lưu gì"), _("Người của mình")),
)  # fmt: skip

YOUTH_EVENTS = Register(
    code="youth_event", slug="lop-tre", model=YouthEvent, form=YouthEventForm, title=_("Cùng lớp trẻ"),
    button=_("Ghi việc cùng lớp trẻ"), empty=_("Chưa ghi việc nào cùng lớp trẻ."),
    columns=lambda: [
        Column("what", str(_("Việc")), small="with"), Column("day", str(_("Ngày")), "day"),
        Column("people", str(_("Thành viên")), "number"), Column("young", str(_("Bạn trẻ")), "number"),
        Column("club_gained", str(_("Câu lạc bộ được"))), Column("young_gained", str(_("Bạn trẻ được"))),
    ],
    line=lambda row: {
        "what": row.what, "with": row.partner_name or row.get_partner_display(), "day": row.on, "people": row.people,
        "young": row.young or None, "club_gained": row.club_gained, "young_gained": row.young_gained,
    },
    words=_what_and_day, check=rules.check_youth_event, day_of=lambda row: row.on, counted=rules.counted_youth_event,
    order=("-on", "-pk"), blank=(_("Ngày"), _("Làm gì, cùng ai"), _("Thành viên"), _("Bạn trẻ"), _("Hai bên được gì")),
)  # fmt: skip

VISITS = Register(
    code="social_visit", slug="tham-hoi", model=SocialVisit, form=SocialVisitForm, title=_("Thăm ốm, mừng, viếng"),
    button=_("Ghi lần thăm hỏi"), empty=_("Chưa ghi lần thăm hỏi nào."),
    columns=lambda: [
        Column("who", str(_("Thăm ai")), small="occasion"), Column("day", str(_("Ngày")), "day"),
        Column("people", str(_("Mấy người đi")), "number"), Column("note", str(_("Ghi thêm"))),
    ],
    line=lambda row: {
        "who": called_on(row.membership, row.on) if row.membership else row.about, "day": row.on, "people": row.people,
        "occasion": row.get_occasion_display(), "note": row.note,
    },
    words=lambda row: {"day": row.on}, check=rules.check_social_visit, day_of=lambda row: row.on,
    counted=rules.counted_social_visit, order=("-on", "-pk"), related=("membership__person",),
    see=Verb.SEE_CARE, also=Verb.SEE_CARE, secret=LOOK, sees=sees_visits,
    asks=lambda rows: rows.filter(occasion=Occasion.SICK), only_times=_("Thăm hỏi"),
    blank=(_("Ngày"), _("Thăm ai"), _("Dịp gì"), _("Mấy người đi")),
)  # fmt: skip


def _doors(reader: Reader) -> list[tuple[str, str]]:
    """The troupe, birthdays and longevity wishes, for whoever may see persons."""
    if not reader.sees_persons:
        return []
    doors = [
        (_now("Sinh nhật các tháng tới"), reverse("culture:birthdays", args=[reader.club.pk])),
        (_now("Mừng thọ"), reverse("culture:longevity", args=[reader.club.pk])),
        (_now("Nơi đã biểu diễn, giao lưu"), reverse("culture:venues", args=[reader.club.pk])),
    ]
    url = address("members:groups", reader.club.pk)
    return [*doors, *([(_now("Đội văn nghệ và các đội"), url)] if url else [])]


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """Exchanges that the other club wrote, and late in the year those not yet wished a long life."""
    rows = [
        {
            "what": _now("%(club)s ghi: giao lưu ngày %(day)s, %(what)s") % {
                "club": told.club.name, "day": written(told.on), "what": told.what,
            },
            "cause": _now("Chờ câu lạc bộ mình xác nhận."),
            "url": reverse("culture:answer_exchange", args=[reader.club.pk, told.pk]) if reader.keeps else "",
            "action": _now("Trả lời"),
        }
        for told in told_by_others(reader.club.pk)
    ]  # fmt: skip
    if reader.sees_persons and (year := _year_to_wish(reader.today)):
        left = unwished(reader.club.pk, year, reader.today)
        if left:
            rows.append({
                "what": (
                    _now("Tết này có %(n)s người đến tuổi mừng thọ") if year > reader.today.year
                    else _now("Năm %(year)s còn %(n)s người đến tuổi chưa được mừng thọ")
                ) % {"year": year, "n": left},
                "cause": _now("Thường mừng vào 01/10, Tết hoặc ngày sinh."),
                "url": f"{reverse('culture:longevity', args=[reader.club.pk])}?nam={year}", "action": _now("Xem danh sách"),
            })  # fmt: skip
    return rows


def _year_to_wish(today: date) -> int:
    """The year of which those to be wished a long life are told: that of a Tết close by, else late in the year this one; 0 else."""
    for year in (today.year, today.year + 1):
        if tet(year) - TET_AHEAD <= today <= tet(year) + TET_LASTS:
            return year
    return today.year if today.month >= LATE_IN_YEAR else 0


def _opens(row: Activity, reader: Reader) -> str:
    if row.kind == "wish" and reader.sees_persons:
        return f"{reverse('culture:longevity', args=[reader.club.pk])}?nam={row.day.year}"
    return ""


BOOK = Book(
    area=Area.CULTURE, code="culture", slug="van-hoa", title=_("Văn hóa, văn nghệ, thăm hỏi, giao lưu"),
    examples=(_("Tập văn nghệ"), _("Hát, đọc thơ, trò chơi"), _("Thăm người ốm"), _("Mừng sinh nhật trong tháng")),
    ideas=(
        _("Mời một câu lạc bộ trong xã sang giao lưu"), _("Cùng Đoàn Thanh niên làm một buổi kể chuyện, trò chơi"),
        _("Mỗi tổ góp một tiết mục, không chỉ đội văn nghệ"),
    ),
    registers=(PERFORMANCES, EXCHANGES, YOUTH_EVENTS, VISITS), doors=_doors, waiting=_waiting, opens=_opens,
    norms={"exchanges": exchanges_in},
    acts=dict.fromkeys(
        ("confirm_exchange", "join_exchange", "deny_exchange", "wish_longevity", "drop_longevity_wish"), Verb.KEEP_BOOKS
    ),
    files={
        "performances": File(
            "id,club_id,day,people,audience",
            lambda: Performance.objects.order_by("club", "on", "pk").values_list("pk", "club", "on", "people", "audience"),
        ),
        "exchanges": File(
            "id,club_id,day,other_club_id,people",
            lambda: Exchange.objects.order_by("club", "on", "pk").values_list("pk", "club", "on", "other", "people"),
        ),
        "youth_events": File(
            "id,club_id,day,partner,people,young",
            lambda: YouthEvent.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "on", "partner", "people", "young"
            ),
        ),
        "social_visits": File(
            "id,club_id,person_id,day,occasion,people",
            lambda: SocialVisit.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", told_onward(), "on", "occasion", "people"
            ),
            is_sensitive=True,
        ),
        "longevity_wishes": File(
            "id,club_id,person_id,day,age",
            lambda: LongevityWish.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "membership__person", "on", "age"
            ),
            is_sensitive=True,
        ),
    },
)  # fmt: skip
