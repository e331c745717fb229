"""What waits for a commune: its own reports, silent clubs, terms that end, late launches, and what was never declared."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.advice.queries import Cause, term_ends
from tremang.agenda.likely import lacking_day
from tremang.clubs.models import LAUNCHED_STATES, Club, State
from tremang.kernel.format import day as written
from tremang.kernel.periods import add_months
from tremang.places.models import Place
from tremang.reports.models import State as ReportState
from tremang.reports.queries.duties import open_at
from tremang.ui.links import address

TERM_WARNING = 60  # days
WRITTEN_WITHIN = 7  # days after the club's own day
LAUNCH_WITHIN = 2  # months after the decision


def due(
    place: Place, rows: list[dict[str, Any]], today: date, powers: Mapping[Verb, bool]
) -> list[dict[str, Any]]:  # fmt: skip
    """The waiting list of the commune's page, for `ui`'s tag; the first that the reader may do himself is primary."""
    keeps_clubs = powers[Verb.KEEP_CLUB]
    items = [
        *(_reports(place, today) if powers[Verb.WRITE_REPORTS] else ()),
        *_sent(place.waiting),
        *_silent(rows, powers[Verb.KEEP_USERS]),
        *_unwritten(rows, today),
        *_terms(rows, today, powers[Verb.SEE_PERSONS]),
        *_launches(rows, today, keeps_clubs),
    ]
    if powers[Verb.SEE_COMPLAINTS]:
        items += _carried(place)
    items += _declarations(place, today, powers[Verb.KEEP_COMMUNE])
    for item in items:
        if item["url"]:
            item["primary"] = True
            break
    return items


def _reports(place: Place, today: date) -> list[dict[str, Any]]:
    """The commune's own reports that can be sent now: what is returned or overdue is said."""
    items = []
    for one in open_at(place, today, place.report_states):
        words = {"title": one.kind.title, "period": one.period.words, "day": written(one.due_on)}
        cause = _("Số liệu đã có sẵn, mời xem rồi gửi.")
        if one.state == ReportState.RETURNED:
            cause = _("Bị trả lại, mời sửa rồi gửi lại.")
        elif one.due_on < today:
            cause = _("Đã quá hạn, vẫn còn gửi được.")
        items.append(
            {
                "what": _("%(title)s, %(period)s đến hạn ngày %(day)s") % words, "cause": cause, "url": one.url,
                "action": _("Mở báo cáo"),
            }
        )  # fmt: skip
    return items


def _carried(place: Place) -> list[dict[str, Any]]:
    """That clubs wait for the commune's answer to what they carried up."""
    if not place.has_matters:
        return []
    return [
        {
            "what": _("Có việc câu lạc bộ đưa lên chờ trả lời"), "cause": _("Mời trả lời để câu lạc bộ báo lại bà con."),
            "url": address("rights:commune", place.code), "action": _("Xem và trả lời"),
        }
    ]  # fmt: skip


def _sent(clubs: list[Club]) -> list[dict[str, Any]]:
    """The clubs whose phones sent what somebody must look at."""
    return [
        {
            "what": _("%(club)s có việc gửi từ điện thoại cần xem") % {"club": club.name},
            "cause": _("Có chỗ hai bản ghi khác nhau, hoặc việc chưa ghi được."), "url": address("inbox:list", club.pk),
            "action": _("Xem và chọn"),
        }
        for club in clubs
    ]  # fmt: skip


def _silent(rows: list[dict[str, Any]], keeps_users: bool) -> list[dict[str, Any]]:
    found = sorted((row["silent"] for row in rows if row["silent"]), key=lambda club: club.since)
    return [
        {
            "what": _("%(club)s im lặng từ %(day)s") % {"club": club.name, "day": written(club.since)},
            "cause": club.reason, "url": url, "action": action,
        }
        for club in found
        for action, url in [club.next_step(keeps_users=keeps_users)]
    ]  # fmt: skip


