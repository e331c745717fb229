"""Every write of accounts: accounts, roles, passwords, locks."""

import re
from datetime import date, timedelta
from itertools import count

from allauth.mfa.models import Authenticator
from django.db.models import Q

from tremang.accounts import problems
from tremang.accounts.models import Role, RoleKind, User
from tremang.accounts.passwords import one_time
from tremang.accounts.powers import Verb, may, require, roles
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.text import clean, fold
from tremang.places.models import Dated, Kind, Place

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,58}[a-z0-9]")

# Which duties a level of the tree knows, and how high each stands: nobody gives what stands above his own.
DUTIES: dict[str, tuple[RoleKind, ...]] = {
    Kind.CLUB: (RoleKind.CLUB_CHAIR, RoleKind.CLUB_SECRETARY, RoleKind.CLUB_TREASURER),
    Kind.COMMUNE: (RoleKind.COMMUNE_OFFICER, RoleKind.COMMUNE_LEADER),
    Kind.PROVINCE: (RoleKind.CITY_STAFF, RoleKind.CITY_BOARD, RoleKind.DEPARTMENT, RoleKind.CITY_LEADER),
    Kind.NATION: (RoleKind.CENTRE_VIEWER,),
}
RANK = {
    kind: rank
    for rank, kinds in enumerate(
        [
            DUTIES[Kind.CLUB],
            DUTIES[Kind.COMMUNE],
            (RoleKind.CITY_STAFF, RoleKind.CITY_BOARD, RoleKind.DEPARTMENT),
            (RoleKind.CITY_LEADER, RoleKind.CENTRE_VIEWER),
        ]
    )
    for kind in kinds
}


def name_oneself(user: User, *, full_name: str, address_as: str, email: str | None = None) -> User:
    """Set how `user` is called, and where reminders reach him (None leaves that); the name must have at least two words."""
    with writing():
        user.full_name, user.address_as = _full_name(full_name), address_as
        user.email = user.email if email is None else email
        user.save(update_fields=["full_name", "address_as", "email"])
    return user


def _full_name(text: str) -> str:
    text = clean(text)
    if len(text.split()) < 2:
        raise Problem("no_name", problems.NO_NAME, field="full_name")
    return text


def givable(by: User, place: Place, today: date) -> list[RoleKind]:
    """The duties that `by` may give at `place` on `today`."""
    if not may(by, Verb.KEEP_USERS, place, today):
        return []
    own = max(RANK[role.kind] for role in roles(by, today))
    return [kind for kind in DUTIES.get(place.kind, ()) if RANK[kind] <= own]


def keeps(by: User, user: User, today: date) -> bool:
    """Whether `by` keeps the account of `user`: every duty it has must be one that `by` could give.

    An account without a duty today belongs to whoever could give the duty it had last; one that never kept a duty, to
    whoever keeps users where it was opened.
    """
    if by.pk == user.pk:
        return False
    held = list(Role.objects.filter(Dated.on(today), user=user).select_related("place"))
    held = held or list(Role.objects.filter(user=user).select_related("place").order_by("-to_on")[:1])
    if held:
        return all(role.kind in givable(by, role.place, today) for role in held)
    place = home_of(user, today)
    return place is not None and may(by, Verb.KEEP_USERS, place, today)


def home_of(user: User, today: date) -> Place | None:
    """Where an account belongs: the place of its first duty of today, else of its last, else where it was opened."""
    found = Role.objects.filter(user=user).select_related("place")
    role = found.filter(Dated.on(today)).order_by("from_on", "pk").first() or found.order_by("-to_on").first()
    if role:
        return role.place
    opened = Event.objects.filter(subject=key(user), verb="user_created").values_list("chain_id", flat=True).first()
    return Place.objects.filter(pk=opened).first()


def _require_keeper(by: User, user: User, today: date) -> None:
    if not keeps(by, user, today):
        raise Refused("not_keeper", problems.NOT_KEEPER, person=user.full_name)


def create_user(
    username: str, full_name: str, kind: str, place: Place, *, by: User, today: date
) -> tuple[User, str]:  # fmt: skip
    """Open an account with its first duty; returns it with the password that is shown once."""
    _require_givable(kind, place, by, today)
    password = one_time()
    return _open(username, full_name, kind, place, by, today, password), password


def create_phone_user(full_name: str, kind: str, place: Place, *, by: User, today: date) -> User:
    """Open an account that signs in by its phone alone: a name nobody has to know, no password until one is asked for."""
    _require_givable(kind, place, by, today)
    return _open(_free_username(full_name), full_name, kind, place, by, today, None)


def _free_username(full_name: str) -> str:
    """The name run together, "phamthiman", with a number behind it where others are called so."""
    base = re.sub(r"[^a-z0-9]", "", fold(clean(full_name)))[:50].ljust(4, "0")
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(name for number in count(1) if (name := f"{base}{number if number > 1 else ''}") not in taken)


def open_by_operator(username: str, full_name: str, kind: str, place: Place, *, today: date) -> tuple[User, str]:
    """Open the first account of an office, on the machine itself where nobody can sign in yet."""
    password = one_time()
    return _open(username, full_name, kind, place, None, today, password), password


