"""Classes of the demo's clubs: opened in spring and autumn, met week after week, and what their learners came to do alone."""

from datetime import date, timedelta

from tremang.areas.common.models import Counted
from tremang.areas.learning.models import ClassDay, Learner, LearningClass, Level, Programme, Skill, SkillMark
from tremang.areas.learning.queries import CLASS_DAY
from tremang.exchange.demo.deeds import Deeds, changed
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.plans import Fate
from tremang.kernel.ids import new_id
from tremang.kernel.periods import Month, month_first, month_of
from tremang.meetings.areas import Area

DIGITAL = "Bình dân học vụ số"
CALLED_FOR = date(2025, 3, 1)  # classes are held since the movement of that spring
SEASONS = (2, 8, 9)  # March, September, October: neither Tết nor the harvest
TEACHERS = ("Đoàn Thanh niên {}", "Thầy cô trường trung học cơ sở", "Tổ công nghệ số cộng đồng", "Con cháu thành viên")
WEEK = timedelta(days=7)
PLAIN_SKILLS = 3  # the first ones, which many can already do with help


def set_library(making: Making) -> None:
    """Give the digital programme and its skills ids of the seed, so that what vouches for marks is the same everywhere."""
    programme = Programme.objects.filter(title=DIGITAL).first()
    if programme is None:
        return
    skills = list(Skill.objects.filter(programme=programme).order_by("position"))
    Skill.objects.filter(programme=programme).delete()
    programme.delete()
    programme.pk = new_id()
    for skill in skills:
        skill.pk, skill.programme = new_id(), programme
    programme.save(force_insert=True)
    Skill.objects.bulk_create(skills)
    making.digital = programme, skills


class Classes:
    """Adds the classes of a club to its deeds."""

    def __init__(self, deeds: Deeds, commune: str) -> None:
        self.deeds = deeds
        self.commune = commune
        self.club = deeds.plan.made_id
        self.zeal = deeds.plan.zeal
        self.random = deeds.making.random("classes", deeds.plan.index)

    def tell(self) -> None:
        """Up to two classes, the second after the first."""
        deeds, draw = self.deeds, self.random
        if deeds.making.digital is None:
            return
        months = [month for month in deeds.months if month % 12 in SEASONS and month_first(month) >= CALLED_FOR]
        if deeds.plan.fate == Fate.LACKING:  # nothing of its own on the themes of late
            months = [month for month in months if month < month_of(deeds.making.months_ago(16))]
        for often in (0.15 + 0.5 * self.zeal, 0.25):
            if not months or not deeds.keeps(Area.LEARNING, often, draw):
                return
            month = draw.choice(months)
            self._class(month)
            months = [later for later in months if later > month + 4]

    def _class(self, month: Month) -> None:
        deeds, draw = self.deeds, self.random
        start = deeds.day_in(month)
        here = sorted(deeds.here(start), key=lambda member: member.person.born_year)
        people = draw.sample(here, min(len(here), draw.randint(6, 12)))
        programme, skills = deeds.making.digital or (Programme(), [])
        meets = draw.randint(6, 9)
        fades = draw.random() > 0.45 + 0.5 * self.zeal  # nobody says that it is over
        row = LearningClass(
            club_id=self.club, programme=programme, from_on=start, to_on=None if fades else start + WEEK * (meets - 1),
            teacher=draw.choice(TEACHERS).format(self.commune), by_id=deeds.by_id,
        )  # fmt: skip
        learners = {
            one.row.pk: Learner(club_id=self.club, learning_class=row, membership_id=one.row.pk)
            for one in sorted(people, key=lambda one: one.row.pk)
        }
        words = {"what": programme.title, "day": start}
        deeds.act(start, "open_class", row, words | {"people": len(learners)}, [row, *learners.values()], 8)
        marks: dict[tuple[int, int], SkillMark] = {}
        for number in range(meets - (draw.randint(2, 4) if fades else 0)):
            on = start + WEEK * number
            came = [one for one in people if one.is_expected(on) and draw.random() < 0.94 - 0.02 * number]
            if on > deeds.until:
                break
            if came:
                self._meet(row, on, came, learners, skills, marks, begins=number == 0, is_asked=number % 3 == 2)
        deeds.making.sink.add(*marks.values())

    def _meet(
        self, row: LearningClass, on: date, came: list[Member], learners: dict[int, Learner], skills: list[Skill],
        marks: dict[tuple[int, int], SkillMark], *, begins: bool, is_asked: bool,
    ) -> None:  # fmt: skip
        """A day of the class; at the first and every third one what they can do is asked."""
        deeds, programme = self.deeds, row.programme
        members = [one.row.pk for one in came]
        counted = Counted(CLASS_DAY, Area.LEARNING, on, programme.title, members, own_themes=programme.themes)
        activity, rows = deeds.counts(counted)
        day = ClassDay(club_id=self.club, learning_class=row, on=on, activity=activity, by_id=deeds.by_id)
        told: list[SkillMark] = []
        was: dict = {}
        for learner in [learners[pk] for pk in members] if begins or is_asked else []:
            for skill in skills:
                mark = marks.get((learner.pk, skill.pk))
                if mark is None:
                    level = self._begins(skill)
                    mark = SkillMark(club_id=self.club, learner=learner, skill=skill, first=level, level=level)
                    marks[learner.pk, skill.pk] = mark
                    told.append(mark)
                elif mark.level < Level.ALONE and self.random.random() < 0.3 + 0.35 * self.zeal:
                    was |= changed(mark, level=Level(mark.level + 1))
                    told.append(mark)
        words = {"what": programme.title, "day": on, "people": len(came)}
        deeds.act(on, "mark_class", row, words, [*rows, day], 17, changing=told, was=was)

    def _begins(self, skill: Skill) -> Level:
        plain = skill.position <= PLAIN_SKILLS
        return self.random.choices(list(Level), [40, 45, 15] if plain else [78, 19, 3])[0]