def _unwritten(rows: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """The clubs whose own day has passed a week ago without a meeting written down, in one line; the silent ones are told apart."""
    late = []
    for row in rows:
        if row["state"] == State.ACTIVE and not row["silent"]:
            club = Club(
                meeting_day=row["meeting_day"], meets_by_lunar=row["meets_by_lunar"], launched_on=row["launched_on"]
            )
            day = lacking_day(club, row["held"], today)
            if day is not None and day <= today - timedelta(days=WRITTEN_WITHIN):
                late.append((day, row))
    if not late:
        return []
    late.sort(key=lambda pair: (pair[0], pair[1]["place__sort"]))
    day, first = late[0]
    words = {"club": first["name"], "day": written(day), "count": len(late) - 1}
    others = _("%(club)s và %(count)s câu lạc bộ khác chưa ghi buổi sinh hoạt") % words
    return [
        {
            "what": others if late[1:] else _("%(club)s chưa ghi buổi sinh hoạt") % words,
            "cause": _("Sớm nhất là buổi ngày %(day)s.") % words if late[1:] else _("Buổi ngày %(day)s.") % words,
            "url": first["url"], "action": _("Mở câu lạc bộ, gọi thư ký"),
        }
    ]  # fmt: skip


def _terms(rows: list[dict[str, Any]], today: date, sees_persons: bool) -> list[dict[str, Any]]:
    items = []
    for row in rows:
        ends = term_ends(row)
        told = row["silent"] is not None and row["silent"].cause == Cause.TERM_OVER
        if row["state"] not in LAUNCHED_STATES or ends is None or told:
            continue
        if ends - timedelta(days=TERM_WARNING) <= today:
            words = (
                _("Nhiệm kỳ Ban Chủ nhiệm hết ngày %(day)s.") if ends >= today else _("Nhiệm kỳ đã hết ngày %(day)s.")
            )
            items.append(
                {
                    "what": _("%(club)s cần kiện toàn Ban Chủ nhiệm") % {"club": row["name"]},
                    "cause": words % {"day": written(ends)}, "action": _("Mở việc kiện toàn"),
                    "url": address("members:board", row["pk"]) if sees_persons else "",
                }
            )  # fmt: skip
    return items


def _launches(rows: list[dict[str, Any]], today: date, may_keep: bool) -> list[dict[str, Any]]:
    return [
        {
            "what": _("%(club)s có quyết định nhưng chưa ra mắt") % {"club": row["name"]},
            "cause": _("Quyết định từ ngày %(day)s.") % {"day": written(row["founded_on"])},
            "url": address("clubs:life", row["pk"]) if may_keep else "", "action": _("Ghi ngày ra mắt"),
        }
        for row in rows
        if row["state"] == State.FOUNDED
        and row["founded_on"]
        and row["founded_on"] <= add_months(today, -LAUNCH_WITHIN)
    ]  # fmt: skip


def _declarations(place: Place, today: date, may_keep: bool) -> list[dict[str, Any]]:
    year = {"year": today.year}
    asked = [
        (
            place.has_count, _("Chưa khai báo tổng số thôn, tổ dân phố"),
            _("Chưa có số này thì chưa tính được tỷ lệ thôn có câu lạc bộ."), "places:hamlets", _("Khai báo thôn"),
        ),
        (
            place.has_people, _("Chưa khai báo số dân năm %(year)s") % year,
            _("Số dân từ 15 tuổi là mẫu số của chỉ tiêu tuyên truyền."), "places:declare", _("Khai báo số dân"),
        ),
        (
            place.has_officials, _("Chưa khai báo danh sách cán bộ tham gia Kế hoạch"),
            _("Danh sách này là mẫu số của chỉ tiêu tập huấn cán bộ."), "training:officials", _("Ghi danh sách cán bộ"),
        ),
        (
            place.has_reach, _("Chưa khai báo số người được tuyên truyền năm %(year)s") % year,
            _("Mỗi năm khai báo một lần, kèm cách đếm."), "communication:reach", _("Khai báo tuyên truyền"),
        ),
    ]  # fmt: skip
    return [
        {"what": what, "cause": cause, "url": address(page, place.code) if may_keep else "", "action": action}
        for done, what, cause, page, action in asked
        if not done
    ]
