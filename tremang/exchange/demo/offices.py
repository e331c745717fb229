"""What offices gave to many clubs of the demo at once, and what each club said of it: yes, otherwise, no, or nothing yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from tremang.areas.common.done import CODE, words
from tremang.areas.common.models import Activity, OfficeSupport, SupportAnswer
from tremang.exchange.demo.communes import Commune
from tremang.exchange.demo.deeds import LACKED, Deeds, changed
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.plans import Fate, Plan
from tremang.kernel.periods import month_first, month_of
from tremang.meetings.areas import Area, Theme, theme_bits
from tremang.meetings.views.papers import bare_name

Answer = SupportAnswer.Answer
DIGITAL, GREEN, JOBS = (theme_bits([theme]) for theme in (Theme.DIGITAL, Theme.GREEN, Theme.JOBS))
# months in which it is given, content, what, by whom, themes
CITY = (
    ((9, 10), Area.HEALTH, "Khám mắt, phát kính cho người cao tuổi", "Hội Người cao tuổi Thành phố", 0),
    ((3, 4), Area.LEARNING, "Tập huấn dùng điện thoại, phòng lừa đảo", "Hội Người cao tuổi Thành phố", DIGITAL),
    ((5, 6), Area.CULTURE, "Liên hoan tiếng hát người cao tuổi", "Sở Văn hóa và Thể thao", 0),
    ((7, 8), Area.LIVELIHOOD, "Tập huấn làm ăn quy mô hộ, bán hàng qua mạng", "Trung tâm Khuyến nông Hà Nội", DIGITAL | JOBS),
    ((11, 12), Area.RIGHTS, "Trợ giúp pháp lý lưu động", "Trung tâm Trợ giúp pháp lý nhà nước Thành phố Hà Nội", 0),
)  # fmt: skip
COMMUNE = (
    ((3, 4, 9, 10), Area.HEALTH, "Khám sức khỏe người cao tuổi", "Trạm Y tế {}", 0),
    ((9, 10), Area.CULTURE, "Ngày hội thể thao người cao tuổi", "Hội Người cao tuổi {}", 0),
    ((1, 2), Area.SELFHELP, "Tặng quà Tết cho thành viên khó khăn", "Mặt trận Tổ quốc {}", 0),
    ((3, 4, 5, 10), Area.LEARNING, "Nói chuyện phòng cháy, phòng lừa đảo", "Công an {}", 0),
    ((6, 8), Area.LEARNING, "Hướng dẫn phân loại rác tại nguồn", "Hội Phụ nữ {}", GREEN),
    ((8, 9), Area.LIVELIHOOD, "Hướng dẫn trồng cây, chăm con vụ đông", "Khuyến nông {}", 0),
    ((4, 7, 11), Area.RIGHTS, "Giải đáp chính sách cho người cao tuổi", "Công chức tư pháp {}", 0),
    ((5, 7, 11), Area.HOMECARE, "Hướng dẫn chăm sóc tại nhà", "Trạm Y tế {}", 0),
    ((6, 10), Area.RESOURCES, "Vận động ủng hộ các câu lạc bộ", "Hội Người cao tuổi {}", 0),
)  # fmt: skip
REACHED = 0.3  # of the communes, by one support of the City
OTHERWISE = (" (buổi chiều)", " (tại nhà văn hóa)", " (chung với câu lạc bộ bạn)")
NEAR = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """That a club was asked about a support: when it was written into its book, by whom."""

    support: OfficeSupport
    on: date
    by_id: int


Supports = dict[int, list[Asked]]


def plan_supports(making: Making, plans: list[Plan], communes: dict[int, Commune], root: Commune) -> Supports:
    """What the City and its communes gave: club → what it was asked about."""
    near: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        near[plan.commune.pk].append(plan)
    found: Supports = defaultdict(list)
    months = list(range(month_of(making.months_ago(min(24, making.size.months))) + 1, month_of(making.last) + 1))
    draw = making.random("supports of the City")
    for month in months:
        for kind in CITY:
            if month % 12 + 1 == kind[0][month // 12 % 2]:
                chosen = [pk for pk in near if draw.random() < REACHED]
                _give(making, root, month_first(month) + timedelta(days=draw.randrange(27)), kind,
                      [plan for pk in chosen for plan in near[pk]], found)  # fmt: skip
    for pk, clubs in near.items():
        commune = communes[pk]
        draw = making.random("supports", commune.place.code)
        busy = draw.uniform(0.03, 0.16)
        for month in months:
            latest = (
                month == months[-1] and clubs[0].fate == Fate.LACKING
            )  # so that the demo's newcomer has one to answer
            for number, kind in enumerate(COMMUNE):
                if month % 12 + 1 in kind[0] and (draw.random() < busy * 2 or (latest and number == 0)):
                    _give(making, commune, month_first(month) + timedelta(days=draw.randrange(27)), kind, clubs, found)
    return found


def _give(making: Making, commune: Commune, day: date, kind: tuple, clubs: list[Plan], found: Supports) -> None:
    """One support, written down within five days, into the books of the clubs that were there."""
    _months, area, what, giver, themes = kind
    on = min(making.last, day + timedelta(days=commune.random.randrange(5)))
    there = [plan for plan in clubs if plan.launched_on and plan.launched_on <= day and on <= plan.last_day]
    there = [plan for plan in there if plan.fate != Fate.LACKING or not (area == LACKED or themes)]
    if not there or (commune.closes and commune.changed_on is not None and on >= commune.changed_on):
        return
    row = OfficeSupport(
        place_id=commune.place.pk, area=area.value, day=day, what=what, giver=giver.format(bare_name(commune.place)),
        themes=themes, by_id=commune.by_id,
    )  # fmt: skip
    commune.support(row, on)
    for plan in there:
        found[plan.made_id].append(Asked(row, on, commune.by_id))


def tell(deeds: Deeds, asked: list[Asked]) -> None:
    """What offices wrote into a club's book, and what the club said of it."""
    draw = deeds.making.random("supported", deeds.plan.index)
    for one in asked:
        support, club = one.support, deeds.plan.made_id
        here = len(deeds.here(support.day))
        known = min(here, draw.randint(8, 40)) if draw.random() < 0.6 else 0
        row = Activity(
            club_id=club, area=support.area, day=support.day, what=support.what, people=known, themes=support.themes,
            office=support, is_confirmed=False, by_id=one.by_id,
        )  # fmt: skip
        told = {"what": support.what, "day": support.day, "giver": support.giver}
        deeds.act(one.on, "give_office_support", row, told, [], 9, changing=[row], since=support.day, by_id=one.by_id)
        waits = deeds.plan.fate == Fate.LACKING and one.on > deeds.making.months_ago(
            1
        )  # for the demo's newcomer to answer
        said_on = one.on + timedelta(
            days=draw.randint(1, 9) if draw.random() < deeds.plan.zeal else draw.randint(10, 40)
        )
        if waits or said_on > deeds.until or draw.random() > 0.72 + 0.27 * deeds.plan.zeal or not here:
            deeds.making.sink.add(row)
            continue
        said = draw.choices([Answer.YES, Answer.CORRECTED, Answer.ALREADY, Answer.NO], [74, 9, 11, 6])[0]
        _answer(deeds, row, said, said_on, told, known or min(here, draw.randint(6, 30)))


