"""The acts of a club's life: vouched for by events, row by row as the club's own actions leave them."""

from datetime import date, timedelta

from tremang.clubs.models import (
    Club,
    ClubMerger,
    FoundingDecision,
    FundingOrigin,
    ManagingBody,
    ServedHamlet,
    State,
    StateRow,
)  # fmt: skip
from tremang.exchange.demo.making import Act, Making, at, digests, node
from tremang.exchange.demo.plans import Fate, Plan
from tremang.places.models import Kind, Place, UnitType

WHY_PAUSED = (
    "Nhà văn hóa đang sửa", "Chưa kiện toàn được Ban Chủ nhiệm", "Chủ nhiệm ốm dài ngày, chưa có người thay",
    "Vào vụ, ít người đến được",
)  # fmt: skip
CLOSED = {Fate.DISSOLVED: State.DISSOLVED, Fate.MERGED: State.MERGED}


class Life:
    """Makes one club with the rows of its life; `acts` tell them in the order of time."""

    def __init__(self, making: Making, plan: Plan, spare: list[Place]) -> None:
        self.making = making
        self.plan = plan
        self.random = making.random("life", plan.index)
        self.spare = spare
        self.by_id = making.officer_of.get(plan.commune.pk, making.city_staff_id)
        self.acts: list[Act] = []
        self.rows: list[StateRow] = []
        self.club = self._club()

    def _club(self) -> Club:
        plan, draw = self.plan, self.random
        hamlet = plan.hamlet
        where = hamlet.name if hamlet else plan.commune.name
        leaf, span = node(
            Kind.CLUB, UnitType.CLUB, "", plan.name, hamlet or plan.commune, plan.campaign_on, plan.made_id
        )
        project = draw.random() < 0.05
        origin = draw.choices([FundingOrigin.STATE, FundingOrigin.SOCIAL, FundingOrigin.OWN], [45, 35, 20])[0]
        club = Club(
            place_id=leaf.pk, name=plan.name, seat_hamlet_id=hamlet.pk if hamlet else None,
            managing_body=draw.choices(list(ManagingBody), [88, 7, 3, 2])[0],
            funding_origin=FundingOrigin.PROJECT if project else origin,
            project_code=draw.choice(["VIE085", "VIE070"]) if project else "",
            meeting_place=f"Nhà văn hóa {where[0].lower()}{where[1:]}", meeting_day=draw.randrange(3, 28),
        )  # fmt: skip
        self.place, self.span = leaf, span
        return club

    def tell(self) -> None:
        """All stages, each as an act."""
        plan = self.plan
        self._stage(State.CAMPAIGN, plan.campaign_on)
        if plan.proposed_on:
            self._stage(State.PROPOSED, plan.proposed_on)
        if plan.decided_on:
            self._found(plan.decided_on)
        if plan.launched_on:
            self._stage(State.ACTIVE, plan.launched_on)
        if plan.pause:
            start, until = plan.pause
            self._stage(State.PAUSED, start, self.random.choice(WHY_PAUSED))
            if until:
                self._stage(State.ACTIVE, until + timedelta(days=1))
        if plan.closed_on:
            self._close(plan.closed_on)

    def write(self) -> None:
        """Put the finished rows into the sink."""
        self.making.sink.add(self.place, self.span, self.club, *self.rows)

    def _stage(self, state: State, day: date, reason: str = "") -> None:
        before = self.rows[-1] if self.rows else None
        row = StateRow(club_id=self.club.pk, state=state, from_on=day, reason=reason, by_id=self.by_id)
        self.rows.append(row)

        def do() -> tuple:
            changed = [self.club, row]
            if before:
                before.to_on = day - timedelta(days=1)
                changed.append(before)
            self.club.state = state
            if state == State.ACTIVE and self.club.launched_on is None:
                self.club.launched_on = day
            again = before is not None and before.state == State.PAUSED
            verb = "resume_club" if again else VERBS[state]
            body = {"club": self.club.name, "day": day, "reason": reason}
            return verb, self.club, body, digests(*changed)

        self.acts.append(Act(at(day, 8), self.by_id, do))

    def _found(self, day: date) -> None:
        plan, draw = self.plan, self.random
        again = plan.fate == Fate.REFOUNDED
        old = plan.partner if again else None
        decision = FoundingDecision(
            club_id=self.club.pk, number=f"{draw.randrange(20, 900)}/QĐ-UBND", decided_on=day,
            issuer=f"Ủy ban nhân dân {plan.commune.name[0].lower()}{plan.commune.name[1:]}", is_refounding=again,
            continues_id=old.made_id if old else None,
            note="Thành lập lại sau khi sắp xếp thôn, tổ dân phố" if again else "",
        )  # fmt: skip
        served = [plan.hamlet] if plan.hamlet else []
        if served and self.spare and draw.random() < 0.22:
            served.append(self.spare.pop())
        hamlets = [ServedHamlet(club_id=self.club.pk, hamlet_id=hamlet.pk, from_on=day) for hamlet in served]
        self.making.sink.add(decision, *hamlets)
        before = self.rows[-1]
        row = StateRow(club_id=self.club.pk, state=State.FOUNDED, from_on=day, by_id=self.by_id)
        self.rows.append(row)

        def do() -> tuple:
            before.to_on = day - timedelta(days=1)
            self.club.state, self.club.founded_on, self.club.is_refounding = State.FOUNDED, day, again
            body = {"club": self.club.name, "number": decision.number, "day": day, "issuer": decision.issuer}
            return VERBS[State.FOUNDED], self.club, body, digests(self.club, row, before, decision, *hamlets)

        self.acts.append(Act(at(day, 8), self.by_id, do))

    def _close(self, day: date) -> None:
        plan = self.plan
        state = CLOSED[plan.fate]
        before = self.rows[-1]
        into = plan.partner
        row = StateRow(
            club_id=self.club.pk, state=state, from_on=day, by_id=self.by_id,
            reason="Nhập vào câu lạc bộ bên cạnh" if into else "Không còn đủ thành viên tham gia",
        )  # fmt: skip
        self.rows.append(row)
        extra: list[ClubMerger] = []

        def do() -> tuple:
            before.to_on = day - timedelta(days=1)
            self.club.state = state
            if state == State.MERGED and into:
                extra.append(ClubMerger(club_id=self.club.pk, into_id=into.made_id, merged_on=day))
                self.making.sink.add(*extra)
            body = {"club": self.club.name, "day": day, "into": into.name if into else "", "reason": row.reason}
            return VERBS[state], self.club, body, digests(self.club, row, before, *extra)

        self.acts.append(Act(at(day, 16), self.by_id, do))


VERBS = {
    State.CAMPAIGN: "start_campaign", State.PROPOSED: "propose_club", State.FOUNDED: "found_club",
    State.ACTIVE: "launch_club", State.PAUSED: "pause_club", State.DISSOLVED: "dissolve_club",
    State.MERGED: "merge_club",
}  # fmt: skip
