"""What is wrong with the pages that one person reaches: breaks, too heavy, too many queries, hard to use."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.crawl import Page, counted, get, walk
from tremang.accounts.models import User

QUERIES, BYTES = 12, 60_000


def walked(user: User) -> list[str]:
    """What is wrong with the pages that `user` reaches from the front page."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    pages = list(walk(client))
    assert len(pages) > 5
    wrong = []
    for page in pages:
        if page.status >= 400:
            wrong.append(f"{page.status} {page.url}")
        elif page.body:
            wrong += [f"{page.url}: {fault}" for fault in faults(page)]
            if page.queries > QUERIES and (count := queries(client, page.url)) > QUERIES:
                wrong.append(f"{page.url}: {count} queries")
    return wrong


def faults(page: Page) -> list[str]:
    """What a reader with a slow line, a screen reader or a strict browser would stumble over."""
    seen = page.parsed
    found = []
    if (size := len(page.body.encode())) > BYTES:
        found.append(f"{size} bytes")
    papers = max(page.body.count('<article class="sheet'), 1)  # each paper to print has a heading of its own
    if seen.tags["h1"] not in (1, papers) or not seen.h1.strip():
        found.append(f"{seen.tags['h1']} first headings: {seen.h1.strip()!r}")
    if not seen.title.strip(" –\n").removesuffix("Tre Măng").strip(" –"):
        found.append("no title")
    if 'lang="vi"' not in page.body[:200]:
        found.append("no language")
    found += [f"id {name} {count} times" for name, count in seen.ids.items() if count > 1]
    found += [f"no label: {name}" for name in seen.nameless_fields()]
    found += [f"against the content policy: {what}" for what in seen.inline]
    return found


def queries(client: Client, url: str) -> int:
    """Queries of a second look: the first one brings facts up to date and fills caches."""
    with CaptureQueriesContext(connection) as caught:
        get(client, url)
    return counted(caught)
