"""One club of the demo from its plan to its finished rows, with one chain of events."""

from dataclasses import dataclass

from tremang.accounts.models import RoleKind
from tremang.clubs.models import BoardPost
from tremang.exchange.demo import earning, meetups, offices, rights, wishes
from tremang.exchange.demo.answers import Answers
from tremang.exchange.demo.classes import Classes
from tremang.exchange.demo.deeds import Deeds
from tremang.exchange.demo.life import Life
from tremang.exchange.demo.livings import Livings
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.money import Money
from tremang.exchange.demo.people import Crowd, Member
from tremang.exchange.demo.plans import CLOSING, Fate, Plan, Trouble
from tremang.exchange.demo.programme import Programme
from tremang.exchange.demo.raising import Raising, supporters
from tremang.exchange.demo.register import Register
from tremang.exchange.demo.rows import unchecked
from tremang.exchange.demo.sittings import Sittings
from tremang.exchange.demo.users import CLUB, Users
from tremang.exchange.demo.works import Works
from tremang.meetings.areas import Area
from tremang.meetings.views.papers import bare_name
from tremang.members.models import Person
from tremang.places.models import Place

BATCH = 20  # clubs written at once
MOVERS = {Fate.MERGED: 0.7, Fate.DISSOLVED: 0.55}


@dataclass
class Nearby:
    """Persons of a commune who may also join the next club there."""

    persons: list[Person]


@dataclass
class Around:
    """What several clubs have part in, by club: exchanges between them, and what offices gave to many at once."""

    sides: meetups.Sides
    supports: offices.Supports


@dataclass
class Neighbours:
    """The clubs of one commune, to be made together; `spare` are its hamlets without a club."""

    plans: list[Plan]
    spare: list[Place]
    around: Around


def make_neighbours(making: Making, work: Neighbours, number: int) -> dict[int, tuple[int, str]]:
    """Make and write the clubs of one commune, the one of this `number`; returns how their chains end, by club."""
    users, nearby = Users(making, work.plans[0].commune.code), Nearby([])
    with making.own_ids(number), unchecked():
        for count, plan in enumerate(work.plans, 1):
            make_club(making, plan, users, nearby, work.spare, work.around)
            if count % BATCH == 0:
                making.sink.flush()
        making.sink.flush()
    return {plan.made_id: making.sequences[plan.made_id] for plan in work.plans}


def make_club(
    making: Making, plan: Plan, users: Users, nearby: Nearby, spare: list[Place], around: Around
) -> None:  # fmt: skip
    """Draw the club of `plan`, tell its life, and put all its rows into the sink."""
    life = Life(making, plan, spare)
    life.tell()
    acts = list(life.acts)
    crowd = Crowd(making, plan, plan.made_id, nearby.persons)
    crowd.gather()
    register = money = None
    if crowd.members:
        officer = making.officer_of.get(plan.commune.pk, making.city_staff_id)
        register = Register(making, plan, crowd, officer)
        register.choose_board()
        if plan.fate in CLOSING:
            _hand_over(making, plan, crowd)
        secretary, chair, keeper_id = _officers(making, plan, register, users, life)
        register.by_id = secretary[0]
        acts += register.acts()
        sittings = Sittings(
            making, plan, crowd.members, life.club.meeting_place, life.club.meeting_day, secretary[0],
            (chair, secretary[1]),
        )  # fmt: skip
        acts += sittings.acts()
        place = bare_name(plan.commune)
        sponsors = supporters(making, plan, place, secretary[0]) if sittings.held else []
        habits = dict(sittings.habits)
        earns = habits.get(Area.RESOURCES, 0.0) > 0
        money = Money(making, plan, crowd.members, register.serving, sittings.held, keeper_id, sponsors, earns=earns)
        acts += money.acts()
        deeds = Deeds(
            making, plan, crowd.members, sittings.held, habits, secretary[0], themed=sittings.themed,
            active=sittings.active,
        )  # fmt: skip
        deeds.ordinary()
        Works(deeds, register, place).tell()
        rights.tell(deeds)
        Answers(deeds, officer).tell()
        Classes(deeds, place).tell()
        Livings(deeds, register).tell()
        Raising(deeds, money).tell()
        earning.tell_waiting(deeds)
        wishes.tell(deeds)
        meetups.tell(deeds, around.sides.get(plan.made_id, []))
        offices.tell(deeds, around.supports.get(plan.made_id, []))
        acts += deeds.acts
        programme = Programme(making, plan, officer, secretary[0])
        acts += programme.acts(crowd.members, register.board, money.borrowed)
    making.write_chain(plan.made_id, acts, making.random("salts", plan.index))
    life.write()
    if register and money:
        register.write()
        money.write()
    staying = [m.person for m in crowd.members if m.is_own and m.left_on is None]
    nearby.persons = making.random("nearby", plan.index).sample(staying, min(25, len(staying)))


def _hand_over(making: Making, plan: Plan, crowd: Crowd) -> None:
    """The club closes; most of its members go on in the one that takes over."""
    draw = making.random("movers", plan.index)
    running: list[Member] = [member for member in crowd.members if member.left_on is None]
    crowd.close()
    if plan.partner:
        share = MOVERS[plan.fate]
        plan.partner.receives += [(m.person, plan.closed_on) for m in running if m.is_own and draw.random() < share]


def _officers(
    making: Making, plan: Plan, register: Register, users: Users, life: Life
) -> tuple[tuple[int, str], str, int]:  # fmt: skip
    """The account that writes for the club with its name, the chair's name, and the account that keeps the books."""
    by_post = {post: member.person for member, post in register.first_posts()}
    chair, secretary = by_post[BoardPost.CHAIR], by_post[BoardPost.SECRETARY]
    if plan.fate == Fate.LACKING:
        for account, post in zip(CLUB, (BoardPost.SECRETARY, BoardPost.CHAIR, BoardPost.TREASURER), strict=True):
            person = by_post[post]
            person.rename(account.full_name)
            person.sex = "M" if account.kind == RoleKind.CLUB_CHAIR else "F"
        user, _chair, keeper = [users.known(account, life.place) for account in CLUB]
    elif plan.trouble == Trouble.NO_WRITER:
        return (life.by_id, secretary.full_name), chair.full_name, life.by_id
    else:
        since = plan.launched_on
        user = users.quiet(f"thuky.{plan.index}", secretary.full_name, RoleKind.CLUB_SECRETARY, life.place, since)
        name = by_post[BoardPost.TREASURER].full_name
        keeper = users.quiet(f"thuquy.{plan.index}", name, RoleKind.CLUB_TREASURER, life.place, since)
    return (user.pk, secretary.full_name), chair.full_name, keeper.pk
