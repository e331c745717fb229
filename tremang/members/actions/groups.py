"""Every write of groups (tổ) and teams (đội): who belongs where, who leads, new ones, closed ones, and the way back."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.books import Book, latest, take_back
from tremang.clubs.models import Club, Group, Team, TeamKind
from tremang.clubs.problems import CHANGED_SINCE
from tremang.kernel.events import key
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.board import problems as say
from tremang.members.board.queries import members_on
from tremang.members.models import GroupLeader, Membership, TeamMember
from tremang.places.models import Dated

GROUP_VERBS = ("arrange_groups", "add_group", "close_group", "add_team", "close_team", "fill_team")
NAME_LIMIT = 60
ONE_DAY = timedelta(days=1)


def arrange_groups(
    club: Club, groups: Mapping[int, int | None], leaders: Mapping[int, int | None], *, by: User, today: date
) -> Event | None:  # fmt: skip
    """Membership → its group, and group → the membership that leads it, from today on; None: none.

    What is not named stays as it is.
    """
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        book = Book(club.pk, Membership, GroupLeader)
        led = dict(GroupLeader.objects.filter(Dated.on(today), club=club).values_list("group_id", "membership_id"))
        known = {group.pk: group for group in Group.objects.filter(club=club, closed_on__isnull=True)}
        members = {row.pk: row for row in members_on(club, today)}
        if not {group for group in groups.values() if group} | leaders.keys() <= known.keys():
            raise Problem("other_group", say.OTHER_GROUP)
        if not groups.keys() | {one for one in leaders.values() if one} <= members.keys():
            raise Problem("other_member", say.OTHER_MEMBER)
        for pk, group_id in groups.items():
            row = members[pk]
            if row.group_id != group_id:
                row.group_id = group_id
                row.save(update_fields=["group"])
        for group_id, leader in leaders.items():
            if leader and members[leader].group_id != group_id:
                words = {"name": members[leader].person.full_name, "group": known[group_id].name}
                if led.get(group_id) == leader:
                    raise Problem("leader_leaving", say.LEADER_LEAVING, **words)
                raise Problem("leader_elsewhere", say.LEADER_ELSEWHERE, **words)
            _lead(club, group_id, leader, today)
        _no_leader_from_outside(club, today)
        return book.note("arrange_groups", key(club), {"club": club.name}, since=today, by=by)


def add_group(club: Club, name: str, *, by: User, today: date) -> Event | None:
    """A new group; one that was closed under this name is opened again."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    name = _name(name)
    with writing(club.pk):
        book = Book(club.pk, Group)
        group = _free(Group.objects.filter(club=club), name) or Group(club=club)
        is_new = group._state.adding
        group.name, group.closed_on = name, None
        group.save(force_insert=is_new)
        return book.note("add_group", key(group), {"name": name}, since=today, by=by)


def close_group(group: Group, *, by: User, today: date) -> Event | None:
    """Close a group: its members are in none, its leader leads none, from today on."""
    club = group.club
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        book = Book(club.pk, Group, Membership, GroupLeader)
        Membership.objects.filter(club=club, group=group, left_on__isnull=True).update(group=None)
        _lead(club, group.pk, None, today)
        Group.objects.filter(pk=group.pk, closed_on__isnull=True).update(closed_on=today)
        return book.note("close_group", key(group), {"name": group.name}, since=today, by=by)


