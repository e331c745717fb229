"""The pages of the book besides its registers: groups with their members, the pairs of a month, volunteers, needs."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb, require
from tremang.areas.common.books import Reader
from tremang.areas.common.pages import FORM_ID, Outcome, posted, taken_out, undo_url, write_rows
from tremang.areas.common.queries import called_on
from tremang.areas.common.reading import (
    crumbs_of,
    may_keep,
    month_asked,
    month_words,
    months_of,
    reader_of,
)
from tremang.areas.livelihood import actions
from tremang.areas.livelihood.book import BOOK, GROUPS, PAIRS
from tremang.areas.livelihood.forms import LINE_LIMIT, IncomeGroupForm, JoinForm, LeaveForm
from tremang.areas.livelihood.models import IncomeGroup, IncomeMember
from tremang.areas.livelihood.queries import (
    GroupNow,
    groups_now,
    last_day,
    month_lines,
    needs_and_answers,
    pair_words,
    pairs_in,
    volunteers,
)
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.periods import month_first, month_last, month_text
from tremang.kernel.text import clean, whole
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.tables import Column, Table
from tremang.ui.templatetags.ui import upfirst


def groups(request: HttpRequest, club: int) -> HttpResponseBase:
    """The income groups with who is in each since when; as Excel a line for each who is or was in one."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    keeps = may_keep(reader, GROUPS)
    now = groups_now(club, reader.today)
    sheet = _sheet(request, now, reader)
    if sheet.download_asked:
        return sheet.download(GROUPS.slug, f"{GROUPS.title}, {reader.club.name}")
    rows = [
        {
            "group": one.group, "ended": one.group.to_on is not None and one.group.to_on < reader.today,
            "left": len(one.left),
            "members": [
                {
                    "who": called_on(row.membership, reader.today), "since": row.from_on,
                    "url": reverse("livelihood:member", args=[club, row.pk]) if keeps else "",
                }
                for row in one.members
            ],
            "join_url": reverse("livelihood:join", args=[club, one.group.pk]) if keeps else "",
            "correct_url": reverse("livelihood:income_group_correct", args=[club, one.group.pk]) if keeps else "",
        }
        for one in now
    ]  # fmt: skip
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "rows": rows, "keeps": keeps,
        "add_url": reverse("livelihood:income_group_add", args=[club]),
        "paper_url": reverse("livelihood:income_group_paper", args=[club]),
        "people": len({row.membership_id for one in now for row in one.members}), "lines": sheet.total,
    }  # fmt: skip
    return render(request, "livelihood/groups.html", context)


def _sheet(request: HttpRequest, now: list[GroupNow], reader: Reader) -> Table:
    """The groups as a list: a line for each member, those who left behind the others; a group without any has one too."""
    rows = [
        {
            "group": one.group.name, "trade": one.group.trade, "product": one.group.product,
            "who": called_on(row.membership, reader.today) if row else "", "since": row.from_on if row else one.group.from_on,
            "until": last_day(row, one.group) if row else one.group.to_on,
        }
        for one in now
        for row in [*one.members, *one.left] or [None]
    ]  # fmt: skip
    columns = [
        Column("group", _("Tổ")), Column("trade", _("Nghề")), Column("product", _("Sản phẩm")),
        Column("who", _("Thành viên")), Column("since", _("Từ ngày"), "day"), Column("until", _("Đến ngày"), "day"),
    ]  # fmt: skip
    return Table(request, columns, rows)


