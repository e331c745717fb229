"""The book of content 8: what it holds, what it counts, what waits for its money."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, may
from tremang.areas.common.books import Book, File, Reader, Register
from tremang.areas.common.models import Activity, Counted
from tremang.areas.common.queries import called_on
from tremang.areas.resources import rules
from tremang.areas.resources.following import GIVEN
from tremang.areas.resources.forms import EarningForm, EquipmentForm, PlanLineForm, SponsorForm
from tremang.areas.resources.models import Earning, Equipment, GivenLine, PlanLine, Sponsor
from tremang.areas.resources.queries import unreceived, with_given
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.periods import month_first
from tremang.meetings.areas import Area
from tremang.ui.links import address
from tremang.ui.tables import Column

MOST_SHOWN = 3  # earnings without a slip that are named one by one

PLAN = Register(
    code="plan_line", slug="ke-hoach", model=PlanLine, form=PlanLineForm, title=gettext_lazy("Kế hoạch vận động trong năm"),
    button=gettext_lazy("Ghi một nguồn"), empty=gettext_lazy("Chưa có kế hoạch."),
    columns=lambda: [
        Column("source", _("Nguồn"), small="note"), Column("year", _("Năm"), sortable=False),
        Column("expected", _("Dự kiến (đồng)"), "money"),
    ],
    line=lambda row: {
        "source": row.get_source_display(), "note": row.note, "year": str(row.year), "expected": row.expected,
    },
    words=lambda row: {"source": str(row.get_source_display()), "year": row.year, "expected": row.expected},
    check=rules.check_plan, day_of=lambda row: month_first(row.year * 12), order=("-year", "source"),
)  # fmt: skip


def counted_earning(row: Earning, members: tuple[int, ...] = ()) -> Counted:
    """What was earned together counts by what was done and what it brought."""
    return Counted(
        "earning", Area.RESOURCES, row.on, row.what, people=row.people, outsiders=row.outsiders, value=row.income
    )


def earning_state(row: Earning) -> str:
    """Whether its money is in the fund."""
    if row.voucher is not None:
        return _("đã vào quỹ, phiếu %(slip)s") % {"slip": row.voucher.label}
    return _("chờ thủ quỹ nhận tiền") if row.income else _("không thu tiền")


EARNINGS = Register(
    code="earning", slug="gay-quy", model=Earning, form=EarningForm, title=gettext_lazy("Cùng làm gây quỹ"),
    button=gettext_lazy("Ghi việc gây quỹ"), empty=gettext_lazy("Chưa ghi việc gây quỹ nào."),
    columns=lambda: [
        Column("what", _("Việc"), small="kind"), Column("day", _("Ngày"), "day"), Column("people", _("Số người"), "number"),
        Column("income", _("Thu được (đồng)"), "money"), Column("state", _("Tiền")),
    ],
    line=lambda row: {
        "what": row.what, "kind": row.get_kind_display(), "day": row.on, "people": row.people, "income": row.income or None,
        "state": earning_state(row),
    },
    words=lambda row: {"what": row.what, "day": row.on}, check=rules.check_earning, day_of=lambda row: row.on,
    counted=counted_earning, may_drop=rules.may_drop_earning, order=("-on", "-pk"), related=("voucher",),
    blank=(gettext_lazy("Ngày"), gettext_lazy("Đã làm gì"), gettext_lazy("Số người"), gettext_lazy("Thu được")),
)  # fmt: skip

SPONSORS = Register(
    code="sponsor", slug="nha-tai-tro", model=Sponsor, form=SponsorForm, title=gettext_lazy("Nhà tài trợ, nhà hảo tâm"),
    button=gettext_lazy("Ghi nhà tài trợ"), empty=gettext_lazy("Chưa ghi nhà tài trợ nào."),
    columns=lambda: [
        Column("name", _("Tên"), small="kind"), Column("since", _("Từ ngày"), "day"), Column("promise", _("Đã hứa")),
        Column("times", _("Số lần"), "number"), Column("value", _("Đã giúp (đồng)"), "money"), Column("last", _("Lần gần nhất"), "day"),
    ],
    line=lambda row: {
        "name": row.name, "kind": row.get_kind_display(), "since": row.from_on, "promise": row.promise,
        "times": row.times or None, "value": row.value, "last": row.last,
    },
    words=lambda row: {"sponsor": row.name}, check=rules.check_sponsor, day_of=lambda row: row.from_on,
    may_drop=rules.may_drop_sponsor, order=("name", "pk"), only=with_given,
    blank=(gettext_lazy("Tên"), gettext_lazy("Từ ngày"), gettext_lazy("Đã hứa"), gettext_lazy("Đã giúp")),
)  # fmt: skip

EQUIPMENT = Register(
    code="equipment", slug="trang-thiet-bi", model=Equipment, form=EquipmentForm, title=gettext_lazy("Trang thiết bị"),
    button=gettext_lazy("Ghi thiết bị"), empty=gettext_lazy("Chưa ghi thiết bị nào."),
    columns=lambda: [
        Column("what", _("Thiết bị"), small="source"), Column("quantity", _("Mấy cái"), "number"),
        Column("since", _("Từ ngày"), "day"), Column("value", _("Giá trị (đồng)"), "money"), Column("state", _("Tình trạng")),
        Column("keeper", _("Ai giữ")),
    ],
    line=lambda row: {
        "what": row.what, "source": row.get_source_display(), "quantity": row.quantity, "since": row.from_on,
        "value": row.value or None,
        "state": _("đến hết ngày %(day)s") % {"day": written(row.to_on)} if row.to_on else row.get_condition_display(),
        "keeper": called_on(row.keeper, row.from_on) if row.keeper else _("nơi sinh hoạt"),
    },
    words=lambda row: {"what": row.what}, check=rules.check_equipment, day_of=lambda row: row.from_on,
    order=("what", "pk"), related=("keeper__person",),
    blank=(gettext_lazy("Thiết bị"), gettext_lazy("Mấy cái"), gettext_lazy("Tình trạng"), gettext_lazy("Ai giữ")),
)  # fmt: skip


def keeps_money(reader: Reader) -> bool:
    """Whether the reader keeps the club's money."""
    return may(reader.user, Verb.KEEP_MONEY, reader.club.place, reader.today)


