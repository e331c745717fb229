"""The books of a club's members as acts: joining, pausing, leaving, consents, circumstances, groups, teams, board."""

from datetime import date, timedelta

from tremang.clubs.models import BoardPost, BoardRenewal, Club, Team, TeamKind
from tremang.exchange.demo.making import Act, Making, at, digests
from tremang.exchange.demo.people import Crowd, Member
from tremang.exchange.demo.plans import Fate, Plan, Trouble
from tremang.kernel.ids import new_id
from tremang.kernel.periods import add_months
from tremang.kernel.rows import made
from tremang.members.models import (
    BoardMember,
    Channel,
    Consent,
    GroupLeader,
    LeaveReason,
    Purpose,
    TeamMember,
    Vulnerability,
    VulnerabilityKind,
)  # fmt: skip

LAW = date(2026, 1, 15)  # consents were gathered anew when Luật 91/2025/QH15 came into force
TEXT_VERSION = "2026-01"
AGREE = {
    Purpose.REGISTER: 0.98, Purpose.CONTACT: 0.85, Purpose.VULNERABLE: 0.62, Purpose.ONWARD: 0.5, Purpose.PHOTO: 0.45,
    Purpose.HEALTH: 0.3, Purpose.CARE: 0.12,
}  # fmt: skip
CIRCUMSTANCES = {
    VulnerabilityKind.HARD: 30, VulnerabilityKind.NEAR_POOR: 22, VulnerabilityKind.ALONE: 18, VulnerabilityKind.POOR: 12,
    VulnerabilityKind.DISABLED: 12, VulnerabilityKind.ETHNIC: 6,
}  # fmt: skip
POVERTY = {VulnerabilityKind.POOR, VulnerabilityKind.NEAR_POOR}
POSTS = (BoardPost.CHAIR, BoardPost.SECRETARY, BoardPost.TREASURER, BoardPost.DEPUTY, BoardPost.BOOKKEEPER)
TERM = 60  # months
STAYING = 3  # chair, secretary and treasurer are elected again: theirs are the accounts and the names in the minutes
TEAMS = (TeamKind.ARTS, TeamKind.HOMECARE, TeamKind.HEALTH, TeamKind.ECONOMY, TeamKind.SPORT)