def add_team(club: Club, kind: str, name: str, *, by: User, today: date) -> Event | None:
    """A new team for a kind of work; without a name it is called as its kind."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    if kind not in TeamKind.values:
        raise Problem("team_kind", say.TEAM_KIND, field="kind")
    name = _name(name or str(TeamKind(kind).label))
    with writing(club.pk):
        book = Book(club.pk, Team)
        team = _free(Team.objects.filter(club=club), name) or Team(club=club)
        is_new = team._state.adding
        team.kind, team.name, team.closed_on = kind, name, None
        team.save(force_insert=is_new)
        return book.note("add_team", key(team), {"name": name}, since=today, by=by)


def close_team(team: Team, *, by: User, today: date) -> Event | None:
    """Close a team and end everybody's time in it."""
    club = team.club
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        book = Book(club.pk, Team, TeamMember)
        _leave_team(TeamMember.objects.filter(Dated.on(today), team=team), today)
        Team.objects.filter(pk=team.pk, closed_on__isnull=True).update(closed_on=today)
        return book.note("close_team", key(team), {"name": team.name}, since=today, by=by)


def fill_team(
    team: Team, members: Collection[int], leader: int | None = None, *, by: User, today: date
) -> Event | None:  # fmt: skip
    """Who is in the team from today on, and who leads it."""
    club = team.club
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    wanted = {*members, *([leader] if leader else [])}
    with writing(club.pk):
        if not wanted <= {row.pk for row in members_on(club, today)}:
            raise Problem("other_member", say.OTHER_MEMBER, field="members")
        book = Book(club.pk, TeamMember)
        here = {row.membership_id: row for row in TeamMember.objects.filter(Dated.on(today), team=team)}
        _leave_team([row for pk, row in here.items() if pk not in wanted], today)
        for pk in wanted:
            row = here.get(pk)
            if row is None:
                # Who left today and comes back today has never been away.
                row = TeamMember.objects.filter(team=team, membership_id=pk, from_on=today).first()
                row = row or TeamMember(club=club, team=team, membership_id=pk, from_on=today)
            row.is_leader, row.to_on = pk == leader, None
            row.save()
        return book.note("fill_team", key(team), {"name": team.name, "count": len(wanted)}, since=today, by=by)


def undo_groups(club: Club, sequence: int, *, by: User, today: date) -> None:
    """Take back the newest act on groups and teams, which must be `sequence`."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    with writing(club.pk):
        event = latest(club.pk, GROUP_VERBS)
        if event is None or event.sequence != sequence:
            raise Conflict("changed_since", CHANGED_SINCE)
        take_back(event, by=by)


def _name(text: str) -> str:
    name = clean(text)[:NAME_LIMIT]
    if not any(char.isalnum() for char in name):
        raise Problem("group_name", say.GROUP_NAME, field="name")
    return name


def _free(rows, name: str):  # type: ignore[no-untyped-def]
    """A closed row of this name, which may be opened again; raises Problem where an open one has it."""
    found = rows.filter(name=name).first()
    if found is not None and found.closed_on is None:
        raise Problem("group_taken", say.GROUP_TAKEN, field="name", name=name)
    return found


def _lead(club: Club, group_id: int, leader: int | None, today: date) -> None:
    """From today on `leader` leads the group, or nobody."""
    row = GroupLeader.objects.filter(Dated.on(today), club=club, group_id=group_id).order_by("-from_on").first()
    if (row.membership_id if row else None) == leader:
        return
    if row is not None and row.from_on == today:
        if leader is None:
            row.delete()
            return
        row.membership_id, row.to_on = leader, None
        row.save()
        return
    if row is not None:
        row.to_on = today - ONE_DAY
        row.save(update_fields=["to_on"])
    if leader is not None:
        GroupLeader(club=club, group_id=group_id, membership_id=leader, from_on=today).save(force_insert=True)


def _no_leader_from_outside(club: Club, today: date) -> None:
    """Whoever went to another group leads the old one no longer."""
    for row in GroupLeader.objects.filter(Dated.on(today), club=club).select_related("membership"):
        if row.membership.group_id != row.group_id:
            _lead(club, row.group_id, None, today)


def _leave_team(rows, today: date) -> None:  # type: ignore[no-untyped-def]
    for row in rows:
        if row.from_on >= today:
            row.delete()
        else:
            row.to_on = today - ONE_DAY
            row.save(update_fields=["to_on"])
