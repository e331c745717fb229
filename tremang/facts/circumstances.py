"""What reports carry of members' circumstances, of training and equipment (domain handbook 6.3): measures of a club.

Circumstances are those of persons counted once, as they declared or were asked; nobody is counted of whom nothing is on
record. What happened adds up over the half-months.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from tremang.indicators.records import ClubRecord
from tremang.kernel.periods import half_first, half_of

OF_PERSONS = {
    "poor": "of members_once, in a household declared poor",
    "near_poor": "of members_once, in a household declared near-poor",
    "insured": "of members_once, with a health insurance card that holds",
    "insurance_asked": "of members_once, asked for a health insurance card",
}
OF_CLUB = {
    "equipment": "things that a club owns, in pieces; of clubs launched and not closed",
    "equipment_value": "their value when they came, in đồng",
}
HAPPENED = {
    "poverty_exits": "households of members that left poverty, by the day of the decision",
    "classes": "courses and guidance given to members to earn better",
    "class_people": "who came to them, each time",
    "board_courses": "courses completed by members of the board, for each club on whose board they served that day",
}


def put_circumstances(found: list[dict[str, int]], club: ClubRecord, days: Sequence[date]) -> None:
    """Add what the club owns at the end of each of `days`, and what happened in their half-months; none stands there before."""
    happened = [*club.happened, *_board_courses(club)]
    for values, day in zip(found, days, strict=True):
        first = half_first(half_of(day))
        for on, key, count in happened:
            if first <= on <= day:
                values[key] = values.get(key, 0) + count
    for from_on, to_on, pieces, worth in club.things:
        for index in range(bisect_left(days, from_on), bisect_right(days, to_on)):
            values = found[index]
            if values.get("clubs"):
                values["equipment"] = values.get("equipment", 0) + pieces
                if worth:
                    values["equipment_value"] = values.get("equipment_value", 0) + worth


def _board_courses(club: ClubRecord) -> list[tuple[date, str, int]]:
    """Each course once, however often its person was elected."""
    taken = {
        (one.person_id, course.completed_on, course.is_initial)
        for one in club.board
        for course in club.courses.get(one.person_id, ())
        if one.from_on <= course.completed_on <= one.to_on
    }
    return [(completed_on, "board_courses", 1) for _person, completed_on, _is_initial in taken]
