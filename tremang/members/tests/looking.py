"""What the tests of boards, groups and closing share: rows as they stand, and pages as a reader meets them."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import World
from tests.crawl import Page, read
from tremang.clubs.models import BoardRenewal, Club, ClubMerger, Group, StateRow, Team
from tremang.kernel.verify import Finding, verify
from tremang.members.models import BoardMember, GroupLeader, Membership, MembershipPause, TeamMember

MODELS = (
    BoardMember, BoardRenewal, Club, ClubMerger, Group, GroupLeader, Membership, MembershipPause, StateRow, Team,
    TeamMember,
)  # fmt: skip
QUERIES = 12


def all_rows() -> dict[str, list[dict]]:
    """Every row that these acts may touch, in all clubs."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def contradictions(club: Club) -> list[Finding]:
    """Where rows and events disagree; the rows of the small world itself were never told in an event."""
    return [found for found in verify(club.pk).findings if found.code != "row_unknown"]


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.users[name])
    return client


def looked_at(client: Client, url: str) -> Page:
    """The page at `url`: it is light, every field has a name, and no id stands twice."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url)
    asked = [one["sql"] for one in caught if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(asked) <= QUERIES, "\n".join(asked)
    page = read(url, answer.status_code, answer.content.decode())
    assert page.status == 200
    assert not page.parsed.nameless_fields()
    assert not page.parsed.inline
    assert page.parsed.tags["h1"] == 1
    assert [name for name, count in page.parsed.ids.items() if count > 1] == []
    return page


def filled(page: Page, action: str) -> dict[str, list[str]]:
    """What a browser would send from the page's form to `action` if nothing were touched."""
    form = next(form for form in page.parsed.forms if form.action == action and form.method == "post")
    data: dict[str, list[str]] = {}
    for name, value in form.filled():
        data.setdefault(name, []).append(value)
    return data
