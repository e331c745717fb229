"""A person's card: looking, correcting, merging with another."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tremang.accounts.powers import Verb, may
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.members import actions, problems
from tremang.members.citizen import masked
from tremang.members.data import called, written_birth
from tremang.members.duplicates import alike, named
from tremang.members.forms import EditForm
from tremang.members.models import MembershipPause, Person, PersonMerger, Purpose
from tremang.members.seeing import Sight, mates_of, standing
from tremang.members.twelve import twelve_months
from tremang.members.views.common import card_of, page, tried
from tremang.ui.said import said


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The card, as far as the reader may see it, and why he may."""
    seen = card_of(request, pk)
    card = seen.person
    if card.pk != pk:
        return redirect("members:person", card.pk)
    keeps = seen.clubs(Verb.KEEP_MEMBERS) if seen.is_open else []
    consents = standing(card) if seen.is_open else {}
    context = {
        "seen": seen,
        "person": card,
        "called": called(card, seen.today),
        "age": card.age_on(card.died_on or seen.today),
        "birth": written_birth(card),
        "rows": _rows(seen),
        "grids": twelve_months(seen.memberships, seen.today),
        "keeps": keeps,
        "withdraws": not seen.is_open and bool(seen.clubs(Verb.KEEP_MEMBERS)),
        "may_look": seen.is_open and bool(seen.clubs(Verb.SEE_SENSITIVE)),
        "citizen": masked(card.citizen_number) if keeps else "",
        "consents": [(label, consents.get(value)) for value, label in Purpose.choices],
        "home": mates_of(seen) if seen.is_open else [],
        "merger": PersonMerger.objects.filter(kept=card).order_by("-pk").first() if keeps else None,
    }
    return render(request, "members/person.html", context)


def _rows(seen: Sight) -> list[dict[str, Any]]:
    """Each membership with what can be done about it."""
    pauses = {
        row.membership_id: row
        for row in MembershipPause.objects.filter(membership__in=seen.memberships).order_by("from_on")
        if row.holds_on(seen.today) or row.to_on is None
    }
    return [
        {
            "row": row, "running": row in seen.running, "pause": pauses.get(row.pk),
            "keeps": may(seen.user, Verb.KEEP_MEMBERS, row.club.place, seen.today),
        }
        for row in seen.memberships
    ]  # fmt: skip


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Correct the card."""
    seen = card_of(request, pk)
    card, club = seen.person, seen.open_club(Verb.KEEP_MEMBERS)
    form = EditForm(request.POST or None, initial=EditForm.written(card))
    if not card.citizen_number:
        del form.fields["drop_citizen"]
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        version = card.version if version is None else version
        done = tried(
            form,
            lambda: actions.edit_person(
                card, form.data_of_person(), version, club=club, by=request.user, today=seen.today
            ),
        )
        if done is not None:
            undo = f"{reverse('members:undo_edit', args=[card.pk])}?v={done.version}" if done.version > version else ""
            said(request, _("Đã ghi thẻ của %(name)s.") % {"name": done.full_name}, undo)
            return redirect("members:person", card.pk)
    now = None
    if getattr(form, "problem_status", 0) == 409:
        now = Person.objects.get(pk=card.pk)
        form.data = form.data.copy()
        form.data["version"] = str(now.version)
    context = {
        "person": card,
        "citizen": masked(card.citizen_number),
        "now": now,
        "now_birth": now and written_birth(now),
    }
    return page(request, "members/edit.html", form, context)


@require_POST
def undo_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the card back what it said before; `?v=` is the version that the correction made."""
    seen = card_of(request, pk)
    club, version = seen.club(Verb.KEEP_MEMBERS), whole(request.GET.get("v", ""))
    actions.undo_edit(seen.person, version, club=club, by=request.user, today=seen.today)
    said(request, _("Đã trả thẻ về như trước khi sửa."))
    return redirect("members:person", seen.person.pk)


def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose the other card, look at both side by side, merge."""
    seen = card_of(request, pk)
    card, club = seen.person, seen.club(Verb.KEEP_MEMBERS)
    context: dict[str, Any] = {"person": card, "club": club}
    asked = request.POST.get("other", "") or request.GET.get("the", "")
    if asked:
        if not (number := whole(asked)):
            raise Problem("nothing_there", problems.NOTHING_THERE)
        beside = card_of(request, number)
        other = beside.person
        context |= {"other": other, "lines": _beside(seen, beside)}
        if request.method == "POST":
            kept, gone = (other, card) if request.POST.get("keep") == str(other.pk) else (card, other)
            try:
                merger = actions.merge_persons(kept, gone, club=club, by=request.user, today=seen.today)
            except Problem as problem:
                return render(request, "members/merge.html", context | {"problem": problem}, status=problem.status)
            undo = reverse("members:undo_merge", args=[merger.kept_id])
            said(request, _("Đã nhập hai thẻ của %(name)s làm một.") % {"name": kept.full_name}, undo)
            return redirect("members:person", merger.kept_id)
    else:
        name = request.GET.get("ten", "").replace("\0", "").strip()[:100]
        found = named(name, card, request.user, seen.today) if name else alike(card, club, request.user, seen.today)
        context |= {"hits": [hit for hit in found if hit.seen], "name": name}
    status = 422 if request.method == "POST" else 200
    return render(request, "members/merge.html", context, status=status)


def _beside(first: Sight, second: Sight) -> list[tuple[str, str, str]]:
    """What the reader may see of both cards, line by line."""
    lines = list(zip(_lines(first), _lines(second), strict=True))
    return [(label, one, two) for (label, one), (_label, two) in lines if one or two]


def _lines(seen: Sight) -> list[tuple[str, str]]:
    card = seen.person
    clubs = [row.club.name for row in reversed(seen.memberships)]
    if seen.others:
        clubs.append(_("%(n)s câu lạc bộ khác, ngoài nơi mình phụ trách") % {"n": seen.others})
    return [
        (_("Họ và tên"), card.full_name),
        (_("Thường gọi"), card.nickname),
        (_("Giới tính"), str(card.get_sex_display())),
        (_("Sinh"), written_birth(card)),
        (_("Điện thoại"), card.phone if seen.is_open else ""),
        (_("Số căn cước"), masked(card.citizen_number) if seen.is_open else ""),
        (_("Câu lạc bộ"), ", ".join(clubs)),
    ]


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the latest merger of this card apart."""
    seen = card_of(request, pk)
    club = seen.club(Verb.KEEP_MEMBERS)
    merger = PersonMerger.objects.filter(kept=seen.person).order_by("-pk").first()
    if merger is None:
        raise Problem("nothing_there", problems.NOTHING_THERE)
    actions.undo_merge(merger, club=club, by=request.user, today=seen.today)
    said(request, _("Đã tách lại hai thẻ."))
    return redirect("members:person", seen.person.pk)
