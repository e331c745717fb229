"""Likely causes as cards: one sentence on what may have happened, one button that puts it right."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.funds.box import Cause, Kind, Why
from tremang.funds.forms.box import UnwrittenForm
from tremang.funds.models import Account
from tremang.funds.queries.box import Look, Source
from tremang.funds.repairs import can_repair, how_many
from tremang.funds.slips import Kind as Slip
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.ui.links import address

SHOWN = 8


@dataclass
class Card:
    """One cause. `token` names it in what is sent; `choices` where one of several must be picked; `url` leads elsewhere."""

    token: str
    words: str
    hint: str = ""
    button: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    picks: int = 1
    url: str = ""
    form: Any = None


def token(cause: Cause) -> str:
    """A cause as a page sends it back; the same box gives the same tokens."""
    return f"{cause.why}/{cause.kind or ''}/{cause.params.get('true', '')}/{cause.pick}/{min(cause.keys, default='')}"


def cards(look: Look, causes: list[Cause], count_url: str) -> list[Card]:
    """The likeliest causes as cards, in their order."""
    return [_card(look, cause, count_url) for cause in causes[:SHOWN]]


def _card(look: Look, cause: Cause, count_url: str) -> Card:
    card = Card(token(cause), *_said(look, cause))
    if cause.why in (Why.PILE, Why.NOTE_TAKEN_FOR):
        value = int(cause.params["value"])
        card.button = _("Đếm lại xấp %(value)s") % {"value": vnd(value)}
        card.url = f"{count_url}#id_n{value}"
    elif not can_repair(look, cause):
        card.url, card.button = _elsewhere(look, cause)
    elif cause.why in (Why.UNKNOWN_SPENDING, Why.UNKNOWN_INCOME):
        card.button = _label(cause, None)
        card.form = _unwritten(look, cause, card.token)
    else:
        picks = how_many(cause)
        sources = [look.sources[key] for key in cause.keys]
        card.picks = picks
        if cause.why == Why.TWICE:  # the later one is the one too many
            card.choices = [(sources[-1].line.key, "")]
        else:
            card.choices = [(source.line.key, _name(source)) for source in sources]
        card.button = _label(cause, sources[0])
    return card


def _said(look: Look, cause: Cause) -> tuple[str, str]:
    """What stands in the book, and what may be wrong with it."""
    sources = [look.sources[key] for key in cause.keys if key in look.sources]
    first = sources[0] if sources else None
    size = vnd(abs(look.gap))
    if cause.why == Why.UNKNOWN_SPENDING:
        known = look.last.get(abs(look.gap))
        if known:
            told = {"words": known.line.who, "sum": size, "day": written(known.day)}
            return _("Ngày %(day)s chi %(sum)s: %(words)s.") % told, _("Lần này có thể quên ghi.")
        return _("Có thể quên ghi một khoản chi %(sum)s.") % {"sum": size}, ""
    if cause.why == Why.UNKNOWN_INCOME:
        return _("Có thể quên ghi một khoản thu %(sum)s.") % {"sum": size}, ""
    if cause.why == Why.PILE:
        told = {"count": str(cause.params["count"]), "value": vnd(int(cause.params["value"]))}
        words = (
            _("Có thể đếm thừa %(count)s tờ %(value)s.")
            if look.gap > 0
            else _("Có thể đếm sót %(count)s tờ %(value)s.")
        )
        return words % told, ""
    if cause.why == Why.NOTE_TAKEN_FOR:
        told = {
            "count": str(cause.params["count"]),
            "value": vnd(int(cause.params["value"])),
            "true": vnd(int(cause.params["true"])),
        }
        return _("Có thể %(count)s tờ %(true)s lẫn vào xấp %(value)s.") % told, ""
    if first is None:
        hint = _("Có thể bỏ tiền nhầm hộp. Mời chuyển tiền về đúng hộp rồi đếm lại cả hai.")
        return _("Hộp của quỹ kia lệch đúng %(sum)s.") % {"sum": size}, hint
    return _of_lines(look, cause, sources, first)


def _of_lines(look: Look, cause: Cause, sources: list[Source], first: Source) -> tuple[str, str]:
    many = len(sources) > 1 and cause.why != Why.TWICE
    fact = _many_fact(cause, sources) if many else f"{_fact(first)}."
    away = " " + _("Buổi này người ấy vắng mặt.") if cause.params.get("absent") and not many else ""
    if cause.why == Why.NOT_DONE:
        hint = _("Có thể chưa nộp tiền.") if first.line.kind.sign > 0 else _("Có thể chưa chi tiền.")
    elif cause.why == Why.NOT_WRITTEN:
        hint = _("Có thể đã nộp mà chưa ghi.") if first.line.kind.sign > 0 else _("Có thể đã giao tiền mà chưa ghi.")
    elif cause.why == Why.TWICE:
        hint = _("Có thể ghi hai lần.")
    elif cause.why == Why.DIGITS:
        hint = _slip(cause)
    elif cause.why == Why.OTHER_SUM:
        hint = _("Có thể đúng ra là %(sum)s.") % {"sum": vnd(int(cause.params["true"]))}
    elif cause.why == Why.SIGN:
        hint = (
            _("Có thể là khoản thu mà ghi vào chi.")
            if first.line.kind.sign < 0
            else _("Có thể là khoản chi mà ghi vào thu.")
        )
    else:
        hint = (
            _("Có thể là tiền của quỹ kia.")
            if cause.params.get("here")
            else _("Khoản này ghi ở quỹ kia. Có thể là của quỹ này.")
        )
    return fact, hint + away


def _many_fact(cause: Cause, sources: list[Source]) -> str:
    """Several lines alike: how many are meant of how many; names are in the list to choose from."""
    total = vnd(sum(source.line.amount for source in sources)) if cause.pick == len(sources) else ""
    if total and len({source.line.who for source in sources}) == 1:
        return _("%(who)s: %(facts)s.") % {
            "who": _up(sources[0].line.who), "facts": ", ".join(_what(source) for source in sources)
        }  # fmt: skip
    told = {"n": cause.pick, "what": _KIND_WORDS[sources[0].line.kind]()}
    if cause.params.get("absent"):
        return _("Bằng đúng %(n)s khoản %(what)s của người vắng mặt.") % told
    return _("Bằng đúng %(n)s khoản %(what)s.") % told


_KIND_WORDS = {
    Kind.DUES: lambda: _("đóng góp"), Kind.REPAYMENT: lambda: _("trả nợ"), Kind.INCOME: lambda: _("thu"),
    Kind.GIFT: lambda: _("ủng hộ"), Kind.SPENDING: lambda: _("chi"), Kind.PAYOUT: lambda: _("cho vay"),
}  # fmt: skip


def _what(source: Source) -> str:
    return f"{_KIND_WORDS[source.line.kind]()} {vnd(source.line.amount)}"


def _fact(source: Source) -> str:
    """ "Bà Đỗ Thị Ẩn đóng góp 50.000 đ"; a spending by its words: "Chi 45.000 đ: chè nước"."""
    line = source.line
    if line.kind in (Kind.DUES, Kind.REPAYMENT, Kind.GIFT) and line.who:
        return f"{_up(line.who)} {_what(source)}"
    if line.kind == Kind.PAYOUT:
        return _("Cho %(who)s vay %(sum)s") % {"who": line.who, "sum": vnd(line.amount)}
    return f"{_up(_what(source))}: {line.who}"


def _name(source: Source) -> str:
    return f"{_up(source.line.who)}, {vnd(source.line.amount)}"


def _slip(cause: Cause) -> str:
    more = int(cause.params["amount"]) > int(cause.params["true"])
    slip = cause.params.get("slip")
    if slip == Slip.ZEROS:
        return _("Có thể thừa số 0.") if more else _("Có thể thiếu số 0.")
    if slip == Slip.SWAPPED:
        return _("Có thể đảo hai chữ số.")
    if slip in (Slip.DOUBLED, Slip.ADDED):
        return _("Có thể thừa một chữ số.")
    return _("Có thể thiếu một chữ số.") if slip == Slip.LOST else _("Có thể nhầm một chữ số.")


def _label(cause: Cause, source: Source | None) -> str:
    size = vnd(int(cause.params["sum"]))
    if cause.why in (Why.DIGITS, Why.OTHER_SUM):
        return _("Sửa thành %(sum)s") % {"sum": vnd(int(cause.params["true"]))}
    if cause.why == Why.NOT_DONE:
        return _("Bỏ khoản này khỏi sổ")
    if cause.why == Why.TWICE:
        return _("Bỏ một lần ghi")
    if cause.why == Why.NOT_WRITTEN:
        return _("Ghi thu %(sum)s") % {"sum": size}
    if cause.why == Why.UNKNOWN_SPENDING:
        return _("Ghi chi %(sum)s") % {"sum": size}
    if cause.why == Why.UNKNOWN_INCOME:
        return _("Ghi thu %(sum)s") % {"sum": size}
    if cause.why == Why.SIGN:
        return _("Chuyển sang bên thu") if source and source.line.kind.sign < 0 else _("Chuyển sang bên chi")
    return _("Chuyển sang quỹ kia") if cause.params.get("here") else _("Chuyển về quỹ này")


def _elsewhere(look: Look, cause: Cause) -> tuple[str, str]:
    """Where something is put right that has a page of its own; without one the words must do."""
    sources = [look.sources[key] for key in cause.keys if key in look.sources]
    loan = next((source.loan_id for source in sources if source.loan_id), None)
    url = address("funds:loan", look.count.club_id, loan) if loan else ""
    if url:
        return url, _("Mở khoản vay để sửa")
    if not sources:
        other = reverse("funds:count", args=[look.count.club_id])
        fund = "activity" if look.count.fund == "income" else "income"
        return f"{other}?quy={fund}&ngay={look.count.on.isoformat()}", _("Đếm lại hộp của quỹ kia")
    slip = next((source.transfers[0].voucher_id for source in sources if source.transfers), None)
    url = address("funds:slip", look.count.club_id, slip) if slip else ""
    return url, _("Mở phiếu để sửa") if url else ""


def _unwritten(look: Look, cause: Cause, prefix: str) -> UnwrittenForm:
    is_spending = cause.why == Why.UNKNOWN_SPENDING
    known = look.last.get(abs(look.gap)) if is_spending else None
    account = known.transfers[0].debit if known else (Account.SUPPLIES if is_spending else Account.OTHER_IN).value
    words = known.line.who if known else ""
    return UnwrittenForm(
        is_spending=is_spending, initial={"account": account, "words": words}, auto_id=f"{cause.why}_%s"
    )


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]
