"""A look at health or care on the phone, away from the network: written into the list of looks once it is sent."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb, require
from tremang.inbox import reading as read
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work, when
from tremang.kernel.format import clock as hour
from tremang.kernel.format import day as written

POWERS = {"health": Verb.SEE_HEALTH, "care": Verb.SEE_CARE}


def apply(work: Work) -> Done:
    """Write the look down, with the duty and the moment that the phone tells."""
    body = read.parts(work.body, "", {"what", "membership", "at"}, newer=work.envelope.newer)
    what = read.required(body, "what", str)
    if what not in POWERS:
        raise read.wrong("what")
    read.text(body, "at", 40)
    role = require(work.by, POWERS[what], work.club.place, work.today)
    subject = work.membership(read.the_id(body, "membership")) if body.get("membership") else work.club
    at = timezone.localtime(datetime.fromisoformat(when(work.submission)))
    told = _("%(post)s, xem trên điện thoại lúc %(hour)s ngày %(day)s")
    duty = told % {"post": role.get_kind_display(), "hour": hour(at.time()), "day": written(at.date())}
    line = looked(work.by, subject, what, duty)
    return Done({"look": str(line.pk)})


def words(body: Told) -> str:
    """That a sensitive book was looked at."""
    return _("Xem sổ có thông tin riêng trên điện thoại")


KIND = Kind(
    code="looked", name=gettext_lazy("Xem sổ có thông tin riêng"), verb=Verb.SEE_PERSONS, apply=apply, words=words
)
