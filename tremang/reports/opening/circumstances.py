"""The rows of one club behind what reports carry of circumstances, courses and equipment; those of officials' courses.

Of hardship, cards and households nobody's name stands in a row, whoever looks: who may see them opens the member's card.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.areas.common.queries import counting
from tremang.areas.livelihood.models import Course, PovertyExit
from tremang.areas.resources.models import Equipment
from tremang.clubs.models import ClubMerger, State, StateRow
from tremang.facts.circumstances import OF_PERSONS
from tremang.facts.loading import load_clubs
from tremang.facts.loading_circumstances import TAUGHT
from tremang.facts.measures import counted_here
from tremang.kernel.format import number
from tremang.places.models import Dated, Place
from tremang.places.queries import main_heirs
from tremang.programme.training.models import CourseRecord
from tremang.reports.opening.base import Row
from tremang.ui.links import address

WORDS = {
    "poor": gettext_lazy("Một thành viên thuộc hộ nghèo, khai ngày này"),
    "near_poor": gettext_lazy("Một thành viên thuộc hộ cận nghèo, khai ngày này"),
    "insured": gettext_lazy("Một thành viên có thẻ bảo hiểm y tế còn hạn, hỏi ngày này"),
    "insurance_asked": gettext_lazy("Một thành viên đã hỏi về thẻ bảo hiểm y tế"),
}


def life(measure: str, club: Place, first: date, last: date) -> list[Row]:
    """The day on which the club was launched, dissolved, or went into another."""
    states = {"launched": (State.ACTIVE, State.PAUSED), "dissolved": (State.DISSOLVED,), "merged": (State.MERGED,)}[
        measure
    ]
    row = StateRow.objects.filter(club=club.pk, state__in=states).order_by("from_on").first()
    if row is None or not first <= row.from_on <= last:
        return []
    words = _("Ra mắt") if measure == "launched" else str(row.get_state_display())
    merger = ClubMerger.objects.filter(club=club.pk).select_related("into").first() if measure == "merged" else None
    if merger is not None:
        words = _("Sáp nhập vào %(club)s") % {"club": merger.into.name}
    return [Row(row.from_on, words, 1, address("clubs:life", club.pk))]


def persons(measure: str, club: Place, last: date) -> list[Row]:
    """A row for each member counted here who is in a circumstance on the last day."""
    record = load_clubs([club.pk], last, ("members", "circumstances"))[0]
    found = []
    for member in record.members:
        others = record.elsewhere.get(member.person_id, ())
        if member.joined_on <= last <= member.left_on and counted_here(record, member, others, last):
            found += [
                Row(since, str(WORDS[measure]), 1, "")
                for key, since, until in record.circumstances.get(member.person_id, ())
                if key == measure and since <= last <= until
            ]
    return sorted(found, key=lambda row: row.day or date.min)


def things(measure: str, club: Place, _first: date, last: date) -> list[Row]:
    """What the club owns on the last day, in pieces or in đồng."""
    if not StateRow.objects.filter(Dated.on(last), club=club.pk, state__in=(State.ACTIVE, State.PAUSED)).exists():
        return []
    rows = Equipment.objects.filter(Dated.on(last), club=club.pk).order_by("from_on", "pk")
    url = address("resources:home", club.pk)
    return [
        Row(row.from_on, _("%(what)s, %(count)s cái") % {"what": row.what, "count": number(row.quantity)}, amount, url)
        for row in rows
        if (amount := row.quantity if measure == "equipment" else row.value)
    ]


def exits(_measure: str, club: Place, first: date, last: date) -> list[Row]:
    """The households that left poverty."""
    days = (
        PovertyExit.objects.filter(club=club.pk, on__gte=first, on__lte=last)
        .order_by("on")
        .values_list("on", flat=True)
    )
    return [Row(day, _("Một hộ thành viên thoát nghèo"), 1, "") for day in days]


def classes(measure: str, club: Place, first: date, last: date) -> list[Row]:
    """Courses and guidance, one each or those who came."""
    rows = Course.objects.filter(
        counting("activity__"), club=club.pk, kind__in=TAUGHT, on__gte=first, on__lte=last
    ).select_related("activity").order_by("on", "pk")  # fmt: skip
    url = address("livelihood:home", club.pk)
    words = _("%(what)s, %(count)s người dự")
    return [
        Row(row.on, words % {"what": row.what, "count": number(row.activity.people)},
            1 if measure == "classes" else row.activity.people, url)
        for row in rows
        if row.activity is not None
    ]  # fmt: skip


def board_courses(_measure: str, club: Place, first: date, last: date) -> list[Row]:
    """Courses completed by those who served on the board that day; no names."""
    record = load_clubs([club.pk], last, ("board",))[0]
    taken = {
        (course.completed_on, one.person_id, course.is_initial)
        for one in record.board
        for course in record.courses.get(one.person_id, ())
        if one.from_on <= course.completed_on <= one.to_on and first <= course.completed_on <= last
    }
    url = address("members:board", club.pk)
    return [
        Row(day, _("Một thành viên Ban Chủ nhiệm, tập huấn ban đầu") if is_initial
            else _("Một thành viên Ban Chủ nhiệm, tập huấn nhắc lại"), 1, url)
        for day, _person, is_initial in sorted(taken)
    ]  # fmt: skip


def staff_courses(place: Place, first: date, last: date) -> list[Row]:
    """Courses completed by officials of a commune or of the City itself, with those of units whose list it took over."""
    places = [place.pk, *(pk for pk, heir in main_heirs().items() if heir == place.pk)]
    rows = CourseRecord.objects.filter(official__place__in=places, completed_on__gte=first, completed_on__lte=last)
    url = address("training:officials", place.code)
    return [
        Row(row.completed_on, _("Một cán bộ: %(kind)s") % {"kind": str(row.get_kind_display()).lower()}, 1, url)
        for row in rows.order_by("completed_on", "pk")
    ]


ROWS = {
    **dict.fromkeys(("launched", "dissolved", "merged"), life),
    **dict.fromkeys(OF_PERSONS, lambda measure, club, _first, last: persons(measure, club, last)),
    **dict.fromkeys(("equipment", "equipment_value"), things), **dict.fromkeys(("classes", "class_people"), classes),
    "poverty_exits": exits, "board_courses": board_courses, "staff_courses": lambda *_asked: [],  # of no club
}  # fmt: skip
