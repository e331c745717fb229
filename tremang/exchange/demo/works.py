"""The special records of the demo's books: who was helped, measured, visited; who earns together; what clubs do for joy."""

from datetime import date, timedelta

from tremang.areas.common.models import Counted
from tremang.areas.culture.book import EXCHANGES, PERFORMANCES, YOUTH_EVENTS
from tremang.areas.culture.book import VISITS as SOCIAL_VISITS
from tremang.areas.culture.models import Exchange, Occasion, Partner, Performance, SocialVisit, YouthEvent
from tremang.areas.health.actions import ROUND
from tremang.areas.health.book import CHECKUPS, EXERCISES, REFERRALS
from tremang.areas.health.models import CheckUp, Exercise, MeasuringRound, Outcome, Reading, Reason, Referral
from tremang.areas.homecare.book import CAREDS, TRAININGS
from tremang.areas.homecare.book import PAIRS as CARE_PAIRS
from tremang.areas.homecare.book import counted as counted_visit
from tremang.areas.homecare.cares import Care
from tremang.areas.homecare.models import Cared, CarePair, CareTraining, CareVisit
from tremang.areas.livelihood.book import COURSES, MONTHS, PAIRS
from tremang.areas.livelihood.models import Course, CourseKind, MentorMonth, MentorPair
from tremang.areas.selfhelp.book import ACTIONS, FINDS, HELPS
from tremang.areas.selfhelp.models import ActionKind, CommunityAction, Find, Help, HelpKind
from tremang.clubs.models import Group, Team, TeamKind
from tremang.exchange.demo.deeds import Deeds, changed
from tremang.exchange.demo.making import fresh
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.register import Register
from tremang.exchange.demo.seasons import FEASTS, in_season
from tremang.kernel.periods import Month, month_first, month_of
from tremang.meetings.areas import Area, Theme, theme_bits
from tremang.members.models import Purpose

MEASURED_FROM = date(2026, 4, 1)  # readings are kept since consents were asked for (Luật 91/2025/QH15)
HELPED = (
    (HelpKind.GOODS, "10 kg gạo, dầu ăn", 250_000),
    (HelpKind.GOODS, "quần áo ấm", 200_000),
    (HelpKind.WORK, "sửa mái bếp", 0),
    (HelpKind.WORK, "gặt giúp một sào lúa", 0),
    (HelpKind.MONEY, "ủng hộ viện phí", 500_000),
    (HelpKind.COMPANY, "trò chuyện, đưa đi sinh hoạt", 0),
    (HelpKind.INSURANCE, "mua thẻ bảo hiểm y tế", 600_000),
    (HelpKind.SKILL, "chỉ cách ủ phân, tỉa cây", 0),
)
OUTSIDERS = (
    "một gia đình ở cuối xóm",
    "hộ neo đơn ngoài câu lạc bộ",
    "cháu nhỏ mồ côi trong thôn",
    "gia đình gặp hỏa hoạn",
)
COMMON = (
    (ActionKind.ROADS, "Dọn đường làng, ngõ xóm"), (ActionKind.HOUSE, "Dọn vệ sinh nhà văn hóa"),
    (ActionKind.TREES, "Trồng và chăm đường hoa"), (ActionKind.WASTE, "Phân loại, thu gom rác"),
    (ActionKind.SAFETY, "Nhắc nhau phòng cháy, giữ an ninh"), (ActionKind.DISASTER, "Dọn cây đổ sau bão"),
)  # fmt: skip
FOUND = (
    "Nhà một cụ ở cuối ngõ dột mái",
    "Đường vào ngõ ba thiếu đèn",
    "Một thành viên lâu không đi sinh hoạt",
    "Hộ mới chuyển đến cần giúp giấy tờ",
)
LEARNT = (
    (CourseKind.FARMING, "Kỹ thuật trồng rau an toàn"), (CourseKind.FARMING, "Phòng bệnh cho gà, vịt"),
    (CourseKind.COURSE, "Lớp đan lát, thủ công"), (CourseKind.MARKET, "Tập bán hàng qua mạng"),
)  # fmt: skip
MENTORED = ("nuôi gà thả vườn", "trồng rau sạch", "làm tương, làm bún", "nuôi ong")
HELD_UP = (
    "Hướng dẫn chọn giống",
    "Cho mượn vốn mua thức ăn",
    "Giúp bán hàng ở chợ",
    "Đến xem chuồng trại, chỉ cách chăm",
)

