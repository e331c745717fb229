"""The book of content 1: what it holds, what it counts, what it advises, what waits."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, may
from tremang.areas.common.books import Book, File, Reader, Register, file_by_consent
from tremang.areas.common.models import Activity, Counted
from tremang.areas.common.queries import called_on
from tremang.areas.common.seeing import agreed
from tremang.areas.livelihood import rules
from tremang.areas.livelihood.forms import (
    CourseForm,
    IncomeGroupForm,
    MentorMonthForm,
    MentorPairForm,
    PovertyExitForm,
)
from tremang.areas.livelihood.models import Course, IncomeGroup, IncomeMember, MentorMonth, MentorPair, PovertyExit
from tremang.areas.livelihood.queries import open_pairs, pair_words, pairs_in, still_poor, volunteers_in
from tremang.areas.livelihood.seeing import sees
from tremang.kernel.periods import month_of
from tremang.meetings.areas import Area
from tremang.members.models import Purpose
from tremang.ui.links import address
from tremang.ui.tables import Column
from tremang.ui.templatetags.ui import upfirst

JOINED = "income_member"
LOOK = "poverty"
REMIND_FROM = 20  # day of the month from which pairs without a line wait on the book's page

GROUPS = Register(
    code="income_group", slug="to-lam-an", model=IncomeGroup, form=IncomeGroupForm, title=gettext_lazy("Tổ làm ăn"),
    button=gettext_lazy("Ghi tổ làm ăn"), empty=gettext_lazy("Chưa có tổ làm ăn nào."),
    columns=lambda: [
        Column("name", _("Tổ"), small="trade"), Column("product", _("Sản phẩm")), Column("since", _("Từ ngày"), "day"),
        Column("until", _("Đến ngày"), "day"),
    ],
    line=lambda row: {
        "name": row.name, "trade": row.trade, "product": row.product, "since": row.from_on, "until": row.to_on,
    },
    words=lambda row: {"group": row.name, "day": row.from_on}, check=rules.check_group, day_of=lambda row: row.from_on,
    order=("name", "pk"), may_drop=rules.may_drop_group,
    blank=(gettext_lazy("Tổ"), gettext_lazy("Sản phẩm"), gettext_lazy("Từ ngày"), gettext_lazy("Ai trong tổ")),
)  # fmt: skip


def _counted_pair(row: MentorPair, members: tuple[int, ...]) -> Counted:
    return Counted(
        "mentor_pair", Area.LIVELIHOOD, row.from_on, _("Tình nguyện viên nhận giúp: %(about)s") % {"about": row.about},
        [row.membership_id], people=2,
    )  # fmt: skip


PAIRS = Register(
    code="mentor_pair", slug="cap-do-dau", model=MentorPair, form=MentorPairForm, title=gettext_lazy("Ai giúp ai làm ăn"),
    button=gettext_lazy("Ghi một cặp"), empty=gettext_lazy("Chưa có ai nhận giúp ai."),
    columns=lambda: [
        Column("pair", _("Ai giúp ai"), small="about"), Column("since", _("Từ ngày"), "day"),
        Column("until", _("Đến ngày"), "day"),
    ],
    line=lambda row: {
        "pair": pair_words(row, row.from_on), "about": row.about, "since": row.from_on, "until": row.to_on,
    },
    words=lambda row: {"volunteer": row.volunteer.person.full_name, "day": row.from_on}, check=rules.check_pair,
    day_of=lambda row: row.from_on, counted=_counted_pair, may_drop=rules.may_drop_pair,
    order=("volunteer__person__sort_key", "-from_on", "pk"), related=("volunteer__person", "membership__person"),
    blank=(gettext_lazy("Ai giúp"), gettext_lazy("Giúp ai"), gettext_lazy("Giúp việc gì"), gettext_lazy("Từ ngày")),
)  # fmt: skip


def counted_month(row: MentorMonth, members: tuple[int, ...] = ()) -> Counted:
    """A line of a month counts for the member helped; the volunteer is the second of the two."""
    return Counted(
        "mentor_month", Area.LIVELIHOOD, row.on, _("Giúp làm ăn: %(what)s") % {"what": row.what},
        [row.pair.membership_id], people=2,
    )  # fmt: skip


def _month_line(row: MentorMonth) -> dict[str, Any]:
    return {
        "what": row.what, "pair": pair_words(row.pair, row.on), "month": f"{row.month % 12 + 1:02d}/{row.month // 12}",
        "result": row.result,
    }  # fmt: skip


def _pairs_now(reader: Reader) -> list[list[str]]:
    today = reader.today
    both = [
        (called_on(one.volunteer, today), called_on(one.membership, today))
        for one in pairs_in(reader.club.pk, today, today)
    ]
    return [[upfirst(who) for who in pair] for pair in both]


MONTHS = Register(
    code="mentor_month", slug="tung-thang", model=MentorMonth, form=MentorMonthForm,
    title=gettext_lazy("Đã giúp gì từng tháng"), button=gettext_lazy("Ghi một tháng của một cặp"),
    empty=gettext_lazy("Chưa ghi tháng nào."),
    columns=lambda: [
        Column("what", _("Đã làm gì"), small="pair"), Column("month", _("Tháng"), sortable=False),
        Column("result", _("Kết quả")),
    ],
    line=_month_line,
    words=lambda row: {
        "volunteer": row.pair.volunteer.person.full_name, "month": f"{row.month % 12 + 1}/{row.month // 12}",
    },
    check=rules.check_month, day_of=lambda row: row.on, counted=counted_month, order=("-month", "-pk"),
    related=("pair__volunteer__person", "pair__membership__person"),
    blank=(
        gettext_lazy("Tình nguyện viên"), gettext_lazy("Giúp ai"), gettext_lazy("Tháng này đã làm gì"), gettext_lazy("Kết quả"),
    ),
    named=_pairs_now,
)  # fmt: skip

COURSES = Register(
    code="course", slug="lop-khuyen-nong", model=Course, form=CourseForm,
    title=gettext_lazy("Lớp học nghề, khuyến nông"), button=gettext_lazy("Ghi lớp, buổi hướng dẫn"),
    empty=gettext_lazy("Chưa ghi lớp nào."),
    columns=lambda: [
        Column("what", _("Học gì, được gì"), small="kind"), Column("day", _("Ngày"), "day"),
        Column("provider", _("Đơn vị hướng dẫn")), Column("people", _("Số người"), "number"),
    ],
    line=lambda row: {
        "what": row.what, "kind": row.get_kind_display(), "day": row.on, "provider": row.provider,
        "people": row.activity.people if row.activity else None,
    },
    words=lambda row: {"what": row.what, "day": row.on}, check=rules.check_course, day_of=lambda row: row.on,
    counted=lambda row, members: Counted(
        "course", Area.LIVELIHOOD, row.on, row.what, members, outsiders=row.outsiders, themes=row.themes,
        own_themes=row.own_themes,
    ),
    order=("-on", "-pk"), related=("activity",),
    blank=(gettext_lazy("Ngày"), gettext_lazy("Học gì, được gì"), gettext_lazy("Đơn vị hướng dẫn"), gettext_lazy("Ai dự")),
)  # fmt: skip

EXITS = Register(
    code="poverty_exit", slug="thoat-ngheo", model=PovertyExit, form=PovertyExitForm,
    title=gettext_lazy("Hộ thoát nghèo"), button=gettext_lazy("Ghi hộ thoát nghèo"),
    empty=gettext_lazy("Chưa ghi hộ nào thoát nghèo."),
    columns=lambda: [
        Column("who", _("Hộ của"), small="note"), Column("day", _("Ngày"), "day"),
        Column("card", _("Thẻ thành viên"), "link", sortable=False, url="card_url"),
    ],
    line=lambda row: {
        "who": called_on(row.membership, row.on), "note": row.note, "day": row.on, "card": _("Hoàn cảnh đang ghi"),
        "card_url": address("members:need", row.membership.person_id),
    },
    words=lambda row: {"year": row.on.year}, check=rules.check_exit, day_of=lambda row: row.on, order=("-on", "-pk"),
    related=("membership__person",), see=Verb.SEE_SENSITIVE, also=Verb.SEE_SENSITIVE, secret=LOOK, sees=sees,
    blank=(gettext_lazy("Hộ của"), gettext_lazy("Ngày có quyết định"), gettext_lazy("Ghi thêm")),
)  # fmt: skip


def sees_needs(reader: Reader) -> bool:
    """Whether the reader may open the needs and what answered them."""
    return may(reader.user, Verb.SEE_SENSITIVE, reader.club.place, reader.today)


def _doors(reader: Reader) -> list[tuple[str, str]]:
    club, doors = reader.club.pk, []
    if reader.sees_persons:
        doors = [
            (_("Các cặp trong tháng này"), reverse("livelihood:months", args=[club])),
            (_("Tình nguyện viên kinh tế"), reverse("livelihood:team", args=[club])),
        ]
    if sees_needs(reader):
        doors.append((_("Ai cần gì, đã được gì"), reverse("livelihood:needs", args=[club])))
    return doors


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """What the book asks of whoever keeps it."""
    return [*_still_poor(reader), *_silent_pairs(reader)]


def _still_poor(reader: Reader) -> list[dict[str, Any]]:
    """Households that left poverty while their member's card still says poor: how many, whose it is opens with the list."""
    if not reader.keeps or not sees_needs(reader):
        return []
    count = still_poor(reader.club, reader.user, reader.today)
    if not count:
        return []
    return [{
        "what": _("%(n)s hộ đã ghi thoát nghèo mà thẻ thành viên còn ghi “Hộ nghèo”.") % {"n": count},
        "cause": _("Mời mở “Hoàn cảnh đang ghi” của từng người, bấm “Không còn” ở dòng “Hộ nghèo”."),
        "url": reverse("livelihood:poverty_exit", args=[reader.club.pk]), "action": _("Mở danh sách"),
    }]  # fmt: skip


