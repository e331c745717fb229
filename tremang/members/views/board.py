"""The board of a club: who serves, until when, who served before; renewal and changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.books import latest, undoable
from tremang.clubs.models import BoardPost, BoardRenewal, Club
from tremang.clubs.views.parts import commune_of, the_club
from tremang.kernel.clock import today
from tremang.members.actions.board import BOARD_VERBS, end_post, give_post, renew_board, undo_board
from tremang.members.board.forms import EndPostForm, PostForm, RenewForm
from tremang.members.board.queries import advice_on, board_on, former, members_on, term_of, years_of_namesakes
from tremang.members.models import BoardMember
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said


def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The board of today, the end of its term, its history."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.SEE_PERSONS, club.place, day)
    rows = board_on(club, day)
    term = term_of(club, day)
    keeps = may(request.user, Verb.KEEP_BOARD, club.place, day)
    context = _about(club) | {
        "rows": rows, "former": former(club, day), "term": term, "term_words": term.words(day) if term else "",
        "advice": advice_on((row.person_id, row.post) for row in rows) if rows else [], "keeps": keeps,
        "count": len({row.person_id for row in rows}), "undo": _undo_of(club) if keeps else "",
        "renewals": BoardRenewal.objects.filter(club=club).order_by("-renewed_on"),
    }  # fmt: skip
    return render(request, "members/board.html", context)


def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new board: a post beside each member's name, those who serve now first."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_BOARD, club.place, day)
    serving = {row.person_id: row.post for row in reversed(board_on(club, day))}
    members = members_on(club, day)
    chosen = {row.person_id: _post(request, row.person_id) for row in members}
    shown = chosen if request.method == "POST" else serving
    years = years_of_namesakes(members)
    lines = [
        {"person": row.person, "post": shown.get(row.person_id, ""), "year": years.get(row.person_id)}
        for row in members
    ]
    form = RenewForm(request.POST or None, today=day)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        posts = {person: post for person, post in chosen.items() if post}
        renew_board(
            club, posts, given["renewed_on"], decision=given["decision"], term_years=given["term_years"],
            by=request.user, today=day,
        )  # fmt: skip
        sentence = _("Đã ghi kiện toàn Ban Chủ nhiệm, %(count)s người.") % {"count": len(posts)}
        return sentence, _undo_of(club)

    context = _about(club) | {
        "posts": BoardPost.choices, "now": [line for line in lines if line["person"].pk in serving],
        "others": [line for line in lines if line["person"].pk not in serving],
    }  # fmt: skip
    then = reverse("members:board", args=[club.pk])
    return entry_page(request, "members/renew.html", form, act, then, lambda: context)


def give(request: HttpRequest, pk: int) -> HttpResponse:
    """One more post."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_BOARD, club.place, day)
    form = PostForm(request.POST or None, members=members_on(club, day), today=day)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        person = form.members[given["person"]].person
        give_post(club, person, given["post"], given["from_on"], by=request.user, today=day)
        words = {"name": person.full_name, "post": BoardPost(given["post"]).label.lower()}
        return _("Đã ghi %(name)s làm %(post)s.") % words, _undo_of(club)

    context = _about(club) | {"title": _("Thêm người vào Ban Chủ nhiệm")}
    then = reverse("members:board", args=[club.pk])
    return entry_page(request, "members/post.html", form, act, then, lambda: context)


def end(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Somebody leaves a post."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_BOARD, club.place, day)
    post = get_object_or_404(BoardMember.objects.select_related("person", "club__place"), pk=row, club=club)
    form = EndPostForm(request.POST or None, today=day)
    words = {"name": post.person.full_name, "post": post.get_post_display().lower()}

    def act(given: dict[str, Any]) -> tuple[str, str]:
        end_post(post, given["to_on"], by=request.user, today=day)
        return _("Đã ghi %(name)s thôi làm %(post)s.") % words, _undo_of(club)

    context = _about(club) | {"title": _("%(name)s thôi làm %(post)s") % words, "row": post}
    then = reverse("members:board", args=[club.pk])
    return entry_page(request, "members/post.html", form, act, then, lambda: context)


@require_POST
def undo(request: HttpRequest, pk: int, sequence: int) -> HttpResponse:
    """Take back the newest act on the board."""
    club = the_club(pk)
    undo_board(club, sequence, by=request.user, today=today())
    said(request, _("Đã hoàn tác."))
    return redirect("members:board", club.pk)


def _post(request: HttpRequest, person: int) -> str:
    """The post sent for a person; what is no post comes to the act as it is and is refused there."""
    return request.POST.get(f"post-{person}", "")[:20]


def _about(club: Club) -> dict[str, Any]:
    return {"club": club, "commune": commune_of(club)}


def _undo_of(club: Club) -> str:
    event = latest(club.pk, BOARD_VERBS)
    return reverse("members:undo_board", args=[club.pk, event.sequence]) if event and undoable(event) else ""
