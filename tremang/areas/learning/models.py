"""Talks, classes with their skills, and materials in large type (handbook 1.2, content 6; 5.2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import WHAT_LIMIT, Recorded
from tremang.clubs.models import Owned
from tremang.kernel.ids import new_id
from tremang.members.models import Membership
from tremang.places.models import Dated, period_check

NAME_LIMIT = 120


class Subject(models.TextChoices):
    """What a talk or a material is about."""

    SAFETY = "safety", _("An toàn, phòng lừa đảo")
    HEALTH = "health", _("Sức khỏe")
    LAW = "law", _("Pháp luật, chính sách")
    DIGITAL = "digital", _("Chuyển đổi số")
    GREEN = "green", _("Môi trường")
    LIVING = "living", _("Đời sống, gia đình")
    WORK = "work", _("Làm ăn")


class Material(models.Model):
    """Something to read, in large type; its words stand in versions."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=NAME_LIMIT, unique=True)
    subject = models.CharField(max_length=10, choices=Subject)


class MaterialVersion(Dated):
    """The words of a material from a day on: plain paragraphs, parted by empty lines."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="material_version_once"),
            period_check("material_version_period"),
        ]


class Topic(Dated):
    """A topic of the library of talks. `points` says what to tell, `themes` are bits of `meetings.areas`."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=NAME_LIMIT, unique=True)
    subject = models.CharField(max_length=10, choices=Subject)
    themes = models.PositiveSmallIntegerField(default=0)
    points = models.CharField(max_length=400)
    material = models.ForeignKey(Material, models.PROTECT, null=True, blank=True, related_name="topics")

    class Meta:
        constraints = [period_check("topic_period")]


class Talk(Recorded):
    """A talk on a day: a topic of the library or own words, who spoke, and how many listened."""

    on = models.DateField()
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="talks")
    what = models.CharField(max_length=WHAT_LIMIT, blank=True)
    speaker = models.CharField(max_length=NAME_LIMIT, blank=True)
    people = models.PositiveSmallIntegerField()
    outsiders = models.PositiveSmallIntegerField(default=0)
    themes = models.PositiveSmallIntegerField(default=0)
    at_meeting = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(topic__isnull=False) | ~Q(what=""), name="talk_about_something"),
            models.CheckConstraint(condition=Q(outsiders__lte=F("people")), name="talk_outsiders"),
        ]


class Programme(Dated):
    """A kind of class, such as Bình dân học vụ số, with its skills. `themes` are bits: what a class of it counts as."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=NAME_LIMIT, unique=True)
    themes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [period_check("programme_period")]


class Skill(models.Model):
    """Something that whoever comes to such a class learns."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="skills")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "position"], name="skill_position")]


class Level(models.IntegerChoices):
    """How well somebody can do something."""

    NO = 0, _("Chưa biết")
    HELPED = 1, _("Có người giúp")
    ALONE = 2, _("Tự làm được")


class LearningClass(Owned):
    """A class of a club from a day on; what happened in it are its days and the marks of its learners."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="classes")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    teacher = models.CharField(max_length=NAME_LIMIT, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [period_check("learning_class_period")]


class Learner(Owned):
    """A member who learns in a class."""

    learning_class = models.ForeignKey(LearningClass, models.PROTECT, related_name="learners")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="classes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "learning_class", "membership"], name="learner_once")]


class ClassDay(Recorded):
    """A day on which the class met; its activity names who came."""

    learning_class = models.ForeignKey(LearningClass, models.PROTECT, related_name="days")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "learning_class", "on"], name="class_day_once")]


class SkillMark(Owned):
    """How well a learner can do something: when first asked (`first`), and now."""

    learner = models.ForeignKey(Learner, models.PROTECT, related_name="marks")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="marks")
    first = models.PositiveSmallIntegerField(choices=Level)
    level = models.PositiveSmallIntegerField(choices=Level)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "learner", "skill"], name="skill_mark_once"),
            models.CheckConstraint(condition=Q(first__lte=2) & Q(level__lte=2), name="skill_mark_level"),
        ]
