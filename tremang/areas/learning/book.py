"""The book of content 6: what it holds, what it counts, what it advises."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Book, File, Reader, Register
from tremang.areas.common.models import Activity, Counted
from tremang.areas.common.rules import may_be_done_on, members_on, more_than_roll
from tremang.areas.learning import problems as say
from tremang.areas.learning.forms import TalkForm
from tremang.areas.learning.models import ClassDay, LearningClass, SkillMark, Talk
from tremang.areas.learning.queries import CLASS_DAY, TALK, talks_in
from tremang.clubs.models import Club
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.meetings.areas import Area
from tremang.ui.tables import Column


def about(row: Talk) -> str:
    """What a talk was about."""
    return row.topic.title if row.topic is not None else row.what


def _check_talk(club: Club, row: Talk, members: tuple[int, ...], today: date) -> None:
    may_be_done_on(club, row.on, today, "on")
    if row.topic_id is None and not clean(row.what):
        raise Problem("no_subject", say.NO_SUBJECT, field="topic_id")
    if row.topic_id is not None and clean(row.what):
        raise Problem("two_subjects", say.TWO_SUBJECTS, field="what")
    more_than_roll(row.people, row.outsiders, members_on(club, row.on), row.on)


TALKS = Register(
    code=TALK, slug="noi-chuyen", model=Talk, form=TalkForm, title=gettext_lazy("Buổi nói chuyện"),
    button=gettext_lazy("Ghi buổi nói chuyện"), empty=gettext_lazy("Chưa ghi buổi nói chuyện nào."),
    columns=lambda: [
        Column("what", _("Nói về"), small="subject"), Column("day", _("Ngày"), "day"), Column("speaker", _("Người nói chuyện")),
        Column("people", _("Số người nghe"), "number"),
    ],
    line=lambda row: {
        "what": about(row), "subject": row.topic.get_subject_display() if row.topic else "", "day": row.on,
        "speaker": row.speaker, "people": row.people,
    },
    words=lambda row: {"what": about(row), "day": row.on}, check=_check_talk, day_of=lambda row: row.on,
    counted=lambda row, members: Counted(
        TALK, Area.LEARNING, row.on, about(row), people=row.people, outsiders=row.outsiders, themes=row.themes,
        at_meeting=row.at_meeting,
    ),
    order=("-on", "-pk"), related=("topic",),
    blank=(gettext_lazy("Ngày"), gettext_lazy("Nói về"), gettext_lazy("Người nói chuyện"), gettext_lazy("Số người nghe")),
)  # fmt: skip


def _doors(reader: Reader) -> list[tuple[str, str]]:
    club = reader.club.pk
    classes = [(_("Lớp học"), reverse("learning:classes", args=[club]))] if reader.sees_persons else []
    return [
        *classes,
        (_("Chủ đề nói chuyện"), reverse("learning:topics", args=[club])),
        (_("Tài liệu chữ to"), reverse("learning:materials")),
    ]


def _opens(row: Activity, reader: Reader) -> str:
    """A day of a class opens the class."""
    if row.kind != CLASS_DAY or not reader.sees_persons:
        return ""
    return reverse("learning:classes", args=[reader.club.pk])


BOOK = Book(
    area=Area.LEARNING, code="learning", slug="nang-cao-nhan-thuc", title=gettext_lazy("Nâng cao nhận thức, kiến thức"),
    examples=(
        gettext_lazy("Thực hành phân loại rác tại nhà"), gettext_lazy("Phổ biến Luật Người cao tuổi"),
        gettext_lazy("Đọc tài liệu cùng nhau"), gettext_lazy("Con cháu chỉ ông bà dùng điện thoại"),
    ),
    ideas=(
        gettext_lazy("Mở lớp Bình dân học vụ số, nhờ Đoàn Thanh niên chỉ từng người"),
        gettext_lazy("Một buổi thực hành phân loại rác, ủ phân tại nhà"),
        gettext_lazy("Mời công an xã nói chuyện phòng lừa đảo qua điện thoại"),
    ),
    registers=(TALKS,), doors=_doors, norms={"talks": talks_in}, opens=_opens,
    acts=dict.fromkeys(("open_class", "change_class", "drop_class", "mark_class"), Verb.KEEP_BOOKS),
    files={
        "talks": File(
            "id,club_id,day,topic,own_words,speaker,people,outsiders,themes",
            lambda: Talk.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "on", "topic__title", "what", "speaker", "people", "outsiders", "themes"
            ),
        ),
        "classes": File(
            "id,club_id,programme,from,to",
            lambda: LearningClass.objects.order_by("club", "from_on", "pk").values_list(
                "pk", "club", "programme__title", "from_on", "to_on"
            ),
        ),
        "class_days": File(
            "id,club_id,class_id,day,people",
            lambda: ClassDay.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "learning_class", "on", "activity__people"
            ),
        ),
        "skill_marks": File(
            "id,club_id,class_id,person_id,skill,first,now",
            lambda: SkillMark.objects.order_by("club", "pk").values_list(
                "pk", "club", "learner__learning_class", "learner__membership__person", "skill__words", "first", "level"
            ),
        ),
    },
)  # fmt: skip
