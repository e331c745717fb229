"""The pages of the book besides its registers: a referral step by step, feedback and its answer, what clubs carried up."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb, may, require
from tremang.areas.common.asking import still_to_ask
from tremang.areas.common.books import Reader, Register
from tremang.areas.common.pages import posted, undo_url
from tremang.areas.common.queries import called_on
from tremang.areas.common.reading import crumbs_of, look, may_keep, reader_of
from tremang.areas.rights import actions
from tremang.areas.rights.book import BOOK, COMPLAINTS, MATTERS, REFERRALS, who
from tremang.areas.rights.forms import AnswerForm, CarryForm, StageForm
from tremang.areas.rights.models import NEXT_STAGES, Complaint, ComplaintState, LegalReferral, Matter, Stage
from tremang.areas.rights.queries import matters_of, stages_of
from tremang.areas.rights.rules import OPEN
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.places.models import Kind, Place
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.tables import Column, Table


def _list(request: HttpRequest, club: int, kind: Register, *also: str) -> HttpResponseBase:
    """A register whose lines open a page of their own."""
    reader = reader_of(request, club, kind.see)
    look(reader, kind)
    rows = (
        kind.model.objects.filter(club=club).select_related(*kind.related).prefetch_related(*also).order_by(*kind.order)
    )
    sees = kind.sees(reader.user, reader.club, reader.today)
    lines = [
        kind.cells(row) | {"url": reverse(f"rights:{kind.code}_show", args=[club, row.pk])} for row in rows if sees(row)
    ]
    first, *rest = kind.columns()
    link = Column(first.key, first.label, "link", first.sortable, "url", first.small, order=first.order)
    paper = reverse(f"rights:{kind.code}_paper", args=[club]) if kind.blank else ""
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "register": kind, "keeps": may_keep(reader, kind),
        "table": Table(request, [link, *rest], lines, empty=str(kind.empty), downloadable=False), "paper_url": paper,
        "add_url": reverse(f"rights:{kind.code}_add", args=[club]), "ask": still_to_ask(reader, kind, request.path),
    }  # fmt: skip
    return render(request, "areas/records.html", context)


def referrals(request: HttpRequest, club: int) -> HttpResponseBase:
    """Who was referred to legal aid, and how far each has come. Each look is written down."""
    return _list(request, club, REFERRALS, "stages")


def complaints(request: HttpRequest, club: int) -> HttpResponseBase:
    """Feedback and complaints with their last days. Each look is written down."""
    return _list(request, club, COMPLAINTS)


def matters(request: HttpRequest, club: int) -> HttpResponseBase:
    """What the club carried to the commune. Each look is written down."""
    return _list(request, club, MATTERS)


def _row(reader: Reader, kind: Register, pk: int) -> Any:
    """A record of the club that the reader may see, with the look written down; 404 else."""
    rows = kind.model.objects.filter(club=reader.club, pk=pk).select_related("club__place", *kind.related)
    row = rows.first()
    if row is None or not kind.sees(reader.user, reader.club, reader.today)(row):
        raise Http404
    row.club = reader.club
    look(reader, kind)
    return row


def _crumbs(reader: Reader, kind: Register) -> list[tuple[str, str]]:
    return crumbs_of(reader.club, BOOK, (str(kind.title), reverse(f"rights:{kind.code}", args=[reader.club.pk])))


def referral(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """A referral with its stages, and the next one to write."""
    reader = reader_of(request, club, Verb.SEE_SENSITIVE)
    row: LegalReferral = _row(reader, REFERRALS, pk)
    after = stages_of(row)
    now = Stage(after[-1].stage) if after else Stage.SENT
    keeps = may_keep(reader, REFERRALS)
    form = (
        StageForm(posted(request), now=now, today=reader.today)
        if keeps and (NEXT_STAGES[now] or posted(request))
        else None
    )
    if request.method == "POST" and form is None:
        require(reader.user, Verb.KEEP_BOOKS, reader.club.place, reader.today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.move_referral(row, data["stage"], data["on"], data["note"], by=reader.user, today=reader.today)
        return _("Đã ghi bước “%(stage)s”.") % {"stage": Stage(data["stage"]).label}, undo_url(event)

    def context() -> dict[str, Any]:
        steps = [(Stage.SENT.label, row.on, row.note), *((one.get_stage_display(), one.on, one.note) for one in after)]
        following = _("Kết thúc") if now not in (Stage.DONE, Stage.REFUSED) else ""
        return {
            "club": reader.club, "crumbs": _crumbs(reader, REFERRALS), "row": row, "who": who(row), "steps": steps,
            "following": following, "keeps": keeps, "can_step_back": keeps and bool(after),
            "correct_url": reverse("rights:legal_referral_correct", args=[club, pk]),
            "back_url": reverse("rights:legal_referral_back", args=[club, pk]),
        }  # fmt: skip

    if form is None:
        return render(request, "rights/referral.html", context())
    then = reverse("rights:legal_referral_show", args=[club, pk])
    return entry_page(request, "rights/referral.html", form, act, then, context)


@require_POST
def back(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Take the last stage of a referral away."""
    reader = reader_of(request, club, Verb.SEE_SENSITIVE)
    row = _row(reader, REFERRALS, pk)
    event = actions.step_back(row, by=reader.user, today=reader.today)
    said(request, _("Đã bỏ bước cuối."), undo_url(event))
    return redirect("rights:legal_referral_show", club, pk)


