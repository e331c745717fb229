"""Every page that a link leads to, walked through by one person of each role."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tests.crawl import get, walk
from tremang.kernel import clock

WHO = ["man", "luong", "khiem", "tuan", "lanh_dao", "ha", "chu_tich", "so", "trung_uong"]
QUERIES, BYTES = 12, 60_000


@pytest.fixture(params=WHO)
def walked(request, world):
    """(client, the pages that one person reaches from the front page) on the day of the small world."""
    client = Client(raise_request_exception=False)
    client.force_login(world.users[request.param])
    with clock.fixed(TODAY):
        yield client, list(walk(client))


def test_every_link_leads_to_a_page_that_its_reader_may_see_and_use(walked):
    client, pages = walked
    assert len(pages) > 5
    wrong = []
    for page in pages:
        if page.status >= 400:
            wrong.append(f"{page.status} {page.url}")
        elif page.body:
            wrong += [f"{page.url}: {fault}" for fault in faults(page)]
    wrong += [
        f"{page.url}: {count} queries" for page in pages if page.body and (count := queries(client, page.url)) > QUERIES
    ]
    assert not wrong, "\n".join(wrong)


def faults(page) -> list[str]:
    """What a reader with a slow line, a screen reader or a strict browser would stumble over."""
    seen = page.parsed
    found = []
    if (size := len(page.body.encode())) > BYTES:
        found.append(f"{size} bytes")
    if seen.tags["h1"] != 1 or not seen.h1.strip():
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
    with CaptureQueriesContext(
        connection,
    ) as caught:
        get(client, url)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in caught)
