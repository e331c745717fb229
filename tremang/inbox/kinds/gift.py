"""A gift in money or in kind: the Sổ Tấm lòng vàng."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.funds import problems as funds_say
from tremang.funds.actions.gifts import Giving, drop_gift, give
from tremang.funds.actions.slips import take_back
from tremang.funds.models import Account, Fund, Gift
from tremang.inbox import reading as read
from tremang.inbox.kinds.dues import meeting_on
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem

PARTS = {"day", "fund", "amount", "giver", "kind", "what", "words", "membership", "anonymous", "into"}
MONEY, GOODS = "money", "goods"
NAME, WHAT, PURPOSE = 120, 120, 200


def apply(work: Work) -> Done:
    """Write the gift as the page of gifts does."""
    body = read.parts(work.body, "", PARTS, newer=work.envelope.newer)
    day, kind = read.the_day(body, "day"), read.text(body, "kind") or MONEY
    fund, into = read.text(body, "fund") or Fund.ACTIVITY.value, read.text(body, "into") or Account.CASH.value
    if kind not in (MONEY, GOODS) or fund not in Fund.values or into not in Account.values:
        raise read.wrong("kind")
    what = read.text(body, "what", WHAT)
    if kind == GOODS and not what.strip():
        raise Problem("no_kind", funds_say.NO_KIND, field="what")
    giving = Giving(
        amount=read.amount(body, "amount"), donor=read.text(body, "giver", NAME),
        is_anonymous=read.of(body.get("anonymous", False), "anonymous", bool),
        membership=work.membership(read.the_id(body, "membership")) if body.get("membership") else None, fund=Fund(fund),
        what=what if kind == GOODS else "", purpose=read.text(body, "words", PURPOSE), into=Account(into),
    )  # fmt: skip
    gift = give(work.club, giving, on=day, meeting_id=meeting_on(work, day), **work.told)
    slips = [str(gift.voucher_id)] if gift.voucher_id else []
    return Done({"gift": str(gift.pk), "slips": slips}, key(gift))


def undo(work: Work, result: Told) -> None:
    """Money goes back by its slip, a thing is dropped from the book."""
    gift = (
        Gift.objects.filter(pk=int(result["gift"]), club=work.club)
        .select_related("club__place", "voucher__club__place")
        .first()
    )
    if gift is not None and gift.voucher is not None:
        take_back(gift.voucher, "", **work.told)
    elif gift is not None:
        drop_gift(gift, **work.told)


def words(body: Told) -> str:
    """What was given, and the day."""
    what = body.get("what") if body.get("kind") == GOODS else vnd(body.get("amount", 0))
    return _("Ủng hộ ngày %(day)s: %(what)s") % {"day": written(read.the_day(body, "day")), "what": what}


KIND = Kind(code="gift", name=gettext_lazy("Nhận ủng hộ"), verb=Verb.KEEP_MONEY, apply=apply, words=words, undo=undo)