def _doors(reader: Reader) -> list[tuple[str, str]]:
    doors = []
    if reader.sees_persons and (url := address("funds:gifts", reader.club.pk)):
        doors.append((_("Sổ Tấm lòng vàng"), url))
    if keeps_money(reader):
        doors.append((_("Ghi việc gây quỹ và nhận tiền"), reverse("resources:take", args=[reader.club.pk])))
    return doors


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """For the treasurer: what was earned together and is not in the fund yet."""
    if not keeps_money(reader):
        return []
    rows = unreceived(reader.club.pk)
    jobs = [
        {
            "what": _("%(what)s, ngày %(day)s: %(sum)s chưa vào quỹ.") % {
                "what": row.what[:1].upper() + row.what[1:], "day": written(row.on), "sum": vnd(row.income),
            },
            "cause": _("Nhận tiền xong, phiếu thu tự có."),
            "url": reverse("resources:money", args=[reader.club.pk, row.pk]), "action": _("Nhận tiền"),
        }
        for row in rows[:MOST_SHOWN]
    ]  # fmt: skip
    if len(rows) > MOST_SHOWN:
        jobs.append({
            "what": _("Còn %(n)s việc gây quỹ nữa chưa nhận tiền.") % {"n": len(rows) - MOST_SHOWN}, "cause": _("Mời xem sổ."),
            "url": reverse("resources:earning", args=[reader.club.pk]), "action": _("Xem sổ"),
        })  # fmt: skip
    return jobs


def _opens(row: Activity, reader: Reader) -> str:
    if row.kind == GIVEN and reader.sees_persons:
        return f"{address('funds:gifts', reader.club.pk)}?nam={row.day.year}"
    return ""


BOOK = Book(
    area=Area.RESOURCES, code="resources", slug="van-dong-nguon-luc", title=gettext_lazy("Vận động nguồn lực"),
    examples=(
        gettext_lazy("Vận động ủng hộ"), gettext_lazy("Gặp nhà tài trợ"), gettext_lazy("Thu đóng góp, lãi đúng hạn"),
        gettext_lazy("Sửa, bảo quản trang thiết bị"),
    ),
    ideas=(
        gettext_lazy("Cùng làm một việc gây quỹ, ví dụ bán hàng ở hội làng"),
        gettext_lazy("Gửi lời cảm ơn tới những người đã ủng hộ"), gettext_lazy("Kiểm lại trang thiết bị và người giữ"),
    ),
    registers=(PLAN, EARNINGS, SPONSORS, EQUIPMENT), doors=_doors, waiting=_waiting, opens=_opens,
    files={
        "plan_lines": File(
            "id,club_id,year,source,expected",
            lambda: PlanLine.objects.order_by("club", "year", "source").values_list(
                "pk", "club", "year", "source", "expected"
            ),
        ),
        "earnings": File(
            "id,club_id,day,kind,people,outsiders,income,voucher_id",
            lambda: Earning.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "on", "kind", "people", "outsiders", "income", "voucher"
            ),
        ),
        "sponsors": File(
            "id,club_id,kind,since",
            lambda: Sponsor.objects.order_by("club", "pk").values_list("pk", "club", "kind", "from_on"),
        ),
        "given": File(
            "id,club_id,day,value,voucher_id,gift_id,sponsor_id",
            lambda: GivenLine.objects.order_by("club", "activity__day", "pk").values_list(
                "pk", "club", "activity__day", "activity__value", "voucher", "gift", "sponsor"
            ),
        ),
        "equipment": File(
            "id,club_id,what,quantity,source,since,value,condition,until",
            lambda: Equipment.objects.order_by("club", "pk").values_list(
                "pk", "club", "what", "quantity", "source", "from_on", "value", "condition", "to_on"
            ),
        ),
    },
)  # fmt: skip
