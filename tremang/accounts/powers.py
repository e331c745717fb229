"""Who may do what: one table, role kind × verb × reach.

`may(user, verb, place)` and `reach(user, verb)` read the same table, so a page, a list, a search, an export and
an action can never disagree. Reach is OWN (the node of the role itself) or BELOW (that node and all below it).
"""

from datetime import date
from enum import StrEnum

from django.db.models import Q

from tremang.accounts.models import Role, RoleKind, User
from tremang.accounts.problems import refused
from tremang.kernel.rows import read_joined
from tremang.places.models import Kind, Place
from tremang.places.queries import under

_HELD = """
    accounts_role JOIN places_place ON places_place.id = accounts_role.place_id WHERE accounts_role.user_id = %s
    AND accounts_role.from_on <= %s AND (accounts_role.to_on IS NULL OR accounts_role.to_on >= %s)
"""


class Verb(StrEnum):
    """What can be allowed."""

    SEE_FIGURES = "see_figures"  # counts and shares, boards, maps, a club's page without names
    SEE_PERSONS = "see_persons"  # names and cards of members
    SEE_SENSITIVE = "see_sensitive"  # vulnerable groups, needs; each look is written down
    SEE_HEALTH = "see_health"  # readings of members; each look is written down
    SEE_CARE = "see_care"  # who is cared for at home and what each needs; each look is written down
    SEE_COMPLAINTS = "see_complaints"  # what members complain of; each look is written down
    SEE_EVENTS = "see_events"  # the log, as sentences
    RECORD_MEETING = "record_meeting"
    KEEP_MEMBERS = "keep_members"  # persons, memberships, groups, teams, consents
    KEEP_MONEY = "keep_money"
    MEETING_MONEY = "meeting_money"  # money passed at the table of a meeting, before everybody
    KEEP_BOOKS = "keep_books"  # the books of the 8 contents
    GIVE_SUPPORT = "give_support"  # enter what an office did for many clubs
    KEEP_BOARD = "keep_board"  # renewal of the board
    KEEP_CLUB = "keep_club"  # life of a club: founding, launch, pause, dissolution
    KEEP_COMMUNE = "keep_commune"  # hamlets, population, officials, reach
    KEEP_TRAINING = "keep_training"
    ASSESS = "assess"
    CHANGE_PLACES = "change_places"  # rename, merge, split, move
    SET_TARGETS = "set_targets"
    WRITE_REPORTS = (
        "write_reports"  # draft, explain and send the reports of one's place, and record what the clerk issued
    )
    APPROVE_REPORTS = "approve_reports"  # return, approve and open again the reports of the places just below
    SIGN_REPORTS = "sign_reports"  # the same for the City's own reports
    KEEP_USERS = "keep_users"
    KEEP_DEVICES = "keep_devices"  # see a club's phones, give a lost one up, help where a PIN is forgotten
    PRINT_CARDS = "print_cards"  # the cards that bind a phone to a post
    EXPORT_SENSITIVE = "export_sensitive"  # take sensitive books away as files; each time is an event
    ERASE = "erase"  # destroy personal content on request by law


class Reach(StrEnum):
    """How far a power goes from the node of the role."""

    OWN = "own"
    BELOW = "below"


_CLUB = (Verb.SEE_FIGURES, Verb.SEE_PERSONS, Verb.SEE_EVENTS)
_OFFICE = (Verb.SEE_FIGURES,)
_BOOKS = (Verb.KEEP_BOOKS, Verb.SEE_HEALTH, Verb.SEE_CARE, Verb.SEE_COMPLAINTS)

