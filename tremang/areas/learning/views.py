"""The pages of the book besides its register: classes with what each learner can do, topics, materials in large type."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Reader
from tremang.areas.common.models import Participant
from tremang.areas.common.pages import FORM_ID, posted, taken_out, undo_url
from tremang.areas.common.queries import called_on
from tremang.areas.common.reading import crumbs_of, may_keep, reader_of
from tremang.areas.learning import actions
from tremang.areas.learning.book import BOOK, TALKS
from tremang.areas.learning.forms import ClassForm, MarkForm
from tremang.areas.learning.models import Learner, LearningClass, Level, Material, Skill
from tremang.areas.learning.queries import (
    Progress,
    classes_of,
    days_of,
    materials_on,
    progress_of,
    skills_of,
    topics_by_subject,
    version_on,
)
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.text import whole
from tremang.ui.entry_page import entry_page

SHOWN_DAYS = 6
SHOWN_LEARNERS = 3  # with so few the skills of each stand open; with more they would make a phone's page endless


def classes(request: HttpRequest, club: int) -> HttpResponse:
    """The classes of a club."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "rows": classes_of(club), "today": reader.today,
        "keeps": may_keep(reader, TALKS), "add_url": reverse("learning:open_class", args=[club]),
    }  # fmt: skip
    return render(request, "learning/classes.html", context)


def _crumbs(reader: Reader) -> list[tuple[str, str]]:
    return crumbs_of(reader.club, BOOK, (_("Lớp học"), reverse("learning:classes", args=[reader.club.pk])))


