"""A recorded meeting put right: only what was changed, each with what stood there when it was changed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.inbox import meeting_parts as part
from tremang.inbox import merging
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.kinds.meeting import meeting_of, settle
from tremang.inbox.models import Choice, State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.problems import Problem
from tremang.meetings.actions import correct_meeting, undo_meeting
from tremang.meetings.data import checked
from tremang.meetings.models import Meeting


def apply(work: Work) -> Done:
    """Write what still stood as it was when it was changed; what somebody else changed meanwhile waits for a choice."""
    body = read.parts(work.body, "", {"meeting", "changes"}, newer=work.envelope.newer)
    require(work.by, Verb.RECORD_MEETING, work.club.place, work.today)
    meeting = meeting_of(work, read.the_id(body, "meeting"))
    told = _changes(body)
    standing = part.Standing.of(meeting)
    data = standing.data
    checked(part.altered(data, {path: now for path, (_was, now) in told.items()}), work.today)
    by_whom = merging.Touched(meeting, standing.row)
    changes: part.Changes = {}
    choices: list[Choice] = []
    for path, (was, now) in told.items():
        stands = part.stands(data, path)
        if stands == now:
            continue
        if stands == was:
            changes[path] = now
        else:
            choices.append(merging.chosen_between(work, standing, by_whom, path, stands, now))
    if changes:
        meeting = correct_meeting(meeting, part.altered(data, changes), meeting.version, **work.told)
    result = {
        "meeting": str(meeting.pk), "version": meeting.version, "wrote": bool(changes),
        "choices": [str(row.pk) for row in choices],
    }  # fmt: skip
    state = State.PART if choices else State.APPLIED if changes else State.NOTHING
    return Done(result, key(meeting), state, choices)


def _changes(body: Told) -> dict[str, tuple[object, object]]:
    told = read.of(body.get("changes", {}), "changes", dict)
    if not told:
        raise Problem("no_change", say.NO_CHANGE)
    found = {}
    for path, pair in told.items():
        if not isinstance(pair, list) or len(pair) != 2:
            raise read.wrong("changes")
        found[path] = (part.read_value(path, pair[0]), part.read_value(path, pair[1]))
    return found


def undo(work: Work, result: Told) -> None:
    """The version that it wrote goes; raises Conflict where somebody wrote on since."""
    meeting = Meeting.objects.filter(pk=int(result["meeting"]), club=work.club).select_related("club__place").first()
    if meeting is not None and result.get("wrote"):
        undo_meeting(meeting, int(result["version"]), **work.told)


def words(body: Told) -> str:
    """How many things were put right."""
    return _("Sửa buổi sinh hoạt: %(count)s chỗ") % {"count": len(body.get("changes", {}))}


KIND = Kind(
    code="meeting_fix", name=gettext_lazy("Sửa buổi sinh hoạt"), verb=Verb.RECORD_MEETING, apply=apply, words=words,
    undo=undo, settle=settle,
)  # fmt: skip
