"""Talks, help with rights, equipment: the plainer special records of the demo's books."""

from random import Random

from tremang.areas.learning.book import TALKS
from tremang.areas.learning.models import Talk
from tremang.areas.resources.book import EQUIPMENT
from tremang.areas.resources.models import Condition, Equipment, EquipmentSource
from tremang.areas.rights.book import HELPS
from tremang.areas.rights.models import HelpKind, Outcome, RightsHelp
from tremang.exchange.demo.deeds import Deeds
from tremang.kernel.periods import Month
from tremang.meetings.areas import Area, Theme, theme_bits

TALKED = (
    ("Phòng lừa đảo qua điện thoại", Theme.DIGITAL), ("Dinh dưỡng cho người cao tuổi", None), ("Phòng té ngã trong nhà", None),
    ("Phân loại rác tại nguồn", Theme.GREEN), ("Luật Người cao tuổi", None), ("Cài và dùng VNeID", Theme.DIGITAL),
)  # fmt: skip
ASKED = (
    (HelpKind.ALLOWANCE, "Hồ sơ trợ cấp hưu trí xã hội"), (HelpKind.INSURANCE, "Làm lại thẻ bảo hiểm y tế"),
    (HelpKind.PAPERS, "Sửa giấy khai sinh"), (HelpKind.LONGEVITY, "Thủ tục mừng thọ"),
)  # fmt: skip
THINGS = (
    ("Máy đo huyết áp", EquipmentSource.PROJECT, 900_000), ("Cân điện tử", EquipmentSource.PROJECT, 600_000),
    ("Loa kéo", EquipmentSource.GIFT, 2_500_000), ("Bộ ấm chén", EquipmentSource.BOUGHT, 350_000),
    ("Sách báo, tủ sách", EquipmentSource.STATE, 1_200_000),
)  # fmt: skip


def tell(deeds: Deeds) -> None:
    """The records of one club, month by month."""
    draw = deeds.making.random("rights", deeds.plan.index)
    named = {"club_id": deeds.plan.made_id, "by_id": deeds.by_id}
    for month in deeds.months:
        meeting = deeds.held[month]
        if deeds.does(Area.LEARNING, month, 0.8):
            what, theme = draw.choice(TALKED)
            themes, _own = deeds.themes(0.7, theme_bits([theme])) if theme else (0, 0)
            row = Talk(
                on=meeting.held_on, what=what, speaker=draw.choice(["Trạm Y tế", "Công an xã, phường", "Đoàn Thanh niên", ""]),
                people=max(1, meeting.present), themes=themes, at_meeting=True, **named,
            )  # fmt: skip
            deeds.tell(TALKS, row, meeting.held_on, hour=20)
        if deeds.does(Area.RIGHTS, month, 0.5):
            _help(deeds, month, draw, named)
    _things(deeds, draw, named)


def _help(deeds: Deeds, month: Month, draw: Random, named: dict[str, int]) -> None:
    day = deeds.day_in(month)
    kind, what = draw.choice(ASKED)
    here = deeds.here(day)
    member = draw.choice(here) if here and draw.random() < 0.8 else None
    row = RightsHelp(
        on=day, kind=kind, what=what, outcome=draw.choice([Outcome.GOT, Outcome.GOT, Outcome.WAITING]),
        membership_id=member.row.pk if member else None, about="" if member else "người trong thôn, ngoài câu lạc bộ", **named,
    )  # fmt: skip
    deeds.tell(HELPS, row, day)


def _things(deeds: Deeds, draw: Random, named: dict[str, int]) -> None:
    if not deeds.months:
        return
    day = deeds.held[deeds.months[0]].held_on
    for what, source, value in draw.sample(THINGS, draw.randint(1, 4)):
        row = Equipment(
            what=what,
            source=source,
            from_on=day,
            value=value,
            condition=draw.choice([Condition.GOOD, Condition.WORN]),
            **named,
        )
        deeds.tell(EQUIPMENT, row, day, hour=20)
