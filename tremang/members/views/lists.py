"""The members of a club."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tremang.accounts.powers import Verb, may
from tremang.clubs.models import Group
from tremang.kernel.format import day as written
from tremang.kernel.periods import age_on
from tremang.members.models import LeaveReason, Membership, MembershipPause, Sex
from tremang.members.views.common import club_of
from tremang.places.models import Dated
from tremang.ui.tables import Column, Table

AGES = {"60": (60, 200), "55": (55, 59), "duoi-55": (0, 54)}
HERE, AWAY, GONE = "dang", "nghi", "thoi"


@require_safe
def members(request: HttpRequest, club: int) -> HttpResponseBase:
    """Names by given name, with filters by group, age and state; the same rows as Excel."""
    place, day = club_of(request, club, Verb.SEE_PERSONS)
    rows = _rows(place.pk, day)
    asked = {name: request.GET.get(name, "") for name in ("to", "tuoi", "tt")}
    state = asked["tt"] or "con"
    shown = [row for row in rows if _fits(row, state, asked["tuoi"], asked["to"])]
    table = Table(
        request,
        [
            Column("name", _("Họ và tên"), "link", url="url", small="beside", order="sort_key"),
            Column("age", _("Tuổi"), "number"),
            Column("born", _("Sinh"), order="born_key"),
            Column("sex", _("Giới")),
            Column("group", _("Tổ")),
            Column("joined_on", _("Ngày vào"), "day"),
            Column("state", _("Tình trạng")),
        ],
        shown,
        search=("name", "nickname"),
        sort="name",
        empty=_("Không có thành viên nào ở phần này."),
    )
    if table.download_asked:
        return table.download("thanh-vien", _("Thành viên %(club)s") % {"club": place.name})
    counts = Counter(row["code"] for row in rows)
    here = [row for row in rows if row["code"] in (HERE, AWAY)]
    groups = Group.objects.filter(club=place, closed_on__isnull=True)
    context = {
        "club": place,
        "table": table,
        "asked": asked,
        "counts": {"here": counts[HERE] + counts[AWAY], "away": counts[AWAY], "gone": counts[GONE]},
        "older": sum(row["age"] >= 60 for row in here),
        "women": sum(row["sex"] == Sex.FEMALE.label for row in here),
        "groups": sorted(groups, key=lambda row: (len(row.name), row.name)),
        "keeps": may(request.user, Verb.KEEP_MEMBERS, place.place, day),
    }
    return render(request, "members/list.html", context)


def _rows(club: int, day: date) -> list[dict[str, Any]]:
    found = Membership.objects.filter(club=club).exclude(leave_reason=LeaveReason.MISTAKE).order_by("joined_on", "pk")
    away = set(MembershipPause.objects.filter(Dated.on(day), club=club).values_list("membership_id", flat=True))
    elsewhere = _elsewhere(club, day)
    fields = (
        "pk", "person_id", "person__full_name", "person__sort_key", "person__nickname", "person__born_year",
        "person__born_on", "person__sex", "person__died_on", "group_id", "group__name", "joined_on", "left_on",
        "leave_reason",
    )  # fmt: skip
    sexes = dict(Sex.choices)
    rows: dict[int, dict[str, Any]] = {}
    for pk, person, name, key, nickname, year, born_on, sex, died, group, group_name, joined, left, why in (
        found.values_list(*fields)
    ):  # fmt: skip
        code, state = _state(pk in away, left, why, died, day)
        beside = [_("thường gọi %(name)s") % {"name": nickname}] if nickname else []
        if person in elsewhere and code != GONE:
            beside.append(_("cũng ở câu lạc bộ khác"))
        rows[person] = {
            "name": name, "url": reverse("members:person", args=[person]), "beside": ", ".join(beside), "sort_key": key,
            "nickname": nickname, "age": age_on(year, born_on, died or day),
            "born": written(born_on) if born_on else str(year),
            "born_key": (born_on or date(year, 1, 1)).isoformat(), "sex": str(sexes[sex]), "group": group_name or "",
            "group_id": str(group or ""), "joined_on": joined, "code": code, "state": state,
        }  # fmt: skip
    return list(rows.values())


def _elsewhere(club: int, day: date) -> set[int]:
    """Members of today who are also members of another club."""
    mine = Membership.objects.filter(Membership.running(day), club=club).values("person_id")
    other = Membership.objects.filter(Membership.running(day), ~Q(club=club), person_id__in=mine)
    return set(other.exclude(leave_reason=LeaveReason.MISTAKE).values_list("person_id", flat=True))


def _state(is_away: bool, left: date | None, why: str, died: date | None, day: date) -> tuple[str, str]:
    if left is not None and left < day:
        return GONE, str(LeaveReason(why).label) if why else _("Đã thôi")
    if died:
        return HERE, _("Đã mất, mời ghi thôi") if left is None else str(LeaveReason.DIED.label)
    return (AWAY, _("Tạm nghỉ")) if is_away else (HERE, _("Đang sinh hoạt"))


def _fits(row: dict[str, Any], state: str, ages: str, group: str) -> bool:
    low, high = AGES.get(ages, (0, 999))
    wanted = {"con": (HERE, AWAY), "tat-ca": (HERE, AWAY, GONE)}.get(state, (state,))
    return row["code"] in wanted and low <= row["age"] <= high and (not group or row["group_id"] == group)
