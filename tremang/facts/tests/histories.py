"""Generated histories of the small world: what may happen to clubs, people and places, each with its stale mark.

A step is a name and three small numbers; what they pick is decided here, so that a failing history shrinks well.
Every step writes rows as an action would and marks the half-month from which facts may differ, with the rows it touched.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model
from hypothesis import strategies as st

from tests import cast
from tremang.accounts.models import User
from tremang.areas.common import actions as books
from tremang.areas.common.acts import Act
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport
from tremang.areas.common.rules import may_be_done_on
from tremang.areas.health.models import Insurance
from tremang.areas.resources.models import Equipment
from tremang.areas.selfhelp.book import ACTIONS, HELPS
from tremang.areas.selfhelp.models import Help
from tremang.clubs.models import Club, FoundingDecision, ServedHamlet, State, StateRow
from tremang.facts.actions import catch_up
from tremang.funds.actions.sheet import Line, Sheet
from tremang.funds.actions.slips import take_back
from tremang.funds.models import Account, Fund, Loan, Voucher
from tremang.funds.models import Kind as MoneyKind
from tremang.kernel import clock
from tremang.kernel.events import key, mark_stale
from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.meetings.models import Meeting
from tremang.members.actions.joining import take_back_join
from tremang.members.models import BoardMember, Membership, Need, Person, Support, Vulnerability
from tremang.places.journal import Journal
from tremang.places.models import HamletCount, Kind, Place, Population, UnitType
from tremang.places.queries import city, communes
from tremang.places.tree import NewUnit, stand_since
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.standard.models import Assessment
from tremang.programme.territory.actions.changes import Decree, merge_places, move_place, split_place
from tremang.programme.training.models import CourseRecord, Official

BEGIN = date(2026, 3, 2)
LENGTH = 200  # days over which a history is spread

MOVES = [
    (Account.CASH, Account.STATE, MoneyKind.CAPITAL), (Account.CASH, Account.MEMBERS, MoneyKind.CAPITAL),
    (Account.CASH, Account.DUES, MoneyKind.DUES), (Account.BANK, Account.CASH, MoneyKind.BANKING),
    (Account.CASH, Account.GIFTS, MoneyKind.GIFT), (Account.SUPPLIES, Account.CASH, MoneyKind.SPENDING),
    (Account.CASH, Account.LOANS, MoneyKind.PRINCIPAL), (Account.INTEREST, Account.KEPT, MoneyKind.SHARE_OUT),
]  # fmt: skip
numbers = st.integers(0, 11)
steps = st.lists(st.tuples(st.integers(0, 29), numbers, numbers, st.integers(0, LENGTH)), min_size=1, max_size=14)


class History:
    """The world as steps are taken in it; `today` never goes back."""

    def __init__(self, world: cast.World) -> None:
        self.world = world
        self.today = BEGIN
        self.doings: list[Callable[[int, int, date], None]] = [
            self.meet, self.correct, self.forget, self.join, self.join_again, self.leave, self.pause, self.resume,
            self.dissolve, self.assess, self.keep_books, self.train, self.need, self.support, self.found,
            self.count_hamlets, self.declare, self.list_official, self.move_club, self.redraw,
            self.lend, self.take_slip_back, self.note_done, self.help, self.act_together, self.give, self.take_act_back,
            self.ask, self.serve, self.take_join_back,
        ]  # fmt: skip

    def take(self, step: tuple[int, int, int, int]) -> None:
        """Take one step; the day goes on with it, and what it writes may be dated back."""
        which, a, b, offset = step
        self.today = max(self.today, BEGIN + timedelta(days=offset))
        with clock.fixed(self.today):
            self.doings[which](a, b, self.today - timedelta(days=a * b))

    def club(self, number: int) -> Club:
        """One of the clubs."""
        clubs = list(Club.objects.order_by("pk"))
        return clubs[number % len(clubs)]

    def commune(self, number: int) -> Place:
        """One of the communes that stand."""
        standing = list(communes().order_by("pk"))
        return standing[number % len(standing)]

    def meet(self, a: int, b: int, day: date) -> None:
        club = self.club(a)
        if club.launched_on and day >= club.launched_on and not Meeting.objects.filter(club=club, held_on=day).exists():
            row = Meeting.objects.create(
                club=club, held_on=day, contents=(a * 37 + b * 11) % 256, themes=b % 4, own_themes=b % 2, present=a,
                expected=a + b, recorded_by_id=1, recorded_at=clock.now(),
            )  # fmt: skip
            mark_stale([club.pk], day, [key(row)])

    def correct(self, a: int, b: int, day: date) -> None:
        meeting = Meeting.objects.order_by("pk")[a : a + 1].first()
        if meeting and not Meeting.objects.filter(club=meeting.club_id, held_on=day).exists():
            before, meeting.held_on, meeting.contents = meeting.held_on, day, 255 - b
            meeting.save(update_fields=["held_on", "contents"])
            mark_stale([meeting.club_id], min(before, day), [key(meeting)])

    def forget(self, a: int, b: int, day: date) -> None:
        if meeting := Meeting.objects.order_by("pk")[a : a + 1].first():
            name = key(meeting)
            meeting.delete()
            mark_stale([meeting.club_id], meeting.held_on, [name])

    def join(self, a: int, b: int, day: date) -> None:
        club = self.club(a)
        born: date | int = 1960 + b if a % 2 else date(1966, 1 + b, 15)
        day = max(day, club.place.valid_from)
        person = cast.person(f"Người {a} {b}", "FM"[b % 2], born)
        row = Membership.objects.create(club=club, person=person, joined_on=day)
        mark_stale([club.pk], day, [key(person), key(row)])

    def join_again(self, a: int, b: int, day: date) -> None:
        club = self.club(a)
        day = max(day, club.place.valid_from)
        person = Person.objects.order_by("pk")[b : b + 1].get()
        if not Membership.objects.filter(club=club, person=person).exists():
            row = Membership.objects.create(club=club, person=person, joined_on=day)
            mark_stale([club.pk], day, [key(person), key(row)])

    def leave(self, a: int, b: int, day: date) -> None:
        running = Membership.objects.filter(left_on__isnull=True, joined_on__lte=day).order_by("pk")
        if membership := running[a : a + 1].first():
            membership.left_on, membership.leave_reason = day, ["moved", "mistake"][b % 2]
            membership.save(update_fields=["left_on", "leave_reason"])
            mark_stale([membership.club_id], membership.joined_on, [key(membership)])

    def turn(self, club: Club, state: State, day: date) -> None:
        """Write the next row of a club's life."""
        last = StateRow.objects.filter(club=club).order_by("-from_on").first()
        if last and last.from_on < day and last.state != state and last.state in ("active", "paused"):
            last.to_on = day - timedelta(days=1)
            last.save(update_fields=["to_on"])
            row = StateRow.objects.create(club=club, state=state, from_on=day, by_id=0)
            Club.objects.filter(pk=club.pk).update(state=state)
            mark_stale([club.pk], day, [key(club), key(row)])

    def pause(self, a: int, b: int, day: date) -> None:
        self.turn(self.club(a), State.PAUSED, day)

    def resume(self, a: int, b: int, day: date) -> None:
        self.turn(self.club(a), State.ACTIVE, day)

    def dissolve(self, a: int, b: int, day: date) -> None:
        self.turn(self.club(a), State.DISSOLVED, day)

    def serve(self, a: int, b: int, day: date) -> None:
        club = self.club(a)
        hamlets = list(Place.objects.filter(kind=Kind.HAMLET, valid_to__isnull=True).order_by("pk"))
        row, is_new = ServedHamlet.objects.get_or_create(
            club=club, hamlet=hamlets[b % len(hamlets)], defaults={"from_on": max(day, club.place.valid_from)}
        )
        if is_new:
            mark_stale([club.pk], row.from_on, [key(row)])

    def take_join_back(self, a: int, b: int, day: date) -> None:
        if row := Membership.objects.order_by("-pk")[a : a + 1].first():
            with suppress(Problem), transaction.atomic():
                take_back_join(row, **self.keeper(row.club))

    def assess(self, a: int, b: int, day: date) -> None:
        club = self.club(a)
        result = ("below", "meets", "good")[b % 3]
        row, _is_new = Assessment.objects.update_or_create(
            club=club, assessed_on=day, defaults={"result": result, "by_id": 1}
        )
        mark_stale([club.pk], day, [key(row)])

    def keep_books(self, a: int, b: int, day: date) -> None:
        into, out_of, kind = MOVES[b % len(MOVES)]
        fund = Fund.ACTIVITY if b % 3 == 2 else Fund.INCOME
        self.slip(self.club(a), day, Line(fund, into, out_of, (1 + a) * 9_500_000, kind))

    def lend(self, a: int, b: int, day: date) -> None:
        if member := Membership.objects.filter(left_on__isnull=True).order_by("pk")[a : a + 1].first():
            club, amount = member.club, (1 + b) * 1_000_000
            loan = Loan(
                club=club, membership=member, purpose="nuôi gà", principal=amount, rate_month=1, method="flat", months=6,
                repay="equal-principal", asked_on=day, paid_out_on=day, first_due=day + timedelta(days=30), by_id=1,
                state="running",
            )  # fmt: skip
            line = Line(Fund.INCOME, Account.LOANS, Account.CASH, amount, MoneyKind.PAYOUT, member.pk, loan.pk)
            self.slip(club, day, line, loan)

    def slip(self, club: Club, day: date, line: Line, *rows: Loan) -> None:
        """Write a slip as the funds' actions do, unless it cannot be (before the launch, more than the box holds)."""
        with suppress(Problem), transaction.atomic():
            sheet = Sheet(club, by=self.world.users["tuan"], today=self.today)
            for row in rows:
                sheet.journal.create(row)
            sheet.note("take_in", sheet.slip(day, "", [line]), {})

    def take_slip_back(self, a: int, b: int, day: date) -> None:
        here = Voucher.objects.filter(club=self.world.dong_vang).order_by("-pk")
        if voucher := here[a % 3 : a % 3 + 1].first():
            with suppress(Problem), transaction.atomic():  # a loan paid out is not taken back, nor what is spent since
                take_back(voucher, "ghi nhầm", by=self.world.users["luong"], today=self.today)

    def keeper(self, club: Club) -> dict:
        """Who keeps the club's books, wherever it stands now."""
        code = Club.objects.select_related("place").get(pk=club.pk).place.commune_code
        return {"by": self.world.users["nga" if code == "09706" else "tuan"], "today": self.today}

    def note_done(self, a: int, b: int, day: date) -> None:
        """The common entry: with names, or a number, or both; sometimes at the meeting of the day."""
        club = self.club(a)
        named = list(Membership.objects.filter(Membership.running(day), club=club).order_by("pk"))[: b % 4]
        outsiders = a % 3
        given = {
            "area": 1 + (a + b) % 8, "day": day, "what": "việc chung", "people": len(named) + outsiders + b % 2 * 2,
            "outsiders": outsiders, "themes": b % 4, "own_themes": b % 2, "at_meeting": b % 3 == 0,
        }  # fmt: skip
        with suppress(Problem), transaction.atomic():
            books.add(done_of(given["area"]), club, given, [row.pk for row in named], **self.keeper(club))

    def help(self, a: int, b: int, day: date) -> None:
        """Somebody helped by name; every fourth time the newest of such records says another one."""
        club = self.club(a)
        member = Membership.objects.filter(club=club).order_by("pk")[b : b + 1].first()
        given = {"membership_id": member and member.pk, "about": "" if member else "một gia đình", "on": day}
        given |= {"kind": "goods", "what": "gạo", "value": 100_000 * b, "days": 0}
        last = Help.objects.filter(club=club).order_by("-pk").first() if a % 4 == 0 else None
        with suppress(Problem), transaction.atomic():
            if last:
                books.correct(HELPS, last, given, **self.keeper(club))
            else:
                books.add(HELPS, club, given, **self.keeper(club))

    def act_together(self, a: int, b: int, day: date) -> None:
        club = self.club(a)
        given = {"kind": "roads", "what": "dọn đường", "on": day, "people": 1 + b, "outsiders": a % 4, "hours": 2}
        given["outsiders"] = min(given["outsiders"], given["people"])
        with suppress(Problem), transaction.atomic():
            books.add(ACTIONS, club, given | {"own_themes": b % 3, "themes": b % 3}, **self.keeper(club))

    def give(self, a: int, b: int, day: date) -> None:
        """An office gave something to a club that was there; the club has said so, or not yet."""
        club = self.club(a)
        by: User = self.keeper(club)["by"]
        with suppress(Problem), transaction.atomic():
            may_be_done_on(club, day, self.today)
            support = OfficeSupport.objects.create(
                place=self.world.city, area=1 + b % 8, day=day, what="khám", giver="Sở", by_id=1
            )  # fmt: skip
            with writing(club.pk):
                act = Act(club, by=by, today=self.today)
                act.on(day)
                row = Activity(
                    club=club, area=support.area, day=day, what="khám", people=3, office=support,
                    is_confirmed=b % 2 == 0, by_id=by.pk,
                )  # fmt: skip
                act.create(row)
                act.note("add_activity", row, {"what": "khám", "day": day, "book": ""})

    def take_act_back(self, a: int, b: int, day: date) -> None:
        verbs = ("add_help", "correct_help", "add_activity", "add_community_action")
        event = Event.objects.filter(verb__in=verbs).order_by("-pk")[b % 3 : b % 3 + 1].first()
        if event:
            club = Club.objects.get(pk=event.chain_id)
            with suppress(Problem), transaction.atomic():  # taken back already, or changed since
                books.undo(club, event.pk, **self.keeper(club))

    def ask(self, a: int, b: int, day: date) -> None:
        """A hardship declared or over, a card asked for once or again, a thing that came and went."""
        member = Membership.objects.order_by("pk")[a : a + 1].get()
        row: Model
        if b % 3 == 0:
            row, is_new = Vulnerability.objects.get_or_create(
                person=member.person, kind=("poor", "near_poor", "alone")[a % 3], declared_on=day
            )
            if not is_new:
                Vulnerability.objects.filter(pk=row.pk).update(withdrawn_on=day + timedelta(days=b))
        elif b % 3 == 1:
            until = day + timedelta(days=20 * b) if a % 3 else None
            told = {"on": day, "is_insured": a % 2 == 0, "expires_on": until if a % 2 == 0 else None, "by_id": 1}
            row, is_new = Insurance.objects.update_or_create(club=member.club, membership=member, defaults=told)
        else:
            row = Equipment.objects.create(
                club=member.club, what="loa", quantity=1 + b, source="gift", from_on=day, value=a * 100_000, by_id=1,
                to_on=day + timedelta(days=40) if a % 2 else None,
            )  # fmt: skip
        mark_stale([member.club_id], BEGIN - timedelta(days=150), [key(row)])

    def train(self, a: int, b: int, day: date) -> None:
        post = BoardMember.objects.order_by("pk")[a % 3]
        kind = ("initial", "refresher")[b % 2]
        row, _is_new = CourseRecord.objects.get_or_create(person=post.person, kind=kind, completed_on=day)
        mark_stale([post.club_id], day, [key(row)])

    def need(self, a: int, b: int, day: date) -> None:
        member = Membership.objects.order_by("pk")[a : a + 1].get()
        row, _is_new = Need.objects.get_or_create(club=member.club, person=member.person, kind="loan", declared_on=day)
        mark_stale([member.club_id], day, [key(row)])

    def support(self, a: int, b: int, day: date) -> None:
        member = Membership.objects.order_by("pk")[a : a + 1].get()
        row, _is_new = Support.objects.get_or_create(club=member.club, person=member.person, kind="loan", given_on=day)
        mark_stale([member.club_id], day, [key(row)])

    def found(self, a: int, b: int, day: date) -> None:
        hamlet = list(Place.objects.filter(kind=Kind.HAMLET, valid_to__isnull=True).order_by("pk"))[a % 4]
        name = f"Câu lạc bộ mới {a} {b}"
        leaf = cast.place(Kind.CLUB, UnitType.CLUB, f"clb-{new_id()}", name, hamlet, self.today)
        day = max(day, date(2026, 3, 1))
        stand_since(Journal(), leaf, day)
        club = Club.objects.create(
            place=leaf,
            name=leaf.name,
            seat_hamlet=hamlet if b % 2 else None,
            state=State.ACTIVE,
            founded_on=day,
            launched_on=day,
        )
        StateRow.objects.create(club=club, state=State.ACTIVE, from_on=day, by_id=0)
        FoundingDecision.objects.create(
            club=club, number="1", decided_on=day, issuer="Ủy ban nhân dân", is_refounding=b == 0
        )
        ServedHamlet.objects.create(club=club, hamlet=hamlet, from_on=day)
        mark_stale([club.pk, Place.objects.get(code=leaf.commune_code).pk], day)

    def count_hamlets(self, a: int, b: int, day: date) -> None:
        commune = self.commune(a)
        if not HamletCount.objects.filter(commune=commune).exists():
            HamletCount.objects.create(commune=commune, counted_on=day)
        mark_stale([commune.pk], date(2018, 1, 1))

    def declare(self, a: int, b: int, day: date) -> None:
        commune = self.commune(a)
        if b % 2:
            Population.objects.update_or_create(
                commune=commune, year=2026, holds_to=None, defaults={"people": 1000 + b}
            )
        else:
            ReachDeclaration.objects.update_or_create(
                commune=commune, year=2026, holds_to=None, defaults={"reached": 100 * a, "declared_on": day}
            )
        mark_stale([commune.pk], date(2018, 1, 1))

    def list_official(self, a: int, b: int, day: date) -> None:
        place = self.world.city if b == 0 else self.commune(a)
        row = Official.objects.create(place=place, full_name=f"Cán bộ {new_id()}", from_on=day)
        if b % 2:
            CourseRecord.objects.create(official=row, kind="initial", completed_on=day)
        mark_stale([place.pk], day)

    def decree(self, day: date) -> Decree:
        """A decree that takes effect on `day`."""
        return Decree("19/NQ-HĐND", day, day)

    def move_club(self, a: int, b: int, day: date) -> None:
        club, target = self.club(a), self.commune(b)
        with suppress(Problem):  # it stands there already, or was founded on that very day
            move_place(club.place, target, decree=self.decree(self.today), by=self.world.users["ha"], today=self.today)

    def redraw(self, a: int, b: int, day: date) -> None:
        ha = self.world.users["ha"]
        standing = list(communes().order_by("pk"))
        with suppress(Problem):  # the code is taken, or the unit is too young to be changed
            if len(standing) > 1 and a % 2:
                merge_places([standing[0]], standing[1], decree=self.decree(self.today), by=ha, today=self.today)
                return
            unit = standing[0]
            below = Place.objects.filter(parent=unit, valid_to__isnull=True).order_by("pk")
            where = {pk: index % 2 for index, pk in enumerate(below.values_list("pk", flat=True))}
            new = NewUnit(f"{90000 + 12 * a + b}", f"Xã Mới {a} {b}", UnitType.RURAL)
            split_place(unit, [unit, new], where, decree=self.decree(self.today), by=ha, today=self.today)


class _Undone(Exception):
    """Takes an example's rows back."""


@contextmanager
def living(world: cast.World, before: Iterable[tuple[int, int, int, int]]) -> Iterator[History]:
    """A history that lived through `before` and was looked at then; at the end all its rows are taken back."""
    with suppress(_Undone), transaction.atomic():
        history = History(world)
        for step in before:
            history.take(step)
        catch_up(city(), history.today)
        yield history
        raise _Undone
