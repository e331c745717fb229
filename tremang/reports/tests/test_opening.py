"""Each figure opens down to its rows, and the rows add up to it."""

import pytest

from tests.demo import TODAY
from tremang.clubs.models import Club
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.lines.registry import lines
from tremang.reports.models import ReportKind
from tremang.reports.opening import opened
from tremang.reports.periods import period_of


@pytest.mark.slow
def test_the_rows_of_every_club_add_up_to_every_line(demo):
    kind = kind_on("club-month", TODAY)
    kind.lines = [code for code, line in lines().items() if not line.indicator and code != "communes_counted"]
    differing = []
    for club in Club.objects.filter(launched_on__isnull=False).select_related("place__parent__parent").order_by("pk"):
        draft = Draft.of(kind, club.place, period_of(kind, "2026-08"), TODAY)
        for line in draft.lines:
            found = opened(draft, line, persons=True)
            if found.adds_up and sum(row.amount for row in found.rows) != found.figure.n:
                differing.append((club.name, line.code, found.figure.n, [row.amount for row in found.rows]))
    assert differing == []


def test_a_figure_of_a_commune_is_the_sum_of_its_clubs_and_its_own(demo):
    kind = ReportKind.objects.get(code="commune-half")
    place = Club.objects.order_by("pk").first().place
    while place.kind != "commune":
        place = place.parent
    draft = Draft.of(kind, place, period_of(kind, "2026-H1"), TODAY)
    for line in draft.lines:
        found = opened(draft, line, persons=False)
        assert found.figure.n == sum(part.now.n for part in found.parts) + found.own.n
        assert found.own.n == 0 or line.indicator or sum(row.amount for row in found.rows) == found.figure.n
