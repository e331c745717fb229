"""What offices enter about a club of the demo: assessments, declared funds, courses of the board, needs and support."""

from datetime import date, timedelta
from math import exp, log

from tremang.exchange.demo.making import Act, Making, at, digests
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.plans import Plan
from tremang.funds.models import DeclaredBalance
from tremang.members.models import BoardMember, Need, NeedKind, Support
from tremang.programme.standard.models import Assessment, Result
from tremang.programme.training.models import CourseKind, CourseRecord

MEDIAN_FUND = 41_000_000
PLAN_BEGINS = date(2026, 1, 1)


class Programme:
    """Acts upon one club by the plan's duties."""

    def __init__(self, making: Making, plan: Plan, by_id: int, secretary_id: int) -> None:
        self.making = making
        self.plan = plan
        self.by_id = by_id
        self.secretary_id = secretary_id
        self.random = making.random("programme", plan.index)

    def acts(self, members: list[Member], board: list[BoardMember]) -> list[Act]:
        """All acts, in no order."""
        if self.plan.launched_on is None:
            return []
        return [*self._assessments(), *self._funds(), *self._courses(board), *self._needs(members)]

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

    def _funds(self) -> list[Act]:
        draw, acts = self.random, []
        if draw.random() < 0.08:
            return acts
        fund = exp(draw.gauss(log(MEDIAN_FUND), 0.72))
        day = max(self.plan.launched_on + timedelta(days=20), self.making.months_ago(30)) + timedelta(
            draw.randrange(60)
        )
        while day <= self._until():
            total = max(3, round(fund / 500_000)) * 500_000
            loans = int(total * draw.uniform(0.35, 0.9) / 500_000) * 500_000
            bank = (total - loans) // 2 // 100_000 * 100_000 if draw.random() < 0.4 else 0
            row = DeclaredBalance(
                club_id=self.plan.made_id, declared_on=day, cash=total - loans - bank, bank=bank, loans=loans,
                by_id=self.by_id,
            )  # fmt: skip
            acts.append(self._act(day, "declare_balance", row, {"declared_on": day, "total": total}))
            fund *= draw.uniform(1.0, 1.12)
            day += timedelta(days=draw.randrange(80, 200))
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
            kind = draw.choices(list(NeedKind), [62, 38])[0]
            need = Need(club_id=self.plan.made_id, person_id=member.person.pk, kind=kind, declared_on=day)
            words = {"name": member.person.full_name, "kind": str(NeedKind(kind).label)}
            gone = day + timedelta(days=draw.randrange(60, 400))
            if draw.random() < 0.06 and gone <= last:
                need.withdrawn_on = gone
            acts.append(self._act(day, "declare_need", need, words | {"day": day}, self.secretary_id))
            given = day + timedelta(days=draw.randrange(10, 240))
            if draw.random() < 0.35 + 0.6 * self.plan.zeal and given <= last:
                note = (
                    f"Vay {draw.randrange(6, 21) * 500_000:,} đồng".replace(",", ".") if kind == NeedKind.LOAN else ""
                )
                support = Support(
                    club_id=self.plan.made_id, person_id=member.person.pk, kind=kind, given_on=given, note=note
                )
                acts.append(self._act(given, "give_support", support, words | {"day": given}, self.secretary_id))
        return acts
