"""The clubs nobody has heard of for two months, and those whose books suggest a visit: why, and what to do next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, holds_any, reach
from tremang.accounts.problems import refused
from tremang.advice.money import to_visit
from tremang.advice.queries import TIER_LABELS, Tier, paused_clubs, silent_among
from tremang.clubs.models import Club
from tremang.kernel import clock
from tremang.places.queries import city
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

TIER_MARKS = {Tier.ASK: "undeclared", Tier.VISIT: "behind", Tier.REVIEW: "behind"}


@login_required
def silent(request: HttpRequest) -> HttpResponse:
    """Where the reader's duty reaches; the longest silent first."""
    today = clock.today()
    if not holds_any(request.user, Verb.SEE_FIGURES, today):
        raise refused(Verb.SEE_FIGURES, city())
    clubs = Club.objects.filter(reach(request.user, Verb.SEE_FIGURES, today, "place__path"))
    found = silent_among(clubs, today)
    tier = request.GET.get("tier", "")
    keeps_users = holds_any(request.user, Verb.KEEP_USERS, today)
    steps = {club.club_id: club.next_step(keeps_users=keeps_users) for club in found}
    rows = [
        {
            "name": club.short, "club_url": address("web:club", club.club_id), "commune": club.commune,
            "since": club.since, "last_on": club.last_on, "days": club.days, "tier": TIER_MARKS[club.tier],
            "tier_words": TIER_LABELS[club.tier], "reason": club.reason, "action": steps[club.club_id][0],
            "url": steps[club.club_id][1],
        }
        for club in found
        if tier not in set(Tier) or club.tier == tier
    ]  # fmt: skip
    columns = [
        Column("name", _("Câu lạc bộ"), "link", url="club_url", small="commune", beside=_("Xã, phường")),
        Column("last_on", _("Buổi gần nhất"), "day"),
        Column("days", _("Im lặng (ngày)"), "number"),
        Column("reason", _("Vì sao")),
        Column("action", _("Việc tiếp theo"), "link", url="url", sortable=False),
        Column("tier", _("Nhận định"), "verdict", words="tier_words", sortable=False),
    ]
    table = Table(
        request, columns, rows, search=("name", "commune"), sort="-days",
        empty=_("Câu lạc bộ nào cũng có ghi sinh hoạt trong 2 tháng qua."),
    )  # fmt: skip
    if table.download_asked:
        return table.download("cau-lac-bo-im-lang", _("Câu lạc bộ im lặng"))
    tiers = [(code, label, sum(club.tier == code for club in found)) for code, label in TIER_LABELS.items()]
    context = {
        "table": table, "count": len(found), "tiers": tiers, "tier": tier, "paused": paused_clubs(clubs, today),
        "today": today,
    }  # fmt: skip
    return render(request, "advice/silent.html", context)


@login_required
def money(request: HttpRequest) -> HttpResponse:
    """The clubs whose books suggest a visit, where the reader's duty reaches."""
    today = clock.today()
    if not holds_any(request.user, Verb.SEE_FIGURES, today):
        raise refused(Verb.SEE_FIGURES, city())
    found = to_visit(reach(request.user, Verb.SEE_FIGURES, today, "place__path"), today)
    rows = [
        {
            "name": club.name, "club_url": address("web:club", club.club_id), "commune": club.commune,
            "reason": " ".join(club.reasons), "count": len(club.reasons), "action": _("Xem tiền quỹ"),
            "url": address("funds:home", club.club_id),
        }
        for club in found
    ]  # fmt: skip
    columns = [
        Column("name", _("Câu lạc bộ"), "link", url="club_url", small="commune", beside=_("Xã, phường")),
        Column("reason", _("Sổ quỹ cho thấy"), order="count"),
        Column("action", _("Việc tiếp theo"), "link", url="url", sortable=False),
    ]
    table = Table(
        request, columns, rows, search=("name", "commune"), sort="-reason",
        empty=_("Sổ quỹ của câu lạc bộ nào cũng đều đặn."),
    )  # fmt: skip
    if table.download_asked:
        return table.download("nen-den-tham", _("Câu lạc bộ nên đến thăm"))
    return render(request, "advice/money.html", {"table": table, "count": len(found)})