def complaint(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Feedback in full, with its clock and what can be done next."""
    reader = reader_of(request, club, Verb.SEE_COMPLAINTS)
    row: Complaint = _row(reader, COMPLAINTS, pk)
    is_open = row.state in OPEN
    context = {
        "club": reader.club, "crumbs": _crumbs(reader, COMPLAINTS), "row": row, "keeps": may_keep(reader, COMPLAINTS),
        "who": called_on(row.membership, row.on) if row.membership else _("Không ghi tên"), "is_open": is_open,
        "is_new": row.state == ComplaintState.NEW, "is_late": is_open and row.due_on < reader.today,
        "can_answer": row.state != ComplaintState.ANSWERED, "matter": Matter.objects.filter(complaint=row).first(),
    }  # fmt: skip
    return render(request, "rights/complaint.html", context)


@require_POST
def handle(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Somebody begins to deal with feedback."""
    reader = reader_of(request, club, Verb.SEE_COMPLAINTS)
    event = actions.take_up(_row(reader, COMPLAINTS, pk), by=reader.user, today=reader.today)
    said(request, _("Đã ghi là đang xử lý."), undo_url(event))
    return redirect("rights:complaint_show", club, pk)


def answer(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The form of what was answered; the commune's words stand in it where it has answered."""
    reader = reader_of(request, club, Verb.SEE_COMPLAINTS)
    row = _row(reader, COMPLAINTS, pk)
    above = Matter.objects.filter(complaint=row, answered_on__isnull=False).first()
    form = AnswerForm(posted(request), today=reader.today, words=above.answer if above else "")

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.answer_complaint(row, data["answer"], data["answered_on"], by=reader.user, today=reader.today)
        return _("Đã ghi câu trả lời."), undo_url(event)

    return _entry(request, reader, COMPLAINTS, form, act, row, _("Trả lời phản hồi"), _("Ghi câu trả lời"))


def carry(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The form by which feedback is carried to the commune, in words for it."""
    reader = reader_of(request, club, Verb.SEE_COMPLAINTS)
    row = _row(reader, COMPLAINTS, pk)
    form = CarryForm(posted(request), today=reader.today, words=row.text)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.carry_complaint(row, data["text"], data["on"], by=reader.user, today=reader.today)
        return _("Đã chuyển lên xã, phường."), undo_url(event)

    return _entry(
        request, reader, COMPLAINTS, form, act, row, _("Chuyển phản hồi lên xã, phường"), _("Chuyển lên xã, phường"),
        _("Xã, phường đọc đúng những chữ dưới đây, không thấy tên người phản hồi. Mời bỏ tên, nếu có."),
    )  # fmt: skip


def _entry(
    request: HttpRequest, reader: Reader, kind: Register, form: Any, act: Any, row: Any, title: str, button: str,
    summary: str = "",
) -> HttpResponse:  # fmt: skip
    then = reverse(f"rights:{kind.code}_show", args=[reader.club.pk, row.pk])
    words = {"subject": row.get_subject_display(), "day": written(row.on), "due": written(row.due_on)}
    return entry_page(
        request, "ui/entry.html", form, act, then,
        lambda: {
            "title": title, "button": button, "crumbs": _crumbs(reader, kind), "back_url": then,
            "summary": summary or _("%(subject)s, nhận ngày %(day)s, hạn trả lời %(due)s.") % words,
        },
    )  # fmt: skip


def matter(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """A matter carried to the commune with its answer; the commune answers here."""
    reader = reader_of(request, club, Verb.SEE_COMPLAINTS)
    row: Matter = _row(reader, MATTERS, pk)
    place = reader.club.place
    answers = row.answered_on is None and may(reader.user, Verb.GIVE_SUPPORT, place, reader.today)
    if request.method == "POST":
        require(reader.user, Verb.GIVE_SUPPORT, place, reader.today)
    form = AnswerForm(posted(request), today=reader.today, label=_("Xã, phường trả lời"))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.answer_matter(row, data["answer"], data["answered_on"], by=reader.user, today=reader.today)
        return _("Đã trả lời câu lạc bộ."), undo_url(event)

    can_correct = row.answered_on is None and row.complaint_id is None and may_keep(reader, MATTERS)
    return entry_page(
        request, "rights/matter.html", form, act, reverse("rights:matter_show", args=[club, pk]),
        lambda: {
            "club": reader.club, "crumbs": _crumbs(reader, MATTERS), "row": row, "answers": answers,
            "is_late": row.answered_on is None and row.due_on < reader.today,
            "correct_url": reverse("rights:matter_correct", args=[club, pk]) if can_correct and not answers else "",
        },
    )  # fmt: skip


def commune(request: HttpRequest, code: str) -> HttpResponseBase:
    """What clubs of a commune carried up to it. Each look is written down."""
    place = Place.objects.filter(code=code, kind=Kind.COMMUNE, valid_to__isnull=True).first()
    if place is None:
        raise Http404
    today = clock.today()
    looked(request.user, place, MATTERS.secret, require(request.user, Verb.SEE_COMPLAINTS, place, today))
    rows = list(matters_of(place, request.user, today))
    waits = [row for row in rows if row.answered_on is None]
    lines = [
        MATTERS.cells(row) | {
            "club": row.club.name,
            "url": reverse("rights:matter_show", args=[row.club_id, row.pk]),
            "state": _state(row, today),
        }
        for row in [*sorted(waits, key=lambda row: (row.due_on, row.pk)), *(row for row in rows if row.answered_on)]
    ]  # fmt: skip
    columns = [
        Column("subject", _("Về việc"), "link", url="url", small="state"), Column("club", _("Câu lạc bộ")),
        Column("day", _("Ngày đưa lên"), "day"), Column("due", _("Nên trả lời chậm nhất"), "day"),
        Column("answered", _("Ngày trả lời"), "day"),
    ]  # fmt: skip
    url = address("web:commune", place.code)
    context = {
        "place": place, "crumbs": [(place.name, url)] if url else [], "waits": len(waits),
        "late": sum(row.due_on < today for row in waits),
        "table": Table(request, columns, lines, empty=_("Chưa câu lạc bộ nào đưa việc lên."), downloadable=False),
    }  # fmt: skip
    return render(request, "rights/commune.html", context)


def _state(row: Matter, today: Any) -> str:
    if row.answered_on is not None:
        return _("đã trả lời")
    return _("quá hạn, chưa trả lời") if row.due_on < today else _("chờ trả lời")
