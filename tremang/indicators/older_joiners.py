"""Older people who joined the newly founded clubs (I.2.3.a and b, third line)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.clubs import counted_here
from tremang.indicators.new_clubs import counts
from tremang.indicators.records import ClubRecord, Member, Phase
from tremang.kernel.periods import age_on

OLDER_FROM = 60  # Luật Người cao tuổi 2009, art. 2


def standings(club: ClubRecord, day: date, phase: Phase) -> Iterator[tuple[Member, Standing]]:
    """Persons who joined a new club of the phase in the phase, each once: at the club first joined at 60 or more."""
    if club.decided_on is None or club.decided_on > day or not counts(club.decided_on, club.is_refounding, phase):
        return
    seen: set[int] = set()
    for member in club.members:
        if member.person_id in seen or member.joined_on > day or not phase.holds(member.joined_on):
            continue
        age = age_on(member.born_year, member.born_on, member.joined_on)
        if age < OLDER_FROM:
            yield member, Standing(member.person_id, False, False, "younger", {"age": age}, gap=OLDER_FROM - age)
            continue
        seen.add(member.person_id)
        others = [
            other
            for other in club.elsewhere.get(member.person_id, ())
            if other.joined_on <= day and phase.holds(other.joined_on)
            and other.decided_on is not None and other.decided_on <= day
            and counts(other.decided_on, other.is_refounding, phase)
            and age_on(member.born_year, member.born_on, other.joined_on) >= OLDER_FROM
        ]  # fmt: skip
        if counted_here(club.id, member.joined_on, others):
            yield member, Standing(member.person_id, True, False)
        else:
            yield member, Standing(member.person_id, False, False, "elsewhere", gap=100)


def moments(club: ClubRecord) -> Iterator[date]:
    """The days on which the answer can change: decisions and joinings, here and in the members' other clubs."""
    if club.decided_on is not None:
        yield club.decided_on
        yield from {member.joined_on for member in club.members}
        for others in club.elsewhere.values():
            for other in others:
                yield other.joined_on
                yield other.decided_on or other.joined_on


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """The persons of `standings`."""
    return (standing for _member, standing in standings(club, day, phase))


INDICATOR = Indicator(
    code="older_joiners",
    number=5,
    title=_("Người cao tuổi tham gia câu lạc bộ thành lập mới"),
    short=_("Người cao tuổi vào câu lạc bộ mới"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_("… thu hút ít nhất 10.000 người cao tuổi tham gia, trong đó tỷ lệ nữ người cao tuổi chiếm 50 - 60%."),
    counted_as=_("Người từ 60 tuổi trở lên vào ngày vào câu lạc bộ, vào trong giai đoạn, câu lạc bộ được tính là mới."),
    denominator_is="",
    not_counted=_("Thành viên của các câu lạc bộ cũ, được kể bên cạnh."),
    convention=_(
        "Người chỉ biết năm sinh thì tuổi là hiệu hai năm. Người ở hai câu lạc bộ tính một lần, ở nơi vào trước."
    ),
    unit=Unit.PERSON,
    level=Level.CLUB,
    rule=rule,
    reasons={
        "younger": gettext_noop("%(age)s tuổi khi vào."),
        "elsewhere": gettext_noop("Đã tính ở câu lạc bộ vào trước."),
    },
    percent=False,
    phased=True,
    moments=moments,
)
