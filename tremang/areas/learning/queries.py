"""Reads over the book: classes with their learners, what each can do, topics, materials as they read today."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from tremang.areas.common.queries import times
from tremang.areas.learning.models import (
    ClassDay,
    Learner,
    LearningClass,
    Level,
    Material,
    MaterialVersion,
    Skill,
    SkillMark,
    Topic,
)
from tremang.clubs.models import Club
from tremang.meetings.areas import Area
from tremang.places.models import Dated

TALK, CLASS_DAY = "talk", "class_day"


def talks_in(club: Club, since: date, until: date) -> int:
    """How many talks the book holds in a time. One query."""
    return times(club.pk, since, until, Area.LEARNING, TALK)


@dataclass
class Progress:
    """A learner with what he can do: skill → the mark, where there is one."""

    learner: Learner
    marks: dict[int, SkillMark] = field(default_factory=dict)

    @property
    def alone(self) -> int:
        """How many things he does by himself."""
        return sum(mark.level == Level.ALONE for mark in self.marks.values())


def classes_of(club_id: int) -> list[Any]:
    """The classes of a club, newest first, with the numbers of learners and of days. One query."""
    rows = LearningClass.objects.filter(club=club_id).select_related("programme")
    rows = rows.annotate(people=Count("learners", distinct=True), met=Count("days", distinct=True))
    return list(rows.order_by("-from_on", "-pk"))


def skills_of(row: LearningClass) -> list[Skill]:
    """What is learned in a class, in order. One query."""
    return list(Skill.objects.filter(programme=row.programme_id).order_by("position"))


def progress_of(row: LearningClass) -> list[Progress]:
    """The learners of a class as the roll names them, each with his marks. Two queries."""
    learners = Learner.objects.filter(learning_class=row).select_related("membership__person")
    found = {one.pk: Progress(one) for one in learners.order_by("membership__person__sort_key", "pk")}
    for mark in SkillMark.objects.filter(learner__learning_class=row):
        found[mark.learner_id].marks[mark.skill_id] = mark
    return list(found.values())


def days_of(row: LearningClass) -> list[ClassDay]:
    """The days on which a class met, newest first, each with its activity. One query."""
    return list(ClassDay.objects.filter(learning_class=row).select_related("activity").order_by("-on"))


def topics_by_subject(today: date) -> dict[str, list[Topic]]:
    """The topics of the library that hold on a day, by what they are about. One query."""
    found: dict[str, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.filter(Dated.on(today)).select_related("material").order_by("subject", "title"):
        found[str(topic.get_subject_display())].append(topic)
    return dict(found)


def version_on(material: Material, day: date) -> MaterialVersion | None:
    """The words of a material that hold on a day; None before the first. One query."""
    rows = MaterialVersion.objects.filter(Dated.on(day), material=material)
    return rows.order_by("-number").first()


def materials_on(day: date) -> list[Material]:
    """The materials that can be read on a day. One query."""
    held = Q(versions__from_on__lte=day) & (Q(versions__to_on__isnull=True) | Q(versions__to_on__gte=day))
    return list(Material.objects.filter(held).distinct().order_by("subject", "title"))
