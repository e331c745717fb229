"""Walking through the product as a reader does: from page to page by the links, reading the forms on the way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

LIKE_PAGES = 3  # of pages that differ only in the row they show, this many are read
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Field:
    """Something to fill in: what it is called, of which kind, what stands in it, what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    on: bool = True


@dataclass
class Form:
    """A form of a page: where it goes, how, and its fields in order."""

    page: str
    action: str
    method: str
    is_multipart: bool
    fields: list[Field] = field(default_factory=list)

    @property
    def key(self) -> tuple:
        """Forms with the same key are the same form on different pages."""
        names = tuple(sorted({entry.name.rstrip("0123456789") for entry in self.fields}))
        return view_of(self.action), self.method, names

    def filled(self) -> list[tuple[str, str]]:
        """What a browser would send if nothing were touched."""
        return [(entry.name, entry.value) for entry in self.fields if entry.on and entry.kind not in ("file", "button")]


@dataclass
class Page:
    """What was seen at an address, and how many queries it took, those of redirections included."""

    url: str
    status: int
    body: str
    parsed: "Reader"
    queries: int = 0


class Reader(HTMLParser):
    """Collects the links, forms and outline of a page."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url = url
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.ids: Counter[str] = Counter()
        self.labels: set[str] = set()
        self.tags: Counter[str] = Counter()
        self.unnamed: list[str] = []
        self.inline: list[str] = []
        self.title = self.h1 = ""
        self._open: list[tuple[str, dict]] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, listed: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in listed}
        self.tags[tag] += 1
        if "id" in given:
            self.ids[given["id"]] += 1
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        if tag == "label" and "for" in given:
            self.labels.add(given["for"])
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.url, given["href"]))
        if tag == "img" and "alt" not in given:
            self.unnamed.append(f"img {given.get('src')}")
        if tag == "form":
            self._form = Form(
                self.url, urljoin(self.url, given.get("action") or self.url), given.get("method", "get").lower(),
                "multipart" in given.get("enctype", ""),
            )  # fmt: skip
            self.forms.append(self._form)
        self._field(tag, given)
        if tag not in VOID:
            self._open.append((tag, given))

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag in ("input", "textarea", "select") and given.get("type") not in ("hidden", "submit", "button"):
            wrapped = any(opened == "label" for opened, _given in self._open)
            if not wrapped and "aria-label" not in given and "aria-labelledby" not in given:
                self.unnamed.append(f"#{given.get('id', '')} {name}")
        if self._form is None:
            return
        if tag == "input" and name:
            kind = given.get("type", "text")
            on = kind not in ("checkbox", "radio") or "checked" in given
            kind = "button" if kind in ("submit", "button", "image") else kind
            value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
            self._form.fields.append(Field(name, kind, value, on=on))
        elif tag == "button" and name:
            self._form.fields.append(Field(name, "button", given.get("value", "")))
        elif tag == "textarea" and name:
            self._area = Field(name, "textarea")
            self._form.fields.append(self._area)
        elif tag == "select" and name:
            self._select = Field(name, "select")
            self._form.fields.append(self._select)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given or len(self._select.choices) == 1:
                self._select.value = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, _given = self._open.pop()
            if opened == tag:
                break
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data
        inside = {opened for opened, _given in self._open}
        if "title" in inside and "svg" not in inside:
            self.title += data
        if "h1" in inside:
            self.h1 += data

    def nameless_fields(self) -> list[str]:
        """Fields that no label, however written, tells the reader about."""
        return [named for named in self.unnamed if named.split(" ")[0].removeprefix("#") not in self.labels]


def read(url: str, status: int, body: str) -> Page:
    """The page with its links and forms."""
    parsed = Reader(url)
    parsed.feed(body)
    parsed.close()
    return Page(url, status, body, parsed)


def view_of(url: str) -> str:
    """The name of what answers at `url`, or "" when nothing does."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def pattern(url: str) -> tuple:
    """Addresses with the same pattern show the same kind of page."""
    parts = urlsplit(url)
    return view_of(url), tuple(sorted({name for name, _value in parse_qsl(parts.query)}))


def get(client: Client, url: str, hops: int = 5):
    """The answer at `url` after redirections, and where it was found."""
    for _hop in range(hops):
        answer = client.get(url)
        if answer.status_code not in (301, 302, 303, 307, 308):
            return answer, url
        url = urljoin(url, answer["Location"])
    return answer, url


def counted(caught: CaptureQueriesContext) -> int:
    """The queries among what was sent to the database: what frames a transaction is none."""
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in caught)


def walk(client: Client, start: str = "/", limit: int = 400) -> Iterator[Page]:
    """Every kind of page that can be reached by links from `start`, with at most `LIKE_PAGES` of a kind.

    Pages that are no HTML (sheets, pictures) come with an empty outline.
    """
    seen: set[str] = set()
    kinds: Counter[tuple] = Counter()
    waiting = [start]
    while waiting and limit:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        with CaptureQueriesContext(connection) as caught:
            answer, where = get(client, url)
        seen.add(where)
        limit -= 1
        is_html = answer.get("Content-Type", "").startswith("text/html")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        page = read(where, answer.status_code, body.decode() if is_html else "")
        page.queries = counted(caught)
        yield page
        for link in page.parsed.links:
            parts = urlsplit(link)
            address = parts._replace(fragment="").geturl()
            if parts.scheme or parts.netloc or not parts.path.startswith("/") or address in seen:
                continue
            if address in waiting:
                continue
            kinds[pattern(address)] += 1
            if kinds[pattern(address)] <= LIKE_PAGES:
                waiting.append(address)