def _silent_pairs(reader: Reader) -> list[dict[str, Any]]:
    """Late in the month, the pairs of which nobody wrote what was done."""
    if not reader.keeps or reader.today.day < REMIND_FROM:
        return []
    count = open_pairs(reader.club.pk, month_of(reader.today), reader.today)
    if not count:
        return []
    return [{
        "what": _("Tháng này còn %(n)s cặp chưa ghi đã giúp nhau việc gì.") % {"n": count},
        "cause": _("Mời hỏi tình nguyện viên, mỗi cặp ghi vài chữ."),
        "url": reverse("livelihood:months", args=[reader.club.pk]), "action": _("Ghi các cặp"),
    }]  # fmt: skip


def _opens(row: Activity, reader: Reader) -> str:
    return (
        reverse("livelihood:income_group", args=[reader.club.pk]) if row.kind == JOINED and reader.sees_persons else ""
    )


def _told(rows: Any) -> Any:
    """The households whose member agreed to the register and to be shown onward."""
    return rows.filter(agreed(Purpose.VULNERABLE, "membership__person"), agreed(Purpose.ONWARD, "membership__person"))


BOOK = Book(
    area=Area.LIVELIHOOD, code="livelihood", slug="tang-thu-nhap", title=gettext_lazy("Tăng thu nhập"),
    examples=(
        gettext_lazy("Trao đổi cách làm ăn"), gettext_lazy("Thăm mô hình làm ăn giỏi"), gettext_lazy("Cùng bán hàng"),
        gettext_lazy("Họp tổ làm ăn"),
    ),
    ideas=(
        gettext_lazy("Mời khuyến nông xã hướng dẫn một buổi"),
        gettext_lazy("Mỗi tình nguyện viên kinh tế nhận giúp một người"),
        gettext_lazy("Bán thử sản phẩm của tổ làm ăn trên mạng"),
    ),
    registers=(GROUPS, PAIRS, MONTHS, COURSES, EXITS), doors=_doors, waiting=_waiting, opens=_opens,
    norms={"volunteers": volunteers_in},
    acts=dict.fromkeys(
        ("found_income_group", "join_income_group", "leave_income_group", "drop_income_member", "record_mentor_months"),
        Verb.KEEP_BOOKS,
    ),
    files={
        "income_groups": File(
            "id,club_id,trade,from,to",
            lambda: IncomeGroup.objects.order_by("club", "from_on", "pk").values_list(
                "pk", "club", "trade", "from_on", "to_on"
            ),
        ),
        "income_members": File(
            "id,club_id,group_id,person_id,from,to",
            lambda: IncomeMember.objects.order_by("club", "from_on", "pk").values_list(
                "pk", "club", "group", "membership__person", "from_on", "to_on"
            ),
        ),
        "mentor_pairs": File(
            "id,club_id,volunteer_person_id,person_id,from,to",
            lambda: MentorPair.objects.order_by("club", "from_on", "pk").values_list(
                "pk", "club", "volunteer__person", "membership__person", "from_on", "to_on"
            ),
        ),
        "mentor_months": File(
            "id,club_id,pair_id,day",
            lambda: MentorMonth.objects.order_by("club", "on", "pk").values_list("pk", "club", "pair", "on"),
        ),
        "courses": File(
            "id,club_id,day,kind,provider,people,outsiders",
            lambda: Course.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "on", "kind", "provider", "activity__people", "outsiders"
            ),
        ),
        "poverty_exits": file_by_consent(
            "id,club_id,person_id,day", lambda: PovertyExit.objects.order_by("club", "on", "pk"), _told, "pk", "club",
            "membership__person", "on",
        ),
    },
)  # fmt: skip
