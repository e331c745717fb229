"""People reached by communication (I.2.3.a and b, second line), as communes declare them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import CommuneRecord, Phase


def rule(commune: CommuneRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """The highest declared year of the phase, capped by the newest declared population; never added over years."""
    if not commune.is_commune:
        return
    years = range(phase.from_on.year, min(day.year, phase.to_on.year) + 1)
    reached = max((commune.reached[year] for year in years if year in commune.reached), default=None)
    people = max(((year, people) for year, people in commune.people.items() if year <= day.year), default=None)
    if people is None or reached is None:
        why = "nothing" if people is None and reached is None else "no_population" if people is None else "no_reach"
        yield Standing(commune.id, False, False, why, left_out=True)
        return
    reached = min(reached, people[1])
    yield Standing(commune.id, True, True, "declared", {"reached": reached, "people": people[1]})


def weights(standing: Standing) -> tuple[int, int]:
    """People reached and people of the commune."""
    detail = standing.detail or {}
    return (0, 0) if standing.left_out else (detail["reached"], detail["people"])


INDICATOR = Indicator(
    code="people_reached",
    number=4,
    title=_("Hội viên, người cao tuổi và cộng đồng được tuyên truyền"),
    short=_("Người được tuyên truyền"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_(
        "60% hội viên, người cao tuổi và cộng đồng được tuyên truyền nâng cao nhận thức, kiến thức về câu lạc bộ liên "
        "thế hệ tự giúp nhau (giai đoạn 2031–2035: 80%)."
    ),
    counted_as=_(
        "Số người được tuyên truyền do xã, phường khai báo: lấy năm cao nhất trong giai đoạn, không cộng dồn."
    ),
    denominator_is=_("Số dân từ 15 tuổi trở lên do xã, phường khai báo, lấy năm gần nhất."),
    not_counted=_("Xã, phường chỉ khai báo một trong hai số thì để ngoài cả tử số và mẫu số."),
    convention=_("Số người được tuyên truyền không vượt quá số dân."),
    unit=Unit.PEOPLE,
    level=Level.COMMUNE,
    rule=rule,
    reasons={
        "declared": gettext_noop("%(reached)s trong %(people)s người."),
        "nothing": gettext_noop("Chưa khai báo số dân và số người được tuyên truyền."),
        "no_population": gettext_noop("Chưa khai báo số dân."),
        "no_reach": gettext_noop("Chưa khai báo số người được tuyên truyền."),
    },
    phased=True,
    weights=weights,
)
