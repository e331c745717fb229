"""Somebody joined the club."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Group
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.models import Choice, State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.members.actions import join, take_back_join
from tremang.members.data import PersonData
from tremang.members.data import apply as put_on
from tremang.members.duplicates import Alike, alike
from tremang.members.models import LeaveReason, Membership, Person, Sex

PARTS = {"person", "joined_on", "group"}
FIELDS = {"full_name", "sex", "born", "phone", "nickname", "title", "is_association_member"}


def person_of(told: Told, *, newer: bool = False) -> PersonData:
    """A card as it was told; raises Problem for what is none."""
    read.parts(told, "person", FIELDS, newer=newer)
    return PersonData(
        full_name=read.text(told, "full_name"), sex=read.text(told, "sex"), born=read.text(told, "born", 30),
        phone=read.text(told, "phone", 30), nickname=read.text(told, "nickname", 60), title=read.text(told, "title", 6),
        is_association_member=read.of(told.get("is_association_member", False), "is_association_member", bool),
    )  # fmt: skip


def apply(work: Work) -> Done:
    """A new member; where the club has a card much like it, somebody must say first whether it is one person."""
    require(work.by, Verb.KEEP_MEMBERS, work.club.place, work.today)
    data, joined_on, group = _read(work)
    typed = Person(sex=Sex.FEMALE, born_year=joined_on.year)
    put_on(data, typed, work.today)
    found = _likely(work, typed)
    if found is None:
        return _joined(work, join(work.club, data, joined_on=joined_on, group=group, **work.told))
    choice = _choice(work, found, data)
    return Done({"choices": [str(choice.pk)]}, key(found.person), State.PART, [choice])


def _read(work: Work) -> tuple[PersonData, object, Group | None]:
    body = read.parts(work.body, "", PARTS, newer=work.envelope.newer)
    data = person_of(read.required(body, "person", dict), newer=work.envelope.newer)
    group = None
    if body.get("group"):
        group = Group.objects.filter(pk=read.the_id(body, "group"), club=work.club).first()
        if group is None:
            raise read.wrong("group")
    return data, read.the_day(body, "joined_on"), group


def _likely(work: Work, typed: Person) -> Alike | None:
    """The card of the club that is most like it."""
    for found in alike(typed, work.club, work.by, work.today):
        rows = Membership.objects.filter(person=found.person, club=work.club).exclude(leave_reason=LeaveReason.MISTAKE)
        if rows.exists():
            return found
    return None


def _choice(work: Work, found: Alike, data: PersonData) -> Choice:
    person = Person.objects.get(pk=found.person.pk)
    first = {
        "value": str(person.pk), "words": _("Cùng là một người với %(name)s, sinh %(born)s, đã có trong sổ")
        % {"name": person.full_name, "born": _born(person.born)}, "who": "", "at": "",
    }  # fmt: skip
    words = _("Là người khác: %(name)s, sinh %(born)s") % {"name": data.full_name, "born": _born(data.born)}
    what = _("Thành viên mới %(name)s rất giống một người đã có") % {"name": data.full_name}
    return work.choice("join", key(person), what, first, "", words)


def _born(told: str) -> str:
    """A birth as it is read: the day, or what else was told."""
    try:
        return written(date.fromisoformat(told))
    except ValueError:
        return told


def settle(work: Work, choice: Choice) -> Told:
    """First: one person, whose membership runs or begins anew. Second: another person, with a card of his own."""
    data, joined_on, group = _read(work)
    if work.pick == "second":
        row = join(work.club, data, joined_on=joined_on, group=group, **work.told)
    else:
        person = Person.objects.filter(pk=int(choice.first["value"])).first()
        if person is None:
            raise Problem("choice_gone", say.CHOICE_GONE)
        running = Membership.objects.filter(person=person, club=work.club, left_on__isnull=True).first()
        row = running or join(work.club, person, joined_on=joined_on, group=group, **work.told)
        return {"membership": str(row.pk), "version": person.version, "joined": running is None}
    return _joined(work, row).result


def _joined(work: Work, row: Membership) -> Done:
    return Done({"membership": str(row.pk), "version": row.person.version, "joined": True}, key(row))


def undo(work: Work, result: Told) -> None:
    """The membership goes, with its card where nothing else uses it."""
    if result.get("joined"):
        take_back_join(work.membership(int(result["membership"])), **work.told)


def words(body: Told) -> str:
    """Who, and since when."""
    told = {"name": body["person"]["full_name"], "day": written(read.the_day(body, "joined_on"))}
    return _("Thành viên mới: %(name)s, từ ngày %(day)s") % told


KIND = Kind(
    code="joined", name=gettext_lazy("Thành viên mới"), verb=Verb.KEEP_MEMBERS, apply=apply, words=words, undo=undo,
    settle=settle,
)  # fmt: skip
