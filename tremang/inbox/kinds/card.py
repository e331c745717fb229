"""A member's card put right, field by field."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.kinds.joined import FIELDS
from tremang.inbox.models import Choice, State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.actions import edit_person, undo_edit
from tremang.members.data import PersonData, called, read_birth, read_name, read_phone
from tremang.members.models import Membership, Person, Sex

LIMIT = 120
LABELS = {
    "full_name": gettext_lazy("Họ tên"), "sex": gettext_lazy("Giới tính"), "born": gettext_lazy("Năm sinh"),
    "phone": gettext_lazy("Số điện thoại"), "nickname": gettext_lazy("Tên thường gọi"), "title": gettext_lazy("Xưng hô riêng"),
    "is_association_member": gettext_lazy("Hội viên Hội Người cao tuổi"),
}  # fmt: skip


def stands(person: Person) -> PersonData:
    """The card as it would be written to say the same."""
    return PersonData(
        person.full_name,
        person.sex,
        person.born,
        person.phone,
        person.nickname,
        person.title,
        person.is_association_member,
    )


def _value(work: Work, name: str, told: Any) -> Any:
    """A value in the form in which cards keep it, so that one thing written two ways is one thing."""
    if name == "is_association_member":
        return read.of(told, name, bool)
    found = read.of(told, name, str)
    if len(found) > LIMIT:
        raise Problem("too_long", say.TOO_LONG, field=name, length=len(found), limit=LIMIT)
    if not found.strip():
        return ""
    if name == "born":
        year, on = read_birth(found, work.today)
        return on.isoformat() if on else str(year)
    return {"full_name": read_name, "phone": read_phone}.get(name, clean)(found)


def apply(work: Work) -> Done:
    """Write the fields that still stood as they were; what somebody else changed meanwhile waits for a choice."""
    body = read.parts(work.body, "", {"membership", "changes"}, newer=work.envelope.newer)
    require(work.by, Verb.KEEP_MEMBERS, work.club.place, work.today)
    row = work.membership(read.the_id(body, "membership"))
    person, data = row.person, stands(row.person)
    changes, choices = _laid_side_by_side(work, row, data, body)
    if changes:
        person = edit_person(person, replace(data, **changes), person.version, club=work.club, **work.told)
    result = {
        "membership": str(row.pk), "version": person.version, "wrote": bool(changes),
        "choices": [str(one.pk) for one in choices],
    }  # fmt: skip
    state = State.PART if choices else State.APPLIED if changes else State.NOTHING
    return Done(result, key(person), state, choices)


def _laid_side_by_side(work: Work, row: Membership, data: PersonData, body: Told) -> tuple[Told, list[Choice]]:
    told = read.parts(body.get("changes", {}), "changes", FIELDS, newer=work.envelope.newer)
    if not told:
        raise Problem("no_change", say.NO_CHANGE)
    changes, choices = {}, []
    for name, pair in told.items():
        if not isinstance(pair, list) or len(pair) != 2:
            raise read.wrong("changes")
        was, now = (_value(work, name, value) for value in pair)
        standing = getattr(data, name)
        if standing == now:
            continue
        if standing == was:
            changes[name] = now
        else:
            choices.append(_choice(work, row, name, standing, now))
    return changes, choices


def _choice(work: Work, row: Membership, name: str, standing: Any, now: Any) -> Choice:
    event = Event.objects.filter(subject=key(row.person)).order_by("-at", "-pk").first()
    user = User.objects.filter(pk=event.actor_id).first() if event else None
    first = {"value": standing, "words": said(name, standing), "who": user.full_name if user else "",
             "at": event.at.isoformat() if event else ""}  # fmt: skip
    what = _("%(field)s của %(name)s") % {"field": LABELS[name], "name": called(row.person, work.today)}
    return work.choice(f"card.{name}", key(row.person), what, first, now, said(name, now))


def said(name: str, value: Any) -> str:
    """A value of a card in words."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if name == "sex" and value in Sex.values:
        return str(Sex(value).label)
    return value or _("để trống")


def settle(work: Work, choice: Choice) -> Told:
    """The other value onto the card."""
    membership = work.membership(read.the_id(work.body, "membership"))
    person, name = membership.person, choice.key.partition(".")[2]
    data = replace(stands(person), **{name: choice.second["value"]})
    person = edit_person(person, data, person.version, club=work.club, **work.told)
    return {"version": person.version}


def undo(work: Work, result: Told) -> None:
    """The card gets its words back; raises Conflict where it was changed since."""
    if not result.get("wrote"):
        return
    person = work.membership(int(result["membership"])).person
    if person.version != result["version"]:
        raise Conflict("undo_late", say.CHANGED_SINCE)
    undo_edit(person, person.version, club=work.club, **work.told)


def words(body: Told) -> str:
    """Which fields; whose stands on the card."""
    fields = ", ".join(str(LABELS[name]).lower() for name in body.get("changes", {}) if name in LABELS)
    return _("Sửa thẻ một thành viên: %(fields)s") % {"fields": fields}


KIND = Kind(
    code="card", name=gettext_lazy("Sửa thẻ thành viên"), verb=Verb.KEEP_MEMBERS, apply=apply, words=words, undo=undo,
    settle=settle,
)  # fmt: skip
