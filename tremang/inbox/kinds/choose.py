"""Somebody chose between two values."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.actions.choosing import settle
from tremang.inbox.models import Choice, State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.problems import Conflict, Problem


def apply(work: Work) -> Done:
    """Settle the choice; where somebody was quicker, that stands and is told."""
    body = read.parts(work.envelope.body, "", {"choice", "pick"}, newer=work.envelope.newer)
    rows = Choice.objects.filter(pk=read.the_id(body, "choice"), club=work.club)
    choice = rows.select_related("submission__user").first()
    if choice is None:
        raise Problem("choice_gone", say.CHOICE_GONE)
    pick, result = read.required(body, "pick", str), {"choice": str(choice.pk)}
    try:
        settle(choice, pick, **work.told)
    except Conflict as conflict:
        if conflict.code != "chosen_already":
            raise
        same = conflict.parameters.get("pick") == pick
        return Done(
            result,
            key(choice),
            State.NOTHING,
            code="" if same else conflict.code,
            sentence="" if same else conflict.sentence,
        )
    return Done(result, key(choice))


def words(body: Told) -> str:
    """That something was chosen."""
    return _("Chọn giữa hai bản ghi khác nhau")


KIND = Kind(code="choose", name=gettext_lazy("Chọn giữa hai bản ghi"), verb=Verb.SEE_PERSONS, apply=apply, words=words)
