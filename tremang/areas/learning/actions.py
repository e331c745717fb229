"""The book's own acts: a class opened and changed, and one pass over what its learners can do."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common.acts import Act
from tremang.areas.common.models import Counted
from tremang.areas.common.rules import are_members_on, may_be_done_on
from tremang.areas.learning import problems as say
from tremang.areas.learning.models import ClassDay, Learner, LearningClass, Level, Skill, SkillMark
from tremang.areas.learning.queries import CLASS_DAY
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.meetings.areas import Area

Levels = Mapping[tuple[int, int], int]  # learner, skill → level


def open_class(
    club: Club, values: Mapping[str, Any], members: Iterable[int], *, by: User, today: date, pk: int | None = None
) -> tuple[LearningClass, Event | None]:
    """A class begins with its learners (memberships); `values` are programme_id, from_on, to_on, teacher.

    `pk` as in `common.actions.add`. Raises Refused, Problem.
    """
    require(by, Verb.KEEP_BOOKS, club.place, today)
    chosen = sorted(set(members))
    with writing(club.pk):
        if pk is not None and (known := LearningClass.objects.filter(pk=pk).first()) is not None:
            if known.club_id == club.pk:
                return known, None
            pk = None
        row = LearningClass(club=club, by_id=by.pk, **({"pk": pk} if pk else {}), **values)
        _check(row, chosen, today)
        act = Act(club, by=by, today=today)
        act.create(row)
        act.create_all([Learner(club=club, learning_class=row, membership_id=member) for member in chosen])
        return row, act.note("open_class", row, {**_words(row), "people": len(chosen)})


def change_class(
    row: LearningClass, values: Mapping[str, Any], members: Iterable[int], *, by: User, today: date
) -> Event | None:
    """Write a class anew: from_on, to_on, teacher, and who learns in it; None where nothing changes.

    Whoever has marks stays. Raises Refused, Problem, Conflict where the class is gone.
    """
    club, chosen = row.club, set(members)
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _current(row)
        act = Act(club, by=by, today=today)
        known = {
            one.membership_id: one
            for one in Learner.objects.filter(learning_class=current).select_related("membership__person")
        }
        tried = LearningClass(club=club, pk=current.pk, programme_id=current.programme_id, by_id=by.pk, **values)
        _check(tried, sorted(chosen - known.keys()), today, is_new=False)
        if not chosen:
            raise Problem("no_learners", say.NO_LEARNERS, field="members")
        for member, learner in known.items():
            if member not in chosen:
                if learner.marks.exists():
                    name = learner.membership.person.full_name
                    raise Problem("has_marks", say.HAS_MARKS, field="members", name=name)
                act.drop(learner)
        act.update(current, **values)
        fresh = [Learner(club=club, learning_class=current, membership_id=pk) for pk in sorted(chosen - known.keys())]
        if fresh:
            act.create_all(fresh)
        return act.note("change_class", current, _words(current)) if act.changed else None


def drop_class(row: LearningClass, *, by: User, today: date) -> Event:
    """Remove a class that was written by mistake. Raises Refused, Problem where it has met, Conflict where it is gone."""
    club = row.club
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _current(row)
        if current.days.exists():
            raise Problem("has_days", say.HAS_DAYS)
        act = Act(club, by=by, today=today)
        words = _words(current)
        for learner in Learner.objects.filter(learning_class=current):
            act.drop(learner)
        act.drop(current)
        return act.note("drop_class", current, words)


def mark_class(
    row: LearningClass, on: date, came: Iterable[int], levels: Levels, *, by: User, today: date
) -> Event | None:
    """A day of the class in one act: who came (learners), and what each can do now. None where nothing changes.

    The first mark of a skill is where the learner began. The same day again corrects that day. Raises Refused, Problem
    for a day outside the class or with nobody, Conflict for learners or skills of another class.
    """
    club, present = row.club, set(came)
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _current(row)
        may_be_done_on(club, on, today, "on")
        if on < current.from_on or (current.to_on is not None and on > current.to_on):
            raise Problem("outside", say.OUTSIDE, field="on", day=written(on))
        if not present:
            raise Problem("nobody_came", say.NOBODY_CAME)
        learners = {one.pk: one for one in Learner.objects.filter(learning_class=current)}
        skills = set(Skill.objects.filter(programme=current.programme_id).values_list("pk", flat=True))
        asked = {learner for learner, _skill in levels} | present
        if not (asked <= learners.keys() and {skill for _learner, skill in levels} <= skills):
            raise Conflict("other_class", say.OTHER_CLASS)
        members = [learners[pk].membership_id for pk in present]
        are_members_on(club, members, on, "on")
        act = Act(club, by=by, today=today)
        _meet(act, current, on, members)
        known = {
            (mark.learner_id, mark.skill_id): mark for mark in SkillMark.objects.filter(learner__learning_class=current)
        }
        fresh = []
        for (learner, skill), value in levels.items():
            level = Level(value)
            if (mark := known.get((learner, skill))) is not None:
                act.update(mark, level=level)
            else:
                fresh.append(SkillMark(club=club, learner_id=learner, skill_id=skill, first=level, level=level))
        if fresh:
            act.create_all(fresh)
        words = {"what": current.programme.title, "day": on, "people": len(present)}
        return act.note("mark_class", current, words) if act.changed else None


def _meet(act: Act, row: LearningClass, on: date, members: list[int]) -> None:
    """The day of the class with who came; a day written before is corrected."""
    themes = row.programme.themes
    told = Counted(CLASS_DAY, Area.LEARNING, on, row.programme.title, members, own_themes=themes)
    known = ClassDay.objects.filter(learning_class=row, on=on).select_related("activity").first()
    if known is not None:
        act.count(known.activity, told)
        return
    activity = act.count(None, told)
    act.create(ClassDay(club=act.club, learning_class=row, on=on, activity=activity, by_id=act.by.pk))


def _check(row: LearningClass, members: list[int], today: date, *, is_new: bool = True) -> None:
    may_be_done_on(row.club, row.from_on, today, "from_on")
    if row.to_on is not None and row.to_on < row.from_on:
        start, end = written(row.from_on), written(row.to_on)
        raise Problem("end_before", say.END_BEFORE, field="to_on", start=start, end=end)
    if is_new and not members:
        raise Problem("no_learners", say.NO_LEARNERS, field="members")
    outside = ClassDay.objects.none() if is_new else ClassDay.objects.filter(learning_class=row.pk, on__lt=row.from_on)
    if not is_new and row.to_on is not None:
        outside |= ClassDay.objects.filter(learning_class=row.pk, on__gt=row.to_on)
    if (one := outside.first()) is not None:
        raise Problem("days_outside", say.DAYS_OUTSIDE, field="from_on", day=written(one.on))
    are_members_on(row.club, members, row.from_on if is_new else min(today, row.to_on or today))


def _current(row: LearningClass) -> LearningClass:
    current = LearningClass.objects.select_related("programme").filter(pk=row.pk, club=row.club_id).first()
    if current is None:
        raise Conflict("gone", say.GONE)
    return current


def _words(row: LearningClass) -> dict[str, Any]:
    return {"what": row.programme.title, "day": row.from_on}