def found(request: HttpRequest, club: int) -> HttpResponse:
    """The form for a new group with its first members."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    form = IncomeGroupForm(posted(request), club=reader.club, today=reader.today, user=reader.user)
    made = whole(request.POST.get(FORM_ID, "")) or new_id()
    then = reverse("livelihood:income_group", args=[club])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        row, event = actions.found_group(
            reader.club, form.values(), form.picked() or (), by=reader.user, today=reader.today, pk=made
        )
        if event is None:
            return _("Tổ này đã ghi rồi, không ghi thêm lần nữa."), ""
        return _("Đã lập “%(name)s”.") % {"name": row.name}, undo_url(event)

    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Ghi tổ làm ăn"), "button": _("Lập tổ"), "crumbs": crumbs_of(reader.club, BOOK, (str(GROUPS.title), then)),
            "back_url": then, "made": made, "summary": reader.club.name,
        },
    )  # fmt: skip


def join(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The form by which members come into a group."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    group = get_object_or_404(IncomeGroup.objects.select_related("club__place"), pk=pk, club=club)
    form = JoinForm(posted(request), club=reader.club, today=reader.today, user=reader.user)
    then = reverse("livelihood:income_group", args=[club])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.join_group(group, data["members"], data["from_on"], by=reader.user, today=reader.today)
        return _("Đã thêm người vào “%(name)s”.") % {"name": group.name}, undo_url(event)

    return _entry(
        request, reader, form, act, then, _("Thêm người vào “%(name)s”") % {"name": group.name}, _("Thêm vào tổ")
    )


def member(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The form by which a member leaves a group, or goes out of it as a mistake."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    row = _member(club, pk)
    form = LeaveForm(posted(request), club=reader.club, today=reader.today, user=reader.user)
    then = reverse("livelihood:income_group", args=[club])
    words = {"who": called_on(row.membership, reader.today), "name": row.group.name, "day": written(row.from_on)}

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.leave_group(row, data["to_on"], by=reader.user, today=reader.today)
        return _("Đã ghi %(who)s ra khỏi “%(name)s”.") % words, undo_url(event)

    return _entry(
        request, reader, form, act, then, _("%(who)s ra khỏi “%(name)s”") % words, _("Ghi ngày cuối"),
        summary=_("Vào tổ ngày %(day)s.") % words, drop_url=reverse("livelihood:member_drop", args=[club, pk]),
    )  # fmt: skip


@require_POST
def drop_member(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Take a member out of a group who was written there by mistake."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    event = actions.drop_member(_member(club, pk), by=reader.user, today=reader.today)
    return taken_out(request, event, reverse("livelihood:income_group", args=[club]))


def _member(club: int, pk: int) -> IncomeMember:
    rows = IncomeMember.objects.select_related("group", "membership__person", "club__place")
    found = rows.filter(pk=pk, club=club).first()
    if found is None:
        raise Http404
    return found


def _entry(
    request: HttpRequest, reader: Reader, form: Any, act: Any, then: str, title: str, button: str, summary: str = "",
    drop_url: str = "",
) -> HttpResponse:  # fmt: skip
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": title[:1].upper() + title[1:], "button": button, "summary": summary or reader.club.name, "back_url": then,
            "crumbs": crumbs_of(reader.club, BOOK, (str(GROUPS.title), then)), "drop_url": drop_url,
        },
    )  # fmt: skip


@dataclass
class Row:
    """A pair on the page of a month, with what was typed beside it."""

    pair: int
    who: str
    about: str
    told: str = ""
    result: str = ""
    url: str = ""
    what: str = ""
    error: str = ""


def months(request: HttpRequest, club: int) -> HttpResponse:
    """The pairs of a month as rows: what each did and what came of it, all written in one act."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    month, keeps = month_asked(request, reader), may_keep(reader, PAIRS)
    known = month_lines(club, month)
    rows = []
    for pair in pairs_in(club, month_first(month), min(month_last(month), reader.today)):
        row = Row(pair.pk, pair_words(pair, reader.today), pair.about)
        if (line := known.get(pair.pk)) is not None:
            row.told, row.result = line.what, line.result
            row.url = reverse("livelihood:mentor_month_correct", args=[club, line.pk]) if keeps else ""
        rows.append(row)
    outcome = Outcome()
    if request.method == "POST":
        reader_of(request, club, Verb.KEEP_BOOKS)
        lines, outcome = _typed(request, rows), Outcome(status=422)
        if not any(row.error for row in rows):
            answer = write_rows(
                request, lambda: actions.record_months(reader.club, month, lines, by=reader.user, today=reader.today),
                _("Đã ghi %(n)s cặp.") % {"n": len(lines)}, _("Các cặp này đã ghi rồi, không ghi thêm lần nữa."),
                f"{reverse('livelihood:months', args=[club])}?thang={month_text(month)}",
            )  # fmt: skip
            if isinstance(answer, HttpResponse):
                return answer
            outcome = answer
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "rows": rows, "month_words": month_words(month),
        "months": months_of(reader, month), "problem": outcome.problem, "wrong": [row for row in rows if row.error], "keeps": keeps,
        "limit": LINE_LIMIT, "can_write": keeps and any(not row.told for row in rows),
        "open": sum(not row.told for row in rows), "pair_url": reverse("livelihood:mentor_pair_add", args=[club]),
        "list_url": reverse("livelihood:mentor_pair", args=[club]),
    }  # fmt: skip
    return render(request, "livelihood/months.html", context, status=outcome.status)