def _open(
    username: str, full_name: str, kind: str, place: Place, by: User | None, today: date, password: str | None
) -> User:  # fmt: skip
    username = fold(clean(username))
    if not USERNAME.fullmatch(username):
        raise Problem("username", problems.USERNAME, field="username")
    user = User(username=username, full_name=_full_name(full_name), must_change_password=password is not None)
    user.set_password(password)
    with writing(place.pk):
        if User.objects.filter(username=username).exists():
            raise Problem("username_taken", problems.USERNAME_TAKEN, field="username", username=username)
        user.save(force_insert=True)
        giver = by or user
        body = {"username": username, "person": user.full_name}
        record(place.pk, "user_created", key(user), by_id=giver.pk, body=body)
        _give(user, kind, place, giver, today, "")
    return user


def _require_givable(kind: str, place: Place, by: User, today: date) -> None:
    require(by, Verb.KEEP_USERS, place, today)
    if kind not in givable(by, place, today):
        raise Refused("role_above", problems.ROLE_ABOVE, field="kind")


def give_role(user: User, kind: str, place: Place, *, by: User, today: date, reason: str = "") -> Role:
    """Give `user` a duty at `place` from `today` on."""
    _require_givable(kind, place, by, today)
    if user.pk == by.pk:
        raise Refused("own_role", problems.OWN_ROLE)
    with writing(place.pk):
        return _give(user, kind, place, by, today, clean(reason)[:200])


def _give(user: User, kind: str, place: Place, by: User, today: date, reason: str) -> Role:
    same = Q(user=user, kind=kind, place=place)
    if Role.objects.filter(same, Dated.on(today)).exists():
        raise Problem("role_held", problems.ROLE_HELD, field="kind", person=user.full_name, place=place.name)
    role = Role(user=user, kind=kind, place=place, from_on=today, reason=reason)
    # Given, ended and given again on one day: the row of that day is opened again.
    known = Role.objects.filter(same, from_on=today).first()
    if known:
        known.to_on, role = None, known
        role.save(update_fields=["to_on"])
    else:
        role.save(force_insert=True)
    _written(role, "role_given", by)
    return role


def _written(role: Role, verb: str, by: User, row: dict | None = None) -> None:
    body = {
        "person": role.user.full_name, "role": str(role.get_kind_display()), "place": role.place.name,
        "from_on": role.from_on, "reason": role.reason,
    }  # fmt: skip
    record(role.place_id, verb, key(role), by_id=by.pk, body=body, rows={key(role): row or plain(role)})


def end_role(role: Role, *, by: User, today: date) -> Role:
    """End a duty at once: its last day was yesterday. One that began today ends as a row that never held."""
    _require_givable(role.kind, role.place, by, today)
    if role.user_id == by.pk:
        raise Refused("own_role", problems.OWN_ROLE)
    with writing(role.place_id):
        role.refresh_from_db()
        if not role.holds_on(today):
            raise Problem("role_over", problems.ROLE_OVER, person=role.user.full_name)
        role.to_on = today - timedelta(days=1)
        if role.to_on < role.from_on:
            subject, row_key, place = key(role), key(role), role.place_id
            body = {"person": role.user.full_name, "role": str(role.get_kind_display()), "from_on": role.from_on}
            role.delete()
            record(place, "role_ended", subject, by_id=by.pk, body=body, rows={row_key: None})
            role.pk = None
        else:
            role.save(update_fields=["to_on"])
            _written(role, "role_ended", by)
    return role


def give_back_role(role: Role, *, by: User, today: date) -> Role:
    """Undo an ending: the duty goes on as if it had not been ended."""
    _require_givable(role.kind, role.place, by, today)
    if role.user_id == by.pk:
        raise Refused("own_role", problems.OWN_ROLE)
    with writing(role.place_id):
        role.refresh_from_db()
        if role.to_on is None:
            raise Problem("role_held", problems.ROLE_HELD, person=role.user.full_name, place=role.place.name)
        role.to_on = None
        role.save(update_fields=["to_on"])
        _written(role, "role_given_back", by)
    return role


def reset_password(user: User, *, by: User, today: date) -> str:
    """A new one-time password, shown once; the second step goes with the lost telephone."""
    _require_keeper(by, user, today)
    return _reset(user, by, today)


def reset_by_operator(user: User, *, today: date) -> str:
    """The same for an account that nobody keeps, such as the City leader's, on the machine itself."""
    return _reset(user, user, today)


def _reset(user: User, by: User, today: date) -> str:
    password = one_time()
    home = home_of(user, today)
    with writing(home.pk if home else None):
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        Authenticator.objects.filter(user_id=user.pk).delete()
        if home:
            record(home.pk, "password_reset", key(user), by_id=by.pk, body={"person": user.full_name})
    return password


def lock_user(user: User, locked: bool, *, by: User, today: date) -> User:
    """Lock an account, or open it again; whoever is signed in with it is out at his next page."""
    _require_keeper(by, user, today)
    chain = home_of(user, today).pk  # type: ignore[union-attr]
    with writing(chain):
        user.is_active = not locked
        user.save(update_fields=["is_active"])
        verb = "user_locked" if locked else "user_unlocked"
        record(chain, verb, key(user), by_id=by.pk, body={"person": user.full_name})
    return user
