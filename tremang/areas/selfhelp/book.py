"""The book of content 4: what it holds, what it counts, what it advises."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Book, File, Reader, Register
from tremang.areas.common.models import Counted
from tremang.areas.common.queries import called_on, open_on, times
from tremang.areas.common.rules import are_members_on, is_somebody, may_be_done_on, members_on, more_than_roll
from tremang.areas.common.seeing import sees_helped, told_onward
from tremang.areas.selfhelp import problems as say
from tremang.areas.selfhelp.forms import CommunityActionForm, FindForm, HelpForm
from tremang.areas.selfhelp.models import HOURS_OF_A_DAY, CommunityAction, Find, Help
from tremang.clubs.models import Club, Group
from tremang.kernel.periods import month_first, month_of
from tremang.kernel.problems import Problem
from tremang.meetings.areas import Area
from tremang.ui.tables import Column

LOOK = "hardship"
REMIND_FROM = 20  # day of the month from which groups of which nothing was told wait on the book's page


def _check_help(club: Club, row: Help, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    is_somebody(row)
    if row.membership_id is not None:
        are_members_on(club, [row.membership_id], row.on, "membership_id")


def _counted_help(row: Help, members: tuple[int, ...]) -> Counted:
    named = [row.membership_id] if row.membership_id is not None else []
    return Counted(
        "help", Area.SELFHELP, row.on, f"{_('Giúp người gặp khó khăn')}: {row.get_kind_display().lower()}", named,
        outsiders=0 if named else 1, value=row.value,
    )  # fmt: skip


def _help_line(row: Help) -> dict[str, Any]:
    return {
        "who": called_on(row.membership, row.on) if row.membership else row.about, "day": row.on, "what": row.what,
        "kind": row.get_kind_display(), "value": row.value or None, "days": row.days or None,
    }  # fmt: skip


HELPS = Register(
    code="help", slug="giup-do", model=Help, form=HelpForm, title=_("Người gặp khó khăn được giúp"),
    button=_("Ghi người được giúp"), empty=_("Chưa ghi ai được giúp."),
    columns=lambda: [
        Column("who", str(_("Giúp ai")), small="kind"), Column("day", str(_("Ngày")), "day"), Column("what", str(_("Đã giúp"))),
        Column("value", str(_("Giá trị (đồng)")), "money"), Column("days", str(_("Ngày công")), "number"),
    ],
    line=_help_line, words=lambda row: {"kind": str(row.get_kind_display()), "day": row.on}, check=_check_help,
    day_of=lambda row: row.on, counted=_counted_help, order=("-on", "-pk"), related=("membership__person",),
    see=Verb.SEE_SENSITIVE, also=Verb.SEE_SENSITIVE, secret=LOOK, sees=sees_helped,
    asks=lambda rows: rows, blank=(_("Ngày"), _("Giúp ai"), _("Đã giúp gì"), _("Giá trị, ngày công")),
)  # fmt: skip


def _check_action(club: Club, row: CommunityAction, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    more_than_roll(row.people, row.outsiders, members_on(club, row.on), row.on)
    if row.hours > HOURS_OF_A_DAY:
        raise Problem("too_many_hours", say.TOO_MANY_HOURS, field="hours", hours=row.hours)


ACTIONS = Register(
    code="community_action", slug="viec-chung", model=CommunityAction, form=CommunityActionForm,
    title=_("Việc làm cho cộng đồng"), button=_("Ghi việc làm cho cộng đồng"), empty=_("Chưa ghi việc làm cho cộng đồng nào."),
    columns=lambda: [
        Column("what", str(_("Việc")), small="kind"), Column("day", str(_("Ngày")), "day"),
        Column("people", str(_("Số người")), "number"), Column("hours", str(_("Số giờ mỗi người")), "number"),
    ],
    line=lambda row: {
        "what": row.what, "kind": row.get_kind_display(), "day": row.on, "people": row.people, "hours": row.hours or None,
    },
    words=lambda row: {"what": row.what, "day": row.on, "people": row.people}, check=_check_action,
    day_of=lambda row: row.on,
    counted=lambda row, members: Counted(
        "community_action", Area.SELFHELP, row.on, row.what, people=row.people, outsiders=row.outsiders, themes=row.themes,
        own_themes=row.own_themes,
    ),
    order=("-on", "-pk"), blank=(_("Ngày"), _("Đã làm gì"), _("Số người"), _("Số giờ")),
)  # fmt: skip


def _check_find(club: Club, row: Find, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    if not Group.objects.filter(pk=row.group_id, club=club).exists():
        raise Problem("other_group", say.OTHER_GROUP, field="group_id")


def _groups(reader: Reader) -> list[list[str]]:
    return [[group.name] for group in _open_groups(reader)]


def _open_groups(reader: Reader) -> Any:
    return Group.objects.filter(open_on(reader.today), club=reader.club).order_by("name")


FINDS = Register(
    code="find", slug="to-truong", model=Find, form=FindForm, title=_("Tổ trưởng báo trong tháng"),
    button=_("Ghi điều tổ trưởng báo"), empty=_("Chưa tổ nào báo."),
    columns=lambda: [
        Column("what", str(_("Điều thấy")), small="group"), Column("day", str(_("Ngày")), "day"),
        Column("state", str(_("Đã lo xong chưa")), small="outcome"),
    ],
    line=lambda row: {
        "what": row.what, "group": row.group.name, "day": row.on, "outcome": row.outcome,
        "state": str(_("đã xong")) if row.is_done else str(_("chưa xong")),
    },
    words=lambda row: {"group": row.group.name, "day": row.on}, check=_check_find, day_of=lambda row: row.on,
    order=("-on", "-pk"), related=("group",), blank=(_("Tổ"), _("Ngày"), _("Điều thấy"), _("Kết quả")), named=_groups,
)  # fmt: skip


def _times(kind: str):
    def count(club: Club, since: date, until: date) -> int:
        return times(club.pk, since, until, Area.SELFHELP, kind)

    return count


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """Late in the month, the groups whose leader told of nothing yet (handbook 1.2: one find each a month). One query."""
    if not reader.keeps or reader.today.day < REMIND_FROM:
        return []
    told = Find.objects.filter(
        group=OuterRef("pk"), on__range=(month_first(month_of(reader.today)), reader.today), club=reader.club
    )
    names = list(_open_groups(reader).filter(~Exists(told)).values_list("name", flat=True))
    if not names:
        return []
    return [{
        "what": now("Tháng này chưa ghi điều tổ trưởng báo của %(names)s") % {"names": ", ".join(names)},
        "cause": now("Mời hỏi mỗi tổ một điều: nhà nào đang cần giúp, việc gì cần lên tiếng."),
        "url": reverse("selfhelp:find_add", args=[reader.club.pk]), "action": now("Ghi điều tổ trưởng báo"),
    }]  # fmt: skip


BOOK = Book(
    area=Area.SELFHELP, code="selfhelp", slug="tu-giup-nhau", title=_("Tự giúp nhau và hỗ trợ cộng đồng"), only_times=True,
    examples=(_("Thăm người ốm"), _("Dọn đường làng"), _("Giúp gặt lúa"), _("Quyên góp giúp gia đình gặp nạn")),
    ideas=(_("Mỗi tổ tìm một gia đình đang cần giúp"), _("Một buổi dọn nhà văn hóa cùng thanh niên")),
    registers=(HELPS, ACTIONS, FINDS), waiting=_waiting, norms={"helped": _times("help"), "actions": _times("community_action")},
    files={
        "helps": File(
            "id,club_id,person_id,day,kind,value,days",
            lambda: Help.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", told_onward(), "on", "kind", "value", "days"
            ),
            is_sensitive=True,
        ),
        "community_actions": File(
            "id,club_id,day,kind,people,outsiders,hours,led",
            lambda: CommunityAction.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "on", "kind", "people", "outsiders", "hours", "is_led"
            ),
        ),
        "finds": File(
            "id,club_id,group_id,day,done",
            lambda: Find.objects.order_by("club", "on", "pk").values_list("pk", "club", "group", "on", "is_done"),
        ),
    },
)  # fmt: skip