def open_class(request: HttpRequest, club: int) -> HttpResponse:
    """The form of a new class."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    form = ClassForm(posted(request), club=reader.club, today=reader.today, user=reader.user)
    made = whole(request.POST.get(FORM_ID, "")) or new_id()
    then = reverse("learning:class", args=[club, made])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        _row, event = actions.open_class(
            reader.club, form.values(), form.picked() or (), by=reader.user, today=reader.today, pk=made
        )
        if event is None:
            return _("Lớp này đã ghi rồi, không ghi thêm lần nữa."), ""
        return _("Đã mở lớp. Mời hỏi từng người đang làm được việc gì."), undo_url(event)

    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Mở lớp"), "button": _("Mở lớp"), "crumbs": _crumbs(reader), "made": made, "summary": reader.club.name,
            "back_url": reverse("learning:classes", args=[club]),
        },
    )  # fmt: skip


def _class(reader: Reader, pk: int) -> LearningClass:
    row = LearningClass.objects.select_related("programme").filter(club=reader.club, pk=pk).first()
    if row is None:
        raise Http404
    row.club = reader.club
    return row


def change_class(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The form of a class that stands: its days, its teacher, who learns in it."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    row = _class(reader, pk)
    members = tuple(Learner.objects.filter(learning_class=row).values_list("membership", flat=True))
    form = ClassForm(posted(request), club=reader.club, today=reader.today, user=reader.user, row=row, members=members)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.change_class(row, form.values(), form.picked() or (), by=reader.user, today=reader.today)
        return (_("Đã sửa lớp."), undo_url(event)) if event else (_("Không có gì thay đổi."), "")

    then = reverse("learning:class", args=[club, pk])
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Sửa lớp"), "button": _("Ghi lại"), "crumbs": _crumbs(reader), "back_url": then,
            "summary": row.programme.title, "drop_url": reverse("learning:drop_class", args=[club, pk]),
        },
    )  # fmt: skip


@require_POST
def drop_class(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Remove a class that was written by mistake."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    event = actions.drop_class(_class(reader, pk), by=reader.user, today=reader.today)
    return taken_out(request, event, reverse("learning:classes", args=[club]), _("Đã bỏ lớp ghi nhầm."))


@dataclass
class Cell:
    """A skill of a learner on the page: where he began, how well he does it now, and what was chosen for today."""

    name: str
    skill: Skill
    first: str
    now: str
    chosen: str
    has_moved: bool  # whether he does it otherwise now than at first


@dataclass
class Row:
    """A learner on the page of a class."""

    id: int
    who: str
    cells: list[Cell]
    alone: int
    came: bool


def learning_class(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """A class: its learners as rows, its skills as boxes, all written in one act."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    row, sent = _class(reader, pk), posted(request)
    if sent is not None:
        reader_of(request, club, Verb.KEEP_BOOKS)
    skills, days = skills_of(row), days_of(row)
    today_came = _came_on(days, reader) if sent is None else None
    rows = [_row(one, skills, reader, sent, today_came) for one in progress_of(row)]
    form = MarkForm(sent, today=reader.today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        levels = {
            (one.id, cell.skill.pk): int(cell.chosen)
            for one in rows for cell in one.cells if cell.chosen and cell.chosen != cell.now
        }  # fmt: skip
        came = [one.id for one in rows if one.came]
        event = actions.mark_class(row, data["on"], came, levels, by=reader.user, today=reader.today)
        if event is None:
            return _("Không có gì thay đổi."), ""
        return _("Đã ghi buổi học ngày %(day)s.") % {"day": written(data["on"])}, undo_url(event)

    return entry_page(
        request, "learning/class.html", form, act, reverse("learning:class", args=[club, pk]),
        lambda: {
            "club": reader.club, "row": row, "crumbs": _crumbs(reader), "rows": rows, "skills": skills, "levels": Level.choices,
            "folds": sent is None and len(rows) > SHOWN_LEARNERS,
            "days": days[:SHOWN_DAYS], "met": len(days), "keeps": may_keep(reader, TALKS),
            "change_url": reverse("learning:change_class", args=[club, pk]), "sums": _sums(rows, skills),
        },
    )  # fmt: skip


def _came_on(days: list[Any], reader: Reader) -> set[int] | None:
    """The memberships that came today; None where the class has not met today."""
    today = next((one for one in days if one.on == reader.today), None)
    if today is None:
        return None
    return set(Participant.objects.filter(activity=today.activity_id).values_list("membership", flat=True))


def _row(one: Progress, skills: list[Skill], reader: Reader, sent: Any, came: set[int] | None) -> Row:
    cells = []
    for skill in skills:
        mark, name = one.marks.get(skill.pk), f"muc-{one.learner.pk}-{skill.pk}"
        now = str(mark.level) if mark else ""
        asked = sent.get(name, "") if sent is not None else now
        chosen = asked if asked in {str(level.value) for level in Level} else ""
        first = str(mark.get_first_display()) if mark else ""
        cells.append(Cell(name, skill, first, now, chosen, mark is not None and mark.first != mark.level))
    if sent is not None:
        is_here = f"co-{one.learner.pk}" in sent
    else:
        is_here = came is None or one.learner.membership_id in came
    return Row(one.learner.pk, called_on(one.learner.membership, reader.today), cells, one.alone, is_here)


def _sums(rows: list[Row], skills: list[Skill]) -> list[tuple[str, int, int]]:
    """For each skill: how many began by themselves or now do it by themselves."""
    alone, own = str(Level.ALONE.value), str(Level.ALONE.label)

    def count(test: Callable[[Cell], bool], index: int) -> int:
        return sum(test(row.cells[index]) for row in rows)

    return [
        (skill.words, count(lambda cell: cell.first == own, index), count(lambda cell: cell.now == alone, index))
        for index, skill in enumerate(skills)
    ]


def topics(request: HttpRequest, club: int) -> HttpResponse:
    """The library of topics: what to tell, what to read, and the way to write down a talk."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "subjects": topics_by_subject(reader.today),
        "add_url": reverse("learning:talk_add", args=[club]) if may_keep(reader, TALKS) else "",
    }  # fmt: skip
    return render(request, "learning/topics.html", context)


def materials(request: HttpRequest) -> HttpResponse:
    """What can be read in large type."""
    return render(request, "learning/materials.html", {"rows": materials_on(clock.today())})


def material(request: HttpRequest, pk: int) -> HttpResponse:
    """A material in large type, as it reads today."""
    return render(request, "learning/material.html", _reading(pk))


def material_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on A4."""
    return render(request, "learning/material_paper.html", _reading(pk))


def _reading(pk: int) -> dict[str, Any]:
    found = get_object_or_404(Material, pk=pk)
    version = version_on(found, clock.today())
    if version is None:
        raise Http404
    paragraphs = [" ".join(part.split()) for part in version.body.split("\n\n") if part.strip()]
    return {"material": found, "version": version, "paragraphs": paragraphs}
