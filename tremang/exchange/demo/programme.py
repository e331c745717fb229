"""What offices enter about a club of the demo: assessments, courses of the board, needs and support."""

from datetime import date, timedelta

from tremang.exchange.demo.making import Act, Making, at, digests
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.plans import Plan
from tremang.members.models import BoardMember, Need, NeedKind, Support
from tremang.programme.standard.models import Assessment, Result
from tremang.programme.training.models import CourseKind, CourseRecord


class Programme:
    """Acts upon one club by the plan's duties."""

    def __init__(self, making: Making, plan: Plan, by_id: int, secretary_id: int) -> None:
        self.making = making
        self.plan = plan
        self.by_id = by_id
        self.secretary_id = secretary_id
        self.random = making.random("programme", plan.index)
        self.said: set[tuple[int, date]] = set()  # who declared a need on which day

    def acts(self, members: list[Member], board: list[BoardMember], borrowed: list[tuple[Member, date]]) -> list[Act]:
        """All acts, in no order. `borrowed`: who was lent to, with the day on which he asked."""
        if self.plan.launched_on is None:
            return []
        return [*self._assessments(), *self._courses(board), *self._needs(members), *self._borrowers(borrowed)]

    def _until(self) -> date:
        return min(self.plan.last_day, self.making.last)

    def _act(self, day: date, verb: str, row, words: dict, by_id: int = 0) -> Act:
        self.making.sink.add(row)
        body = {"club": self.plan.name} | words
        return Act(at(day, 14), by_id or self.by_id, lambda: (verb, row, body, digests(row)))

    def _assessments(self) -> list[Act]:
        draw, acts = self.random, []
        day = self.plan.launched_on + timedelta(days=draw.randrange(150, 330))
        while day <= self._until():
            if draw.random() < 0.62 + 0.35 * self.plan.zeal:
                chance = draw.random() - 0.55 * (self.plan.zeal - 0.6)
                result = Result.BELOW if chance > 0.86 else Result.GOOD if chance < 0.3 else Result.MEETS
                row = Assessment(
                    club_id=self.plan.made_id, assessed_on=day, result=result, by_id=self.making.city_staff_id,
                    decided_by="Hội Người cao tuổi Thành phố",
                )  # fmt: skip
                words = {"assessed_on": day, "result": result}
                acts.append(self._act(day, "assess_club", row, words, self.making.city_staff_id))
            day += timedelta(days=draw.randrange(270, 370))
        return acts

    def _courses(self, board: list[BoardMember]) -> list[Act]:
        """Boards learn together; in some clubs one or two were missing that day."""
        draw, acts = self.random, []
        complete = draw.random() < 0.25 + 0.5 * self.plan.zeal
        first = self.plan.launched_on + timedelta(days=draw.randrange(15, 120))
        again = self.making.months_ago(11) + timedelta(days=draw.randrange(300))
        for number, row in enumerate(board):
            if number >= 2 and not complete and draw.random() < 0.35:
                continue
            for kind, day in ((CourseKind.INITIAL, first), (CourseKind.REFRESHER, again)):
                if day > self._until() or day < self.plan.launched_on:
                    continue
                if kind == CourseKind.REFRESHER and (day < first or draw.random() > 0.55 + 0.45 * complete):
                    continue
                course = CourseRecord(
                    person_id=row.person_id, kind=kind, completed_on=day, organiser="Hội Người cao tuổi Thành phố"
                )
                acts.append(self._act(day, "complete_course", course, {"kind": kind, "completed_on": day}))
        return acts

    def _needs(self, members: list[Member]) -> list[Act]:
        draw, acts = self.random, []
        share = draw.uniform(0.08, 0.24)
        for member in members:
            if draw.random() > share:
                continue
            first = max(member.joined_on, self.making.months_ago(20))
            last = min(member.left_on or date.max, self._until())
            if (last - first).days < 1:
                continue
            day = first + timedelta(days=draw.randrange((last - first).days))
            kind = draw.choices(list(NeedKind), [45, 55])[0]
            need = Need(club_id=self.plan.made_id, person_id=member.person.pk, kind=kind, declared_on=day)
            gone = day + timedelta(days=draw.randrange(60, 400))
            if draw.random() < 0.06 and gone <= last:
                need.withdrawn_on = gone
            self.said.add((member.person.pk, day))
            acts.append(self._need(member, need))
            given = day + timedelta(days=draw.randrange(10, 240))
            if kind == NeedKind.INCOME and draw.random() < 0.45 + 0.5 * self.plan.zeal and given <= last:
                support = Support(club_id=self.plan.made_id, person_id=member.person.pk, kind=kind, given_on=given)
                words = {"name": member.person.full_name, "kind": str(NeedKind(kind).label), "day": given}
                acts.append(self._act(given, "give_support", support, words, self.secretary_id))
        return acts

    def _borrowers(self, borrowed: list[tuple[Member, date]]) -> list[Act]:
        """Most of those lent to had said so some weeks before."""
        acts, said = [], self.said
        for member, asked_on in borrowed:
            day = asked_on - timedelta(days=self.random.randrange(5, 60))
            likely = self.random.random() < 0.8 and day >= max(member.joined_on, self.making.months_ago(24))
            if likely and (member.person.pk, day) not in said:
                said.add((member.person.pk, day))
                need = Need(
                    club_id=self.plan.made_id, person_id=member.person.pk, kind=NeedKind.LOAN, declared_on=day
                )  # fmt: skip
                acts.append(self._need(member, need))
        return acts

    def _need(self, member: Member, need: Need) -> Act:
        words = {"name": member.person.full_name, "kind": str(NeedKind(need.kind).label), "day": need.declared_on}
        return self._act(need.declared_on, "declare_need", need, words, self.secretary_id)