TABLE: dict[str, dict[Verb, Reach]] = {
    RoleKind.CLUB_SECRETARY: dict.fromkeys(
        (
            *_CLUB,
            *_BOOKS,
            Verb.SEE_SENSITIVE,
            Verb.RECORD_MEETING,
            Verb.KEEP_MEMBERS,
            Verb.MEETING_MONEY,
            Verb.WRITE_REPORTS,
        ),
        Reach.OWN,
    ),
    RoleKind.CLUB_CHAIR: dict.fromkeys(
        (
            *_CLUB,
            *_BOOKS,
            Verb.SEE_SENSITIVE,
            Verb.RECORD_MEETING,
            Verb.KEEP_MEMBERS,
            Verb.MEETING_MONEY,
            Verb.KEEP_BOARD,
            Verb.WRITE_REPORTS,
            Verb.KEEP_DEVICES,
        ),
        Reach.OWN,
    ),
    RoleKind.CLUB_TREASURER: dict.fromkeys((*_CLUB, Verb.KEEP_MONEY, Verb.MEETING_MONEY), Reach.OWN),
    RoleKind.COMMUNE_OFFICER: dict.fromkeys(
        (
            Verb.SEE_FIGURES,
            Verb.SEE_PERSONS,
            Verb.SEE_SENSITIVE,
            Verb.SEE_EVENTS,
            Verb.RECORD_MEETING,
            Verb.KEEP_MEMBERS,
            Verb.KEEP_BOARD,
            Verb.KEEP_CLUB,
            Verb.KEEP_COMMUNE,
            Verb.KEEP_TRAINING,
            Verb.KEEP_MONEY,
            Verb.MEETING_MONEY,
            Verb.KEEP_BOOKS,
            Verb.SEE_CARE,
            Verb.SEE_COMPLAINTS,
            Verb.GIVE_SUPPORT,
            Verb.WRITE_REPORTS,
            Verb.APPROVE_REPORTS,
            Verb.KEEP_USERS,
            Verb.KEEP_DEVICES,
            Verb.PRINT_CARDS,
        ),
        Reach.BELOW,
    ),
    RoleKind.COMMUNE_LEADER: {
        **dict.fromkeys((Verb.SEE_FIGURES, Verb.SEE_EVENTS, Verb.APPROVE_REPORTS), Reach.BELOW),
        Verb.WRITE_REPORTS: Reach.OWN,
    },
    RoleKind.CITY_STAFF: {
        Verb.WRITE_REPORTS: Reach.OWN,
        **dict.fromkeys(
            (
                Verb.SEE_FIGURES,
                Verb.SEE_EVENTS,
                Verb.KEEP_CLUB,
                Verb.KEEP_COMMUNE,
                Verb.KEEP_TRAINING,
                Verb.ASSESS,
                Verb.CHANGE_PLACES,
                Verb.SET_TARGETS,
                Verb.GIVE_SUPPORT,
                Verb.APPROVE_REPORTS,
                Verb.KEEP_USERS,
            ),
            Reach.BELOW,
        ),
    },
    RoleKind.CITY_LEADER: dict.fromkeys(
        (
            Verb.SEE_FIGURES,
            Verb.SEE_EVENTS,
            Verb.SET_TARGETS,
            Verb.APPROVE_REPORTS,
            Verb.SIGN_REPORTS,
            Verb.EXPORT_SENSITIVE,
            Verb.ERASE,
        ),
        Reach.BELOW,
    ),
    RoleKind.CITY_BOARD: dict.fromkeys(_OFFICE, Reach.BELOW),
    RoleKind.DEPARTMENT: dict.fromkeys((*_OFFICE, Verb.GIVE_SUPPORT), Reach.BELOW),
    RoleKind.CENTRE_VIEWER: dict.fromkeys(_OFFICE, Reach.BELOW),
}


CITY_KINDS = {
    RoleKind.CITY_STAFF, RoleKind.CITY_LEADER, RoleKind.CITY_BOARD, RoleKind.DEPARTMENT, RoleKind.CENTRE_VIEWER,
}  # fmt: skip


def is_of_city(verb: Verb) -> bool:
    """Whether nobody below the City holds `verb`."""
    return all(kind in CITY_KINDS for kind, granted in TABLE.items() if verb in granted)


def limited(user: User, place: Place) -> User:
    """The user object with the roles he holds at `place` itself and no others, on any day: who acts through a phone."""
    user._only_at, user._roles = place.pk, None  # type: ignore[attr-defined]
    return user


def roles(user: User, day: date) -> list[Role]:
    """The roles `user` holds on `day`, with their places; read once per user object and day."""
    cached = getattr(user, "_roles", None)
    if cached is None or cached[0] != day:
        held = _held(user.pk, day) if user.pk else []
        if (only := getattr(user, "_only_at", None)) is not None:
            held = [role for role in held if role.place_id == only]
        cached = user._roles = (day, held)  # type: ignore[attr-defined]
    return cached[1]


def _held(user_id: int, day: date) -> list[Role]:
    """The roles of a user with their places. One query, and a plain one: every page and every phone asks it."""
    rows = read_joined((Role, Place), _HELD, [user_id, day.isoformat(), day.isoformat()])
    for role, place in rows:
        role.place = place
    return [role for role, _place in rows]


def granting(user: User, verb: Verb, place: Place, day: date) -> Role | None:
    """The role by which `user` may do `verb` at `place` on `day`, or None: the answer to "why may I see this?"."""
    for role in roles(user, day):
        reach = TABLE[role.kind].get(verb)
        if reach == Reach.BELOW and role.place.contains(place) or reach == Reach.OWN and role.place_id == place.pk:
            return role
    return None


def may(user: User, verb: Verb, place: Place, day: date) -> bool:
    """Whether `user` may do `verb` at `place` on `day`."""
    return bool(getattr(user, "is_active", False)) and granting(user, verb, place, day) is not None


def require(user: User, verb: Verb, place: Place, day: date) -> Role:
    """The granting role; raises `Refused` with a sentence that says whom to ask."""
    role = granting(user, verb, place, day) if getattr(user, "is_active", False) else None
    if role is None:
        raise refused(verb, place, by_city=is_of_city(verb))
    return role


def reach(user: User, verb: Verb, day: date, field: str = "path") -> Q:
    """The condition that a row's path `field` lies where `user` may do `verb`: for lists, sums, search and exports."""
    condition = Q(pk__in=[])
    for role in roles(user, day):
        granted = TABLE[role.kind].get(verb)
        if granted == Reach.BELOW:
            condition |= under(role.place.path, field)
        elif granted == Reach.OWN:
            condition |= Q(**{field: role.place.path})
    return condition


def holds_any(user: User, verb: Verb, day: date) -> bool:
    """Whether `user` may do `verb` anywhere at all on `day`."""
    return any(verb in TABLE[role.kind] for role in roles(user, day))


def reaches_above_communes(user: User, verb: Verb, day: date) -> bool:
    """Whether `user` may do `verb` in a whole city, or in the nation, on `day`."""
    wide = (Kind.NATION, Kind.PROVINCE)
    return any(TABLE[role.kind].get(verb) == Reach.BELOW and role.place.kind in wide for role in roles(user, day))