def _answer(deeds: Deeds, row: Activity, said: str, on: date, told: dict, people: int) -> None:
    draw, support = deeds.random, row.office
    answer = SupportAnswer(club_id=row.club_id, office=support, answer=said, by_id=deeds.by_id)
    words_said = told | {"answer": str(Answer(said).label)}
    how: dict = {"since": row.day}
    standing: list = [answer]
    if said in (Answer.YES, Answer.CORRECTED):
        values = {"is_confirmed": True, "people": people}
        if said == Answer.CORRECTED:
            values["what"] = row.what + draw.choice(OTHERWISE)
        how["was"] = changed(row, **values)
        standing.append(row)
    else:
        how["gone"] = [row]
        if said == Answer.ALREADY:
            own = _own(deeds, row, people)
            how["was"] = changed(own, office=support)
            standing.append(own)
            how["since"] = own.day
    deeds.act(on, "answer_office_support", answer, words_said, standing, 20, **how)


def _own(deeds: Deeds, row: Activity, people: int) -> Activity:
    """The same thing as the club had written it itself, on the day or the one before."""
    day = row.day
    if deeds.plan.launched_on and deeds.plan.launched_on < day and deeds.random.random() < 0.4:
        day -= NEAR
    own = Activity(
        club_id=row.club_id, area=row.area, day=day, what=row.what, people=min(people, len(deeds.here(day))),
        by_id=deeds.by_id,
    )  # fmt: skip
    deeds.act(day, f"add_{CODE}", own, words(own), [], 19, changing=[own])
    return own
