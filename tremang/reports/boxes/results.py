"""What was done in the period: clubs, members, meetings, contents, funds, targets; what was given otherwise or came later."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.places.models import Kind
from tremang.reports.boxes.base import Box, Sentence
from tremang.reports.boxes.changed import adjusted, given_otherwise
from tremang.reports.boxes.phrases import (
    begin,
    change,
    members_of,
    money,
    parted,
    quoted,
    share,
    small,
    whole,
)
from tremang.reports.boxes.targeted import target_sentences
from tremang.reports.draft import Draft
from tremang.reports.lines.base import Figure, Unit
from tremang.reports.lines.registry import lines

NOTHING = Figure(0)
MOST_CONTENTS = 3


def draft(draft: Draft) -> Iterable[Sentence]:
    """The sentences in the order of the lines. Of what a kind does not ask nothing is said: it is not nought."""
    counts = draft.place.kind != Kind.CLUB and _asks(draft, "clubs")
    has_clubs = not counts or _now(draft, "clubs") or _before(draft, "clubs")
    if counts:
        yield from _network(draft)
    if has_clubs:
        yield from _members(draft)
        yield from _meetings(draft)
        yield from _contents(draft)
        yield from _funds(draft)
        yield from _training(draft)
        yield from target_sentences(draft)
    yield from given_otherwise(draft)
    yield from adjusted(draft)


def _asks(draft: Draft, *codes: str) -> bool:
    return draft.reported.keys() >= set(codes)


def _now(draft: Draft, code: str) -> int:
    return draft.reported.get(code, NOTHING).n


def _before(draft: Draft, code: str) -> int:
    return draft.previous.get(code, NOTHING).n


def _changed(draft: Draft, code: str, *, named: bool = False, unit: Unit | None = None) -> str:
    """How a line stands to the period before; `named`: the sentence has said which one that is."""
    since = "" if named else draft.around.previous.words
    return change(_now(draft, code), _before(draft, code), unit or lines()[code].unit, since)


def _by(draft: Draft) -> str:
    return _("Đến hết ngày %(day)s") % {"day": written(draft.around.day)}


def _at_end(draft: Draft) -> str:
    """The same where the day was named before."""
    return _("Cuối kỳ") if draft.around.day == draft.period.to_on else _by(draft)


def _network(draft: Draft) -> Iterator[Sentence]:
    words = {"by": _by(draft), "place": whole(draft.place)}
    if not _now(draft, "clubs"):
        yield Sentence("network", _("%(by)s, %(place)s chưa có câu lạc bộ liên thế hệ tự giúp nhau.") % words)
        return
    words |= {"clubs": number(_now(draft, "clubs")), "active": number(_now(draft, "clubs_active"))}
    words["changed"] = _changed(draft, "clubs")
    text = _("%(by)s, %(place)s có %(clubs)s câu lạc bộ, %(changed)s") % words
    if not _asks(draft, "clubs_active"):
        pass
    elif _now(draft, "clubs_active") == _now(draft, "clubs"):
        text += _("; tất cả đang hoạt động")
    else:
        text += _("; %(active)s câu lạc bộ đang hoạt động") % words
    if _now(draft, "clubs_paused"):
        text += _(", %(count)s câu lạc bộ đang tạm dừng") % {"count": number(_now(draft, "clubs_paused"))}
    yield Sentence("network", f"{text}.")
    yield from _moves(draft)
    if _now(draft, "founded"):
        text = _("Trong kỳ có quyết định thành lập %(count)s câu lạc bộ.")
        yield Sentence("founded", text % {"count": number(_now(draft, "founded"))})
    if not _asks(draft, "clubs_standard", "clubs_active"):
        return
    standard = {
        "count": number(_now(draft, "clubs_standard")),
        "share": share(Figure(_now(draft, "clubs_standard"), _now(draft, "clubs_active"))),
    }
    if _now(draft, "clubs_standard"):
        yield Sentence(
            "standard", _("%(count)s câu lạc bộ đạt chuẩn, bằng %(share)s số câu lạc bộ đang hoạt động.") % standard
        )
    else:
        yield Sentence("standard", _("Chưa có câu lạc bộ nào được đánh giá đạt chuẩn."))


def _moves(draft: Draft) -> Iterator[Sentence]:
    """How the number of clubs came about, so that a reader can add it up; where the report before had another, that too."""
    if not _asks(draft, "launched", "dissolved", "merged"):
        return
    came, ended, merged = (_now(draft, code) for code in ("launched", "dissolved", "merged"))
    opening = _now(draft, "clubs") - came + ended + merged
    is_other = opening != _before(draft, "clubs")
    if not (came or ended or merged or is_other):
        return
    told = [
        text % {"count": number(count)}
        for text, count in (
            (_("ra mắt %(count)s"), came), (_("giải thể %(count)s"), ended),
            (_("sáp nhập vào câu lạc bộ khác %(count)s"), merged),
        )
        if count
    ]  # fmt: skip
    words = {
        "opening": number(opening), "before": number(_before(draft, "clubs")), "since": draft.around.previous.words,
        "moves": ", ".join(told) or _("không tăng, không giảm"), "clubs": number(_now(draft, "clubs")),
    }  # fmt: skip
    text = _("Đầu kỳ có %(opening)s câu lạc bộ")
    if is_other:
        text += _(" theo sổ hiện nay (báo cáo %(since)s ghi %(before)s)")
    yield Sentence("moves", (text + _("; trong kỳ %(moves)s; cuối kỳ còn %(clubs)s.")) % words)


def _training(draft: Draft) -> Iterator[Sentence]:
    staff, board = _now(draft, "staff_courses"), _now(draft, "board_courses")
    if not _asks(draft, "staff_courses", "board_courses") or not (staff or board):
        return
    words = {
        "staff": number(staff), "board": number(board), "staff_changed": _changed(draft, "staff_courses"),
        "board_changed": _changed(draft, "board_courses", named=bool(staff)),
    }  # fmt: skip
    told = [text for text, count in (
        (_("%(staff)s lượt cán bộ (%(staff_changed)s)"), staff),
        (_("%(board)s lượt thành viên Ban Chủ nhiệm (%(board_changed)s)"), board),
    ) if count]  # fmt: skip
    yield Sentence("training", (_("Trong kỳ tập huấn cho ") + _(" và ").join(told) + ".") % words)


def _members(draft: Draft) -> Iterator[Sentence]:
    members, of_club = _now(draft, "members"), draft.place.kind == Kind.CLUB
    code = "memberships" if of_club else "members"  # a club counts all in its list, also whoever is counted elsewhere
    if not _asks(draft, "members", code):
        return
    words = {
        "by": _by(draft),
        "who": members_of(draft.place),
        "count": number(_now(draft, code)),
        "changed": _changed(draft, code, unit=Unit.PERSON),
    }
    if not _now(draft, code):
        yield Sentence("members", _("%(by)s, %(who)s chưa ghi thành viên nào.") % words)
        return
    if of_club:
        yield Sentence("members", _("%(by)s, %(who)s có %(count)s thành viên, %(changed)s.") % words)
    else:
        yield Sentence(
            "members", begin(_("%(who)s có %(count)s thành viên (mỗi người tính một lần), %(changed)s.") % words)
        )
    if members and _asks(draft, "older", "women"):
        words = {
            "older": number(_now(draft, "older")), "older_share": share(Figure(_now(draft, "older"), members)),
            "women": number(_now(draft, "women")), "women_share": share(Figure(_now(draft, "women"), members)),
            "members": number(members), "elsewhere": number(_now(draft, code) - members),
        }  # fmt: skip
        text = _(
            "Trong số thành viên có %(older)s người từ 60 tuổi trở lên (%(older_share)s) và %(women)s phụ nữ (%(women_share)s)."
        )
        if of_club and _now(draft, code) > members:
            text = _(
                "%(elsewhere)s thành viên đã được tính ở câu lạc bộ khác; trong %(members)s người còn lại có %(older)s người từ 60 "
                "tuổi trở lên (%(older_share)s) và %(women)s phụ nữ (%(women_share)s)."
            )
        yield Sentence("older_women", text % words)


def _meetings(draft: Draft) -> Iterator[Sentence]:
    if not _asks(draft, "meetings"):
        return
    words = {
        "period": draft.period.words, "since": draft.around.previous.words, "who": members_of(draft.place),
        "count": number(_now(draft, "meetings")), "before": number(_before(draft, "meetings")),
    }  # fmt: skip
    if not _now(draft, "meetings"):
        text = _("Trong %(period)s, %(who)s chưa ghi buổi sinh hoạt nào")
        text += _("; %(since)s đã ghi %(before)s buổi.") if _before(draft, "meetings") else "."
        yield Sentence("meetings", text % words)
        yield from _own_pause(draft)
        return
    words |= {"changed": _changed(draft, "meetings"), "present": number(_now(draft, "present"))}
    text = _("Trong %(period)s, %(who)s sinh hoạt %(count)s buổi, %(changed)s")
    if _asks(draft, "present"):
        text += _("; có %(present)s lượt thành viên dự")
    rate, rate_before = draft.reported.get("attendance", NOTHING), draft.previous.get("attendance", NOTHING)
    if rate.d:
        words["share"] = share(rate)
        text += _(", tỷ lệ dự %(share)s")
        if rate_before.d:
            words["rate_before"] = share(rate_before)
            text += _(" (%(since)s: %(rate_before)s)")
    yield Sentence("meetings", text % words + ".")


def _own_pause(draft: Draft) -> Iterator[Sentence]:
    """That the club itself was paused, with the reason as it was recorded."""
    if draft.place.kind == Kind.CLUB:
        for club in draft.around.paused:
            text = _("Câu lạc bộ tạm dừng từ ngày %(day)s")
            text += _("; lý do đã ghi: %(reason)s.") if club.reason else "."
            yield Sentence("paused", text % {"day": written(club.since), "reason": quoted(club.reason)})


def _contents(draft: Draft) -> Iterator[Sentence]:
    areas = [area for area in Area if _asks(draft, *(f"{what}_{area.name.lower()}" for what in ("done", "took")))]
    if not areas:
        return
    done = {area: _now(draft, f"done_{area.name.lower()}") for area in areas}
    took = {area: _now(draft, f"took_{area.name.lower()}") for area in areas}
    some = sorted((area for area in areas if done[area] or took[area]), key=lambda area: (-took[area], area))
    if some:
        first = [
            _("%(area)s (%(done)s buổi và hoạt động, %(took)s lượt người)")
            % {"area": _lower(area), "done": number(done[area]), "took": number(took[area])}
            for area in some[:MOST_CONTENTS]
        ]
        words = {"some": len(some), "all": len(areas), "first": parted(first)}
        if len(some) == len(areas):
            text = _("Cả %(all)s nội dung đều có hoạt động, đông người tham gia nhất là %(first)s.") % words
        elif len(some) > MOST_CONTENTS:
            text = (
                _("Có hoạt động thuộc %(some)s trong %(all)s nội dung, đông người tham gia nhất là %(first)s.") % words
            )
        else:
            text = _("Có hoạt động thuộc %(some)s trong %(all)s nội dung: %(first)s.") % words
        yield Sentence("contents", text)
    moves = {area: took[area] - _before(draft, f"took_{area.name.lower()}") for area in areas}
    if any(_before(draft, f"took_{area.name.lower()}") for area in areas):
        for key, sign, text in (
            ("contents_up", 1, _("So với %(since)s, lượt người tham gia tăng nhiều nhất ở: %(areas)s.")),
            ("contents_down", -1, _("So với %(since)s, lượt người tham gia giảm nhiều nhất ở: %(areas)s.")),
        ):
            found = sorted((area for area in areas if sign * moves[area] > 0), key=lambda area: -abs(moves[area]))
            told = [
                _("%(area)s (%(count)s lượt)") % {"area": _lower(area), "count": number(abs(moves[area]))}
                for area in found[:MOST_CONTENTS]
            ]
            if told:
                yield Sentence(key, text % {"since": draft.around.previous.words, "areas": parted(told)})
    bare = [_lower(area) for area in areas if area not in some]
    if not some:
        yield Sentence(
            "contents_bare", _("Trong kỳ chưa ghi hoạt động nào thuộc %(all)s nội dung.") % {"all": len(areas)}
        )
    elif bare:
        yield Sentence("contents_bare", _("Chưa ghi hoạt động thuộc nội dung: %(areas)s.") % {"areas": parted(bare)})
    if _now(draft, "value_selfhelp") or _before(draft, "value_selfhelp"):
        words = {"value": money(_now(draft, "value_selfhelp")), "changed": _changed(draft, "value_selfhelp")}
        yield Sentence("selfhelp", _("Giá trị giúp nhau trong kỳ là %(value)s, %(changed)s.") % words)


def _lower(area: Area) -> str:
    return small(str(AREA_LABELS[area]))


def _funds(draft: Draft) -> Iterator[Sentence]:
    if not _asks(draft, "fund_income"):
        return
    income, activity = _now(draft, "fund_income"), _now(draft, "fund_activity")
    words = {
        "by": _at_end(draft),
        "income": money(income),
        "activity": money(activity),
        "changed": _changed(draft, "fund_income"),
    }
    if not income and not activity and not _before(draft, "fund_income") and not _before(draft, "fund_activity"):
        yield Sentence("funds", _("%(by)s, chưa ghi số dư của hai quỹ.") % words)
    else:
        text = _("%(by)s, Quỹ tăng thu nhập có %(income)s, kể cả tiền đang cho vay, %(changed)s")
        if _asks(draft, "fund_activity"):
            text += _("; Quỹ hoạt động có %(activity)s")
        yield Sentence("funds", text % words + ".")
    mean = draft.reported.get("fund_mean")
    if mean is not None and mean.d and income:
        words = {"mean": money(round(mean.n / mean.d)), "count": number(_now(draft, "clubs_fund_100m"))}
        text = _("Tính bình quân, mỗi câu lạc bộ hiện có giữ %(mean)s trong Quỹ tăng thu nhập")
        if _now(draft, "clubs_fund_100m"):
            text += _("; %(count)s câu lạc bộ có từ 100.000.000 đ trở lên")
        closed = 0 if "fund_income" in draft.overrides else income - mean.n
        if closed > 0:
            words["closed"] = money(closed)
            text += _("; không tính %(closed)s của câu lạc bộ đã đóng, chưa bàn giao")
        yield Sentence("funds_mean", text % words + ".")
    if _asks(draft, "lent", "borrowers", "outstanding") and (_now(draft, "lent") or _now(draft, "outstanding")):
        words = {
            "borrowers": number(_now(draft, "borrowers")), "lent": money(_now(draft, "lent")),
            "changed": _changed(draft, "lent"), "outstanding": money(_now(draft, "outstanding")),
            "share": share(Figure(_now(draft, "outstanding"), income)),
        }  # fmt: skip
        text = (
            _("Trong kỳ cho %(borrowers)s lượt người vay %(lent)s, %(changed)s")
            if _now(draft, "lent")
            else _("Trong kỳ không cho vay thêm")
        )
        text += _("; số tiền đang cho vay là %(outstanding)s, bằng %(share)s Quỹ tăng thu nhập.")
        yield Sentence("loans", text % words)
    given = []
    for code, text in (
        ("dues", _("thành viên đóng góp hằng tháng %(sum)s (%(changed)s)")),
        ("gifts", _("ủng hộ bằng tiền %(sum)s (%(changed)s)")),
    ):
        if _now(draft, code) or _before(draft, code):
            given.append(text % {"sum": money(_now(draft, code)), "changed": _changed(draft, code, named=bool(given))})
    if given:
        yield Sentence("contributions", begin(parted(given)) + ".")
    capital = sorted(
        (line for line in draft.lines if line.code.startswith("capital_")), key=lambda line: -_now(draft, line.code)
    )
    sources = [
        f"{small(str(line.title))} {money(_now(draft, line.code))}" for line in capital if _now(draft, line.code)
    ]
    has_all = _asks(draft, *(code for code in lines() if code.startswith("capital_")))
    rest = income - sum(_now(draft, line.code) for line in capital) if has_all else 0
    if sources and rest:
        text = _("kết quả hoạt động chưa phân bổ %(sum)s") if rest > 0 else _("trừ phần chi vượt thu %(sum)s")
        sources.append(text % {"sum": money(abs(rest))})
    if sources:
        yield Sentence(
            "capital", _("Vốn của Quỹ tăng thu nhập theo nguồn: %(sources)s.") % {"sources": parted(sources)}
        )


BOX = Box("results", 1, gettext_lazy("Kết quả thực hiện"), draft)
