"""What the tests of cards and memberships share: their rows as they stand, and pages with the way back on them."""

from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.crawl import read
from tremang.kernel.verify import Finding, verify
from tremang.members.data import PersonData
from tremang.members.models import (
    BoardMember,
    Consent,
    GroupLeader,
    Household,
    Membership,
    MembershipPause,
    Need,
    Person,
    PersonMerger,
    Support,
    TeamMember,
    Vulnerability,
)  # fmt: skip

MODELS = (
    BoardMember, Consent, GroupLeader, Household, Membership, MembershipPause, Need, Person, PersonMerger, Support,
    TeamMember, Vulnerability,
)  # fmt: skip
HOA = PersonData("Nguyễn Thị Hòa", "F", "5/9/1952", phone="0912 345 678")


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of cards and memberships; how often a card was written does not count."""
    found = {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}
    for card in found["Person"]:
        del card["version"]
    return found


def faults() -> list[Finding]:
    """Where rows and events disagree, in all chains; the small world itself was never told in an event."""
    return [found for found in verify().findings if found.code != "row_unknown"]


def address(name: str, *args: int) -> str:
    return reverse(f"members:{name}", args=args)


def body(desk: Client, url: str, status: int = 200) -> str:
    """The text of the page at `url`."""
    answer = desk.get(url)
    assert answer.status_code == status, url
    return unescape(answer.content.decode())


def sent(desk: Client, url: str, status: int = 200, **data: Any) -> str:
    """The text of the page that follows upon sending `data` to `url`."""
    answer = desk.post(url, data, follow=True)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def way_back(page: str) -> str:
    """Where the undo bar of a page leads."""
    bar = page[page.index('<div class="undo"') :]
    return read("/", 200, bar[: bar.index("</form>") + len("</form>")]).parsed.forms[0].action