CAME_OF_IT = {Outcome.WENT: 45, Outcome.FOLLOWED: 35, Outcome.ONWARD: 8, Outcome.STAYED: 12}
MOST_SENT = 4  # persons of a club


class Works:
    """Adds the special records of a club to its deeds."""

    def __init__(self, deeds: Deeds, register: Register, commune: str) -> None:
        self.deeds = deeds
        self.register = register
        self.commune = commune
        self.club = deeds.plan.made_id
        self.by_id = deeds.by_id
        self.random = deeds.making.random("works", deeds.plan.index)
        self.since = deeds.making.months_ago(24)
        self.sends = deeds.making.random("referrals", deeds.plan.index)
        self.sent: set[int] = set()

    def tell(self) -> None:
        """All special records, book by book."""
        for month in self.deeds.months:
            self._selfhelp(month)
            self._culture(month)
            self._learnt(month)
            self._healthy(month)
        self._mentors()
        self._homecare()

    def _named(self) -> dict[str, int]:
        return {"club_id": self.club, "by_id": self.by_id}

    def _team(self, kind: TeamKind) -> tuple[Team, list[Member]] | None:
        return self.register.teams.get(kind)

    def _selfhelp(self, month: Month) -> None:
        deeds, draw = self.deeds, self.random
        if deeds.does(Area.SELFHELP, month, 0.8):
            day = deeds.day_in(month)
            kind, what, value = draw.choice(HELPED)
            member = draw.choice(deeds.here(day) or [None]) if draw.random() < 0.7 else None
            row = Help(
                on=day, kind=kind, what=in_season(what, day), value=value, days=draw.randint(1, 4) if kind == HelpKind.WORK else 0,
                membership_id=member.row.pk if member else None, about="" if member else draw.choice(OUTSIDERS), **self._named(),
            )  # fmt: skip
            deeds.tell(HELPS, row, day)
        if deeds.does(Area.SELFHELP, month, 0.7):
            day = deeds.day_in(month)
            kind, what = draw.choice(COMMON)
            themes, own = (
                deeds.themes(0.6, theme_bits([Theme.GREEN])) if kind in (ActionKind.TREES, ActionKind.WASTE) else (0, 0)
            )
            people = max(1, min(len(deeds.here(day)), draw.randint(6, 30)))
            row = CommunityAction(
                on=day, kind=kind, what=in_season(what, day), people=people, hours=draw.randint(1, 3), themes=themes, own_themes=own,
                **self._named(),
            )  # fmt: skip
            deeds.tell(ACTIONS, row, day)
        if self.register.crowd.groups and deeds.does(Area.SELFHELP, month, 0.25):
            day = deeds.day_in(month)
            group: Group = draw.choice(self.register.crowd.groups)
            done = draw.random() < 0.6
            row = Find(on=day, group=group, what=draw.choice(FOUND), is_done=done, **self._named())
            deeds.tell(FINDS, row, day)

    def _culture(self, month: Month) -> None:
        deeds, draw = self.deeds, self.random
        if deeds.does(Area.CULTURE, month, 0.45):
            day = deeds.day_in(month)
            member = draw.choice(deeds.here(day) or [None])
            if member:
                row = SocialVisit(
                    on=day, occasion=draw.choice([Occasion.SICK, Occasion.SICK, Occasion.JOY, Occasion.GRIEF]),
                    membership_id=member.row.pk, people=draw.randint(2, 6), **self._named(),
                )  # fmt: skip
                deeds.tell(SOCIAL_VISITS, row, day)
        if deeds.does(Area.CULTURE, month, 0.16):
            day = deeds.day_in(month)
            people = max(1, min(len(deeds.here(day)), draw.randint(8, 30)))
            row = Exchange(
                on=day, what=draw.choice(["Hát, đọc thơ, kể chuyện", "Bóng chuyền hơi", "Dưỡng sinh, dân vũ"]), people=people,
                other_name=draw.choice(["Câu lạc bộ dưỡng sinh {}", "Chi hội Người cao tuổi bạn, {}"]).format(self.commune),
                place="Nhà văn hóa", **self._named(),
            )  # fmt: skip
            deeds.tell(EXCHANGES, row, day)
        if deeds.does(Area.CULTURE, month, 0.14):
            day = deeds.day_in(month)
            people = max(1, min(len(deeds.here(day)), draw.randint(6, 16)))
            row = Performance(
                on=day, what=in_season(draw.choice(list(FEASTS)), day),
                people=people, audience=draw.randint(30, 150), **self._named(),
            )  # fmt: skip
            deeds.tell(PERFORMANCES, row, day)
        if deeds.does(Area.CULTURE, month, 0.08):
            day = deeds.day_in(month)
            people = max(1, min(len(deeds.here(day)), draw.randint(5, 20)))
            row = YouthEvent(
                on=day, what="Kể chuyện truyền thống, chỉ nhau dùng điện thoại", partner=draw.choice(list(Partner)), people=people,
                young=draw.randint(8, 30), club_gained="Biết thêm cách dùng điện thoại", young_gained="Hiểu chuyện làng, chuyện xưa",
                **self._named(),
            )  # fmt: skip
            deeds.tell(YOUTH_EVENTS, row, day)

    def _learnt(self, month: Month) -> None:
        deeds, draw = self.deeds, self.random
        if deeds.does(Area.LIVELIHOOD, month, 0.12):
            day = deeds.day_in(month)
            kind, what = draw.choice(LEARNT)
            row = Course(on=day, kind=kind, what=what, provider=f"Khuyến nông {self.commune}", **self._named())
            deeds.tell(COURSES, row, day, deeds.some(day, 6, 14))

    def _mentors(self) -> None:
        """Economic volunteers, each with a member, and a line for some months."""
        team, deeds, draw = self._team(TeamKind.ECONOMY), self.deeds, self.random
        months = [month for month in deeds.months if month > month_of(deeds.making.months_ago(9))]
        if not team or not months or not deeds.habits.get(Area.LIVELIHOOD):
            return
        start = month_first(months[0]).replace(day=8)
        volunteers = [member for member in team[1] if member.is_expected(start) and member.left_on is None]
        others = [m for m in deeds.here(start) if m.left_on is None and m not in volunteers]
        for volunteer, member in zip(volunteers[:3], draw.sample(others, min(3, len(others))), strict=False):
            pair = MentorPair(
                volunteer=volunteer.row,
                membership=member.row,
                about=draw.choice(MENTORED),
                from_on=start,
                **self._named(),
            )
            volunteer.row.person, member.row.person = volunteer.person, member.person
            deeds.tell(PAIRS, pair, start)
            for month in months[1:]:
                if draw.random() < 0.5:
                    day = max(start, deeds.day_in(month))
                    line = MentorMonth(
                        pair=pair, month=month_of(day), on=day, what=draw.choice(HELD_UP), **self._named()
                    )
                    deeds.tell(MONTHS, line, day)

    def _healthy(self, month: Month) -> None:
        deeds, draw = self.deeds, self.random
        meeting = deeds.held[month]
        agreed = self.register.agreed.get(Purpose.HEALTH, {})
        if meeting.held_on >= MEASURED_FROM and deeds.does(Area.HEALTH, month, 0.9):
            day = meeting.held_on
            members = [m for m in deeds.here(day) if agreed.get(m.row.pk, date.max) <= day and draw.random() < 0.8]
            if members:
                self._measure(day, members, at_meeting=bool(meeting.contents >> (Area.HEALTH - 1) & 1))
        if month % 6 == 3 and deeds.does(Area.HEALTH, month, 0.8):
            day = deeds.day_in(month)
            row = CheckUp(on=day, provider=f"Trạm Y tế {self.commune}", **self._named())
            deeds.tell(CHECKUPS, row, day, deeds.some(day, 18, 40))
        sport = self._team(TeamKind.SPORT)
        if sport and deeds.does(Area.HEALTH, month, 0.5):
            day = deeds.day_in(month)
            row = Exercise(team=sport[0], on=day, times=draw.randint(4, 20), people=draw.randint(5, 8), **self._named())
            deeds.tell(EXERCISES, row, day)

    def _measure(self, day: date, members: list[Member], *, at_meeting: bool) -> None:
        deeds, draw = self.deeds, self.random
        counted = Counted(
            ROUND,
            Area.HEALTH,
            day,
            "Đo huyết áp, cân nặng",
            [member.row.pk for member in members],
            at_meeting=at_meeting,
        )
        activity, rows = deeds.counts(counted)
        row = MeasuringRound(on=day, activity=activity, **self._named())
        readings = []
        for member in members:
            usual = 118 + (member.row.pk % 37)
            systolic = usual + draw.randint(-8, 10)
            readings.append(
                fresh(Reading, {
                    "membership_id": member.row.pk, "on": day, "systolic": systolic,
                    "diastolic": systolic // 2 + draw.randint(10, 20),
                    "weight": (45 + member.row.pk % 23) * 1000 + draw.randrange(-9, 10) * 100, **self._named(),
                }, round=row)
            )  # fmt: skip
        deeds.act(day, "measure", row, {"day": day}, [*rows, row, *readings], 20)
        self._referred(readings)

    def _referred(self, readings: list[Reading]) -> None:
        """A few of those whose reading earned advice are asked to go to the health station; mostly it is heard what came of it."""
        deeds, draw = self.deeds, self.sends
        for reading in readings:
            if len(self.sent) == MOST_SENT:
                return
            if reading.membership_id in self.sent or draw.random() > 0.1 + 0.15 * deeds.plan.zeal:
                continue
            if deeds.making.thresholds.of(reading) is None:
                continue
            self.sent.add(reading.membership_id)
            row = Referral(
                membership_id=reading.membership_id, on=reading.on, why=Reason.READING, where=f"Trạm Y tế {self.commune}",
                **self._named(),
            )  # fmt: skip
            deeds.tell(REFERRALS, row, row.on, hour=21, stays=False)
            day = row.on + timedelta(days=draw.randint(2, 18))
            if day <= deeds.until and draw.random() < 0.55 + 0.4 * deeds.plan.zeal:
                outcome = draw.choices(list(CAME_OF_IT), list(CAME_OF_IT.values()))[0]
                was = changed(row, outcome=outcome, outcome_on=day)
                words = REFERRALS.words(row)
                deeds.act(day, f"correct_{REFERRALS.code}", row, words, [], changing=[row], was=was, since=row.on)
            deeds.making.sink.add(row)

    def _homecare(self) -> None:
        """From spring 2026 on: who is cared for, who visits, week after week; before that by the common entry."""
        team, deeds, draw = self._team(TeamKind.HOMECARE), self.deeds, self.random
        months = [month for month in deeds.months if month_first(month) >= MEASURED_FROM]
        if not team or not months or not deeds.habits.get(Area.HOMECARE):
            return
        start = month_first(months[0]).replace(day=6)
        volunteers = [m for m in team[1] if m.is_expected(start) and m.left_on is None and m.away is None]
        for volunteer in volunteers[:4]:
            volunteer.row.person = volunteer.person
            training = CareTraining(
                membership=volunteer.row, on=start, giver=f"Trạm Y tế {self.commune}", **self._named()
            )
            deeds.tell(TRAININGS, training, start)
        agreed = self.register.agreed.get(Purpose.CARE, {})
        able = [
            m for m in deeds.here(start)
            if m.left_on is None and m.away is None and agreed.get(m.row.pk, date.max) <= start and m not in volunteers
        ]  # fmt: skip
        able.sort(key=lambda member: member.person.born_year)
        pairs: list[tuple[Cared, CarePair, int]] = []
        for number, (member, volunteer) in enumerate(zip(able[:3], volunteers, strict=False)):
            member.row.person = member.person
            needs = draw.choice(
                [Care.HOUSE | Care.TALK, Care.FOOD | Care.MEDICINE, Care.WALKING | Care.TALK | Care.ERRANDS]
            )
            cared = Cared(membership=member.row, needs=int(needs), from_on=start, **self._named())
            deeds.tell(CAREDS, cared, start)
            weekday = (number * 2) % 6
            pair = CarePair(cared=cared, volunteer=volunteer.row, weekdays=1 << weekday, from_on=start, **self._named())
            deeds.tell(CARE_PAIRS, pair, start)
            pairs.append((cared, pair, weekday))
        if pairs:
            self._visits(pairs, start)

    def _visits(self, pairs: list[tuple[Cared, CarePair, int]], start: date) -> None:
        """One act a week, with an activity for each visit."""
        deeds, draw = self.deeds, self.random
        last = min(deeds.making.last, deeds.plan.last_day, deeds.plan.met_until or date.max)
        monday = start + timedelta(days=7 - start.weekday())
        while monday + timedelta(days=6) <= last:
            rows: list = []
            visits = []
            for cared, pair, weekday in pairs:
                if draw.random() < 0.9:
                    told = {
                        "volunteer_id": pair.volunteer_id,
                        "on": monday + timedelta(days=weekday),
                        "done": cared.needs,
                    }
                    visit = fresh(CareVisit, told | self._named(), cared=cared)
                    counted = counted_visit(visit)
                    visit.activity, more = deeds.counts(counted)
                    rows += more
                    visits.append(visit)
            if visits:
                words = {"count": len(visits), "first": visits[0].on, "last": visits[-1].on}
                deeds.act(monday + timedelta(days=6), "record_care_visits", visits[0], words, [*rows, *visits], 19)
            monday += timedelta(days=7)
