"""Boards whose every member is trained, first and then every year (I.2.3.a, seventh line)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.clubs import lapses, turns
from tremang.indicators.records import ClubRecord, Phase
from tremang.kernel.periods import year_window


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Active clubs; every serving member has the initial course and any course within the 12 months up to the day."""
    if not club.is_active(day):
        return
    serving = {post.person_id for post in club.board if post.from_on <= day <= post.to_on}
    if not serving:
        yield Standing(club.id, False, True, "no_board", gap=100)
        return
    since = year_window(day)
    untrained = lapsed = 0
    for person in serving:
        done = [course for course in club.courses.get(person, ()) if course.completed_on <= day]
        if not any(course.is_initial for course in done):
            untrained += 1
        elif not any(course.completed_on >= since for course in done):
            lapsed += 1
    if not untrained and not lapsed:
        yield Standing(club.id, True)
    else:
        detail = {"untrained": untrained, "lapsed": lapsed, "serving": len(serving)}
        why = "both" if untrained and lapsed else "untrained" if untrained else "lapsed"
        yield Standing(club.id, False, True, why, detail, gap=untrained + lapsed)


def moments(club: ClubRecord) -> Iterator[date]:
    """Where a stage of the club's life or a time on the board begins or ends, and courses: when they end, and when they lapse."""
    for from_on, to_on, _state in club.states:
        yield from turns(from_on, to_on)
    for post in club.board:
        yield from turns(post.from_on, post.to_on)
    for courses in club.courses.values():
        for course in courses:
            yield course.completed_on
            yield from lapses(course.completed_on, 12)


INDICATOR = Indicator(
    code="boards_trained",
    number=12,
    title=_("Ban Chủ nhiệm được tập huấn ban đầu và nhắc lại hằng năm"),
    short=_("Ban Chủ nhiệm được tập huấn"),
    plan_ref="I.2.3.a",
    quote=_(
        "100% Ban Chủ nhiệm câu lạc bộ được tập huấn ban đầu và tập huấn nhắc lại hằng năm về nâng cao năng lực quản lý, "
        "vận hành theo quy chế chuẩn."
    ),
    counted_as=_("Mọi người đang trong Ban Chủ nhiệm đã học lớp ban đầu và có học một lớp trong 12 tháng qua."),
    denominator_is=_("Câu lạc bộ đang hoạt động."),
    not_counted=_("Câu lạc bộ tạm dừng."),
    convention=_("Câu lạc bộ chưa ghi Ban Chủ nhiệm tính là chưa được tập huấn."),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    moments=moments,
    reasons={
        "no_board": gettext_noop("Chưa ghi Ban Chủ nhiệm."),
        "both": gettext_noop("%(untrained)s người chưa học lớp ban đầu, %(lapsed)s người quá 12 tháng chưa học lại."),
        "untrained": gettext_noop("%(untrained)s trong %(serving)s người chưa học lớp ban đầu."),
        "lapsed": gettext_noop("%(lapsed)s trong %(serving)s người quá 12 tháng chưa học lại."),
    },
)