class Register:
    """Tells who joined, left and serves in one club."""

    def __init__(self, making: Making, plan: Plan, crowd: Crowd, by_id: int) -> None:
        self.making = making
        self.plan = plan
        self.crowd = crowd
        self.by_id = by_id
        self.random = making.random("register", plan.index)
        self.board: list[BoardMember] = []
        self.served: list[BoardMember] = []
        self.serving: list[Member] = []
        self.teams: dict[TeamKind, tuple[Team, list[Member]]] = {}
        self.agreed: dict[Purpose, dict[int, date]] = {}  # purpose → membership → the day on which it was said
        self.poor: dict[int, Vulnerability] = {}  # membership → that its household was declared poor or near-poor
        self.ending: set[int] = set()  # of these the ones that a later act ends, and puts into the sink
        self.hardship = self.random.uniform(0.3, 0.7)

    def acts(self) -> list[Act]:
        """All acts of the register, in no order."""
        found = [act for member in self.crowd.members for act in self._membership(member)]
        found += self._groups() + self._renewals() + self._consents()
        return found

    def write(self) -> None:
        """Put the finished persons and memberships into the sink."""
        sink = self.making.sink
        sink.add(*self.crowd.groups, *self.served)
        for member in self.crowd.members:
            if member.is_own:
                sink.add(member.person)
            sink.add(member.row)

    def _membership(self, member: Member) -> list[Act]:
        row, person = member.row, member.person
        name = {"name": person.full_name}

        def join() -> tuple:
            words = name | {"joined_on": member.joined_on, "is_new": member.is_own}
            return "join", row, words, digests(person, row)

        def leave() -> tuple:
            row.left_on, row.leave_reason = member.left_on, member.reason
            words = name | {"left_on": member.left_on, "reason": str(LeaveReason(member.reason).label)}
            return "leave", row, words, digests(row, person) if person.died_on else digests(row)

        acts = [Act(at(member.joined_on, 9), self.by_id, join)]
        away = member.away
        if away and not (member.left_on and away.from_on > member.left_on):
            self.making.sink.add(away)

            def pause() -> tuple:
                return "pause_member", away, name | {"from_on": away.from_on}, digests(away)

            acts.append(Act(at(away.from_on, 10), self.by_id, pause))
        if member.left_on:
            acts.append(Act(at(member.left_on, 21), self.by_id, leave))
        return acts

    def choose_board(self) -> None:
        """Who serves, before anything is told: who serves has stayed."""
        start = self.plan.launched_on
        first = [m for m in self.crowd.members if m.joined_on == start and m.is_own]  # their cards are ours to change
        able = [m for m in first if 50 <= m.person.age_on(start) <= 74] or first
        size = min(len(able), self.random.choices([5, 7, 9], [60, 30, 10])[0])
        self.serving = self.random.sample(able, size)
        for member in self.serving:
            if member.left_on:
                member.left_on, member.reason, member.person.died_on = None, "", None
            member.away = None
        for number, member in enumerate(self.serving):
            member.keen = 1.0 if number < 2 else 0.97  # no minutes without the chair and the secretary

    def first_posts(self) -> list[tuple[Member, BoardPost]]:
        """The first board, each member with his post."""
        return list(zip(self.serving, [*POSTS, *[BoardPost.MEMBER] * 9], strict=False))

    def _renewals(self) -> list[Act]:
        """The first board at the launch; after each term the posts below the treasurer's pass on."""
        acts = []
        start = self.plan.launched_on
        last = min(self.plan.last_day, self.plan.met_until or self.making.last)  # nobody elects in a silent club
        posts = [post for _member, post in self.first_posts()]
        terms = [start]
        while self.plan.trouble != Trouble.TERM_OVER and add_months(terms[-1], TERM) < last:
            terms.append(add_months(terms[-1], TERM))
        for number, day in enumerate(terms):
            renewal = BoardRenewal(club_id=self.plan.made_id, renewed_on=day, decision=f"{number + 1}/NQ-BCN")
            first, others = self.serving[:STAYING], self.serving[STAYING:]
            team = first + (others if number % 2 == 0 else others[1:] + others[:1])
            rows = [
                BoardMember(
                    club_id=self.plan.made_id, person_id=member.person.pk, post=post, from_on=day, renewal_id=renewal.pk
                )
                for member, post in zip(team, posts, strict=True)
            ]  # fmt: skip
            self.making.sink.add(renewal)
            self.served += rows
            acts.append(self._renewal(renewal, rows, self.board, day))
            self.board = rows
        if self.plan.trouble == Trouble.NO_CHAIR and self.plan.met_until:
            acts.append(self._step_down(self.serving[0], self.board[0], self.plan.met_until + timedelta(days=3)))
        if self.plan.closed_on:
            acts.append(self._end(renewal, self.board, self.plan.last_day))
            self.board = []
        return acts

    def _renewal(self, renewal: BoardRenewal, rows: list[BoardMember], former: list[BoardMember], day: date) -> Act:
        def do() -> tuple:
            for row in former:
                row.to_on = day - timedelta(days=1)
            return "renew_board", renewal, {"day": day, "count": len(rows)}, digests(renewal, *rows, *former)

        return Act(at(day, 10), self.by_id, do)

    def _step_down(self, member: Member, row: BoardMember, day: date) -> Act:
        def do() -> tuple:
            row.to_on = day
            words = {"name": member.person.full_name, "post": str(BoardPost(row.post).label), "day": day}
            return "end_post", row, words, digests(row)

        return Act(at(day, 10), self.by_id, do)

    def _end(self, renewal: BoardRenewal, rows: list[BoardMember], until: date) -> Act:
        def do() -> tuple:
            for row in rows:
                row.to_on = until
            return "end_board", renewal, {"club": self.plan.name, "to_on": until}, digests(*rows)

        return Act(at(until, 22), self.by_id, do)

    def _groups(self) -> list[Act]:
        draw, start = self.random, self.plan.launched_on
        own = [m for m in self.crowd.members if m.joined_on == start and m.left_on is None]
        inside = {group.pk: [m for m in own if m.row.group_id == group.pk] for group in self.crowd.groups}
        leaders = [
            GroupLeader(club_id=self.plan.made_id, group_id=pk, membership_id=draw.choice(able).row.pk, from_on=start)
            for pk, able in inside.items()
            if able
        ]
        teams, belonging = [], []
        kinds = draw.randrange(1, len(TEAMS) + 1)
        for kind in TEAMS if self.plan.fate == Fate.LACKING else TEAMS[:kinds]:
            team = Team(club_id=self.plan.made_id, kind=kind, name=str(kind.label))
            teams.append(team)
            chosen = draw.sample(own, min(len(own), draw.randrange(5, 11)))
            self.teams[kind] = team, chosen
            for number, member in enumerate(chosen):
                belonging.append(
                    TeamMember(
                        club_id=self.plan.made_id, team_id=team.pk, membership_id=member.row.pk, from_on=start,
                        is_leader=number == 0,
                    )
                )  # fmt: skip
        self.making.sink.add(*leaders, *teams, *belonging)
        rows = [*self.crowd.groups, *leaders, *teams, *belonging]

        def do() -> tuple:
            club = Club(place_id=self.plan.made_id)
            return "arrange_groups", club, {"club": self.plan.name}, digests(*rows)

        return [Act(at(start, 11), self.by_id, do)]

    def _consents(self) -> list[Act]:
        """Consents and circumstances, gathered on paper once; who joins later signs on that day."""
        draw, days = self.random, {}
        gathered = LAW + timedelta(days=draw.randrange(60))
        for member in self.crowd.members:
            day = max(member.joined_on, gathered)
            if not member.is_own or day > min(self.making.last, member.left_on or date.max):
                continue
            rows = days.setdefault(day, [])
            person = member.person.pk
            for purpose, share in AGREE.items():
                if draw.random() < share:
                    self.agreed.setdefault(purpose, {})[member.row.pk] = day
                    rows.append(
                        made(Consent, {
                            "id": new_id(), "person_id": person, "purpose": purpose, "text_version": TEXT_VERSION,
                            "channel": Channel.PAPER, "given_by": "", "given_on": day, "withdrawn_on": None,
                            "by_id": self.by_id,
                        })
                    )  # fmt: skip
                    if purpose == Purpose.VULNERABLE and draw.random() < self.hardship / AGREE[purpose]:
                        [kind] = draw.choices(list(CIRCUMSTANCES), list(CIRCUMSTANCES.values()))
                        rows.append(Vulnerability(person_id=person, kind=kind, declared_on=day))
                        if kind in POVERTY:
                            self.poor[member.row.pk] = rows[-1]
        return [self._gather(day, rows) for day, rows in days.items() if rows]

    def _gather(self, day: date, rows: list) -> Act:
        def do() -> tuple:
            self.making.sink.add(*(row for row in rows if row.pk not in self.ending))
            return "gather_consents", rows[0], {"club": self.plan.name, "rows": len(rows)}, digests(*rows)

        return Act(at(day, 15), self.by_id, do)