def _typed(request: HttpRequest, rows: list[Row]) -> list[actions.Line]:
    """Read what was sent into the rows, with what is wrong; the lines of those that say something."""
    lines = []
    for row in rows:
        if row.told:
            continue
        row.what, row.result = (clean(request.POST.get(f"{name}-{row.pair}", "")) for name in ("viec", "ket-qua"))
        if row.result and not row.what:
            row.error = _(actions.say.RESULT_ALONE)
        elif max(len(row.what), len(row.result)) > LINE_LIMIT:
            row.error = _(actions.say.TOO_LONG) % {"limit": LINE_LIMIT}
        elif row.what:
            lines.append(actions.Line(row.pair, row.what, row.result))
    return lines


def team(request: HttpRequest, club: int) -> HttpResponseBase:
    """The economic volunteers, and whom each helps now."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    people = volunteers(club, reader.today)
    helped: dict[int, list[str]] = {}
    for pair in pairs_in(club, reader.today, reader.today):
        helped.setdefault(pair.volunteer_id, []).append(called_on(pair.membership, reader.today))
    rows = [
        {
            "who": upfirst(called_on(row, reader.today)), "order": row.person.sort_key,
            "group": row.group.name if row.group else "",
            "helps": upfirst(", ".join(helped.get(row.pk, []))) or _("Chưa nhận giúp ai"),
        }
        for row in people
    ]  # fmt: skip
    columns = [Column("who", _("Họ và tên"), small="group", order="order"), Column("helps", _("Đang giúp"))]
    table = Table(request, columns, rows, empty=_("Chưa có ai trong đội kinh tế."))
    if table.download_asked:
        title = _("Tình nguyện viên kinh tế, %(club)s") % {"club": reader.club.name}
        return table.download("tinh-nguyen-vien-kinh-te", title)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "table": table, "count": len(people),
        "free": sum(row.pk not in helped for row in people), "keeps": may_keep(reader, PAIRS),
        "add_url": reverse("livelihood:mentor_pair_add", args=[club]), "groups_url": reverse("members:groups", args=[club]),
    }  # fmt: skip
    return render(request, "livelihood/team.html", context)


def needs(request: HttpRequest, club: int) -> HttpResponse:
    """What members said they need, each with what answered it. Sensitive: each look is written down."""
    reader = reader_of(request, club)
    role = require(reader.user, Verb.SEE_SENSITIVE, reader.club.place, reader.today)
    looked(reader.user, reader.club, "needs", role)
    answered = needs_and_answers(reader.club, reader.user, reader.today)
    rows = [
        {"one": one, "url": address("members:need", one.need.person_id) or ""}
        for one in sorted(answered, key=lambda one: bool(one.answers))
    ]
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "rows": rows,
        "without": sum(not one.answers for one in answered),
    }  # fmt: skip
    return render(request, "livelihood/needs.html", context)
