"""What a meeting said before each correction, and who wrote it when: read from its events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.kernel.events import key
from tremang.kernel.format import UNKNOWN, day
from tremang.kernel.models import Event
from tremang.meetings.areas import AREA_LABELS, THEME_LABELS, areas_of, themes_of
from tremang.meetings.models import Meeting, Status
from tremang.members.models import Membership

Row = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """One act on a meeting: who, when, what (a verb), and how the meeting stood after it.

    `row` is None where the content was destroyed by law, or before events carried it.
    """

    event: Event
    name: str
    at: datetime
    verb: str
    row: Row | None


def acts_on(subject: str) -> QuerySet[Event]:
    """The acts on the meeting "model:id", newest first, with their contents, photos aside."""
    acts = Event.objects.filter(subject=subject).exclude(verb__contains="photo")
    return acts.select_related("content").order_by("-sequence")


def last_event(subject: str) -> Event | None:
    """The latest act on "model:id" with its content, photos aside."""
    return acts_on(subject).first()


def standing(acts: Iterable[Event]) -> Event | None:
    """Of the acts on a meeting that is there, newest first, the newest that was not taken back: what undo takes back next."""
    given_back = brought_back = 0
    for act in acts:
        if act.verb == "restore_meeting":
            given_back += 1
        elif act.verb == "bring_back_meeting":
            brought_back += 1
        elif act.verb == "remove_meeting" and brought_back:
            brought_back -= 1
        elif given_back:
            given_back -= 1
        else:
            return act if act.verb in ("record_meeting", "correct_meeting") else None
    return None


def name_of(user_id: int) -> str:
    """The name of a user; words where there is none any more."""
    name = User.objects.filter(pk=user_id).values_list("full_name", flat=True).first()
    return name or _("người ghi trước")


def columns_of(told: Row) -> dict[str, Any]:
    """The columns of a meeting from what an event told, days and moments read back."""
    return {
        field.attname: field.to_python(told[field.attname])
        for field in Meeting._meta.concrete_fields
        if field.attname in told
    }


def versions(meeting: Meeting, now: Row | None = None) -> list[Version]:
    """All acts on the meeting, newest first, each with the meeting as that act left it.

    `now` is the meeting as events remember it, where the caller has read it already. Two queries, five without it.
    """
    acts = list(acts_on(key(meeting)))
    names = dict(User.objects.filter(pk__in={act.actor_id for act in acts}).values_list("pk", "full_name"))
    found: list[Version] = []
    row: Row | None = now or Meeting.recorded_rows([meeting.pk])[meeting.pk]
    for act in acts:
        found.append(Version(act, names.get(act.actor_id, _("người ghi trước")), act.at, act.verb, row))
        content = getattr(act, "content", None)
        row = content.body.get("before") if content is not None else None
    return found


@dataclass(frozen=True)
class Change:
    """One thing that two versions say differently."""

    label: str
    before: str
    after: str


def differences(before: Row, after: Row, names: dict[int, str]) -> list[Change]:
    """What `after` says differently from `before`, part by part. `names` calls memberships by name."""
    labels = {
        "held_on": _("Ngày"), "place": _("Nơi họp"), "chaired_by": _("Chủ trì"), "written_by": _("Thư ký"),
        "guests": _("Số khách mời"), "guest_names": _("Khách mời"), "decisions": _("Quyết định"),
        "next_plan": _("Kế hoạch tháng tới"), "next_on": _("Buổi tới"), "present": _("Số người có mặt"),
        "expected": _("Số người trong danh sách"),
    }  # fmt: skip
    old, new = columns_of(before), columns_of(after)
    found = [
        Change(label, told(old[name]), told(new[name])) for name, label in labels.items() if old[name] != new[name]
    ]
    if old["contents"] != new["contents"]:
        found.append(Change(_("Nội dung đã làm"), contents_words(old["contents"]), contents_words(new["contents"])))
    for name, label in (("themes", _("Chủ đề")), ("own_themes", _("Câu lạc bộ tự làm"))):
        if old[name] != new[name]:
            found.append(Change(label, themes_words(old[name]), themes_words(new[name])))
    return found + _marks(before, after, names) + _lines(before, after)


def told(value: Any) -> str:
    """A value as people write it; a dash where nothing is said."""
    if value in (None, ""):
        return UNKNOWN
    return day(value) if hasattr(value, "isoformat") else str(value)


def contents_words(bits: int) -> str:
    """The numbers of the contents done, as a list."""
    return ", ".join(str(int(area)) for area in areas_of(bits)) or _("chưa có nội dung nào")


def themes_words(bits: int) -> str:
    """The themes by name."""
    return ", ".join(str(THEME_LABELS[theme]).lower() for theme in themes_of(bits)) or _("không có")


def _marks(before: Row, after: Row, names: dict[int, str]) -> list[Change]:
    old, new = ({int(pk): int(status) for pk, status in row["marks"]} for row in (before, after))
    return [
        Change(names.get(pk, _("một thành viên")), _status(old.get(pk)), _status(new.get(pk)))
        for pk in sorted(old.keys() | new.keys())
        if old.get(pk) != new.get(pk)
    ]


def _status(status: int | None) -> str:
    return str(Status(status).label) if status else _("không có trong danh sách")


def _lines(before: Row, after: Row) -> list[Change]:
    old, new = ({line[0]: line[1:] for line in row["lines"]} for row in (before, after))
    return [
        Change(str(AREA_LABELS[area]), _line(old.get(area)), _line(new.get(area)))
        for area in sorted(old.keys() | new.keys())
        if old.get(area) != new.get(area)
    ]


def _line(line: list[Any] | None) -> str:
    if not line:
        return told(None)
    note, counts = line
    return "; ".join(filter(None, [note, *(f"{count}" for count in counts.values())])) or told(None)


def member_names(ids: set[int]) -> dict[int, str]:
    """Membership → name, for the words of differences."""
    return dict(Membership.objects.filter(pk__in=ids).values_list("pk", "person__full_name"))
