"""Whatever is typed into whatever form, the answer is a page with a sentence: never a crash, and nothing typed is lost."""

import random
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from tests.cast import TODAY, World
from tests.crawl import Form, Page, read, walk
from tests.nonsense import FILES, STRANGE, fillings, written
from tremang.kernel import clock

WHO = ["man", "luong", "khiem", "tuan", "ha", "chu_tich"]
TIMES = 6
KEPT = ("text", "textarea", "search", "number", "date", "tel", "email", "time", "month")


def sign_in(world: World, name: str) -> Client:
    """A client that hands on what would be a crash, signed in."""
    client = Client()
    client.force_login(world.users[name])
    return client


def walked(client: Client) -> list[Page]:
    """What can be reached; pages that break are told about elsewhere."""
    client.raise_request_exception = False
    pages = list(walk(client))
    client.raise_request_exception = True
    return pages


def other_ids(world: World) -> list[str]:
    """Ids and codes of rows that exist, most of them out of reach of whoever sends them."""
    rows = [*world.members.values(), *world.users.values(), *world.hamlets.values(), world.muong_chau]
    return [str(row.pk) for row in rows] + ["09715", "09706", "01", "VN", "00000"]


@pytest.mark.parametrize("name", WHO)
def test_nonsense_in_any_form_gives_a_page_and_loses_nothing(world, name):
    with clock.fixed(TODAY):
        client = sign_in(world, name)
        forms: dict[tuple, Form] = {}
        for page in walked(client):
            for form in page.parsed.forms:
                forms.setdefault(form.key, form)
        assert forms
        chooser, ids, wrong = random.Random(name), other_ids(world), []
        for form in forms.values():
            if "dang-xuat" in form.action or "logout" in form.action:
                continue
            for data in fillings(form, chooser, TIMES, ids):
                if "_auth_user_id" not in client.session:
                    client = sign_in(world, name)
                wrong += faults(client, form, data)
        assert not wrong, "\n".join(dict.fromkeys(wrong))


def faults(client: Client, form: Form, data: dict) -> list[str]:
    """What is wrong with the answer to one filling."""
    where = f"{form.method} {form.action} from {form.page}"
    try:
        if form.method == "post":
            answer = client.post(form.action, data)
        else:
            asked = {key: [value for value in values if isinstance(value, str)] for key, values in data.items()}
            answer = client.get(f"{urlsplit(form.action).path}?{urlencode(asked, doseq=True)}")
    except Exception as error:  # the test client hands on what would be a 500
        return [f"{where}: {type(error).__name__}: {str(error)[:200]!r}; sent {short(data)}"]
    if answer.status_code >= 500:
        return [f"{where}: {answer.status_code}; sent {short(data)}"]
    if form.method != "post" or answer.status_code not in (200, 409, 422):
        return []
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return [f"{where}: {lost}; sent {short(data)}" for lost in missing(form, data, answer.content.decode())]


def missing(form: Form, data: dict, body: str) -> list[str]:
    """Fields of the same form that no longer hold what was typed."""
    if any(data.get(entry.name, [entry.value])[-1] != entry.value for entry in form.fields if entry.kind == "hidden"):
        return []  # what the page itself had written was bent: nobody typed that
    names = {entry.name for entry in form.fields}
    again = [
        found
        for found in read(form.action, 200, body).parsed.forms
        if {e.name for e in found.fields} & names - {"csrfmiddlewaretoken", "next"}
    ]
    if not again:
        return []
    shown: dict[str, list[str]] = {}
    for found in again:
        for entry in found.fields:
            shown.setdefault(entry.name, []).append(written(entry.value))
    lost = []
    for entry in form.fields:
        typed = data.get(entry.name)
        if entry.kind not in KEPT or not typed or entry.name not in shown:
            continue
        if (value := written(typed[-1])) and value not in shown[entry.name] and "\x00" not in typed[-1]:
            lost.append(f"{entry.name} was {value[:60]!r}, came back as {shown[entry.name][0][:60]!r}")
    return lost


def short(data: dict) -> str:
    return ", ".join(f"{key[:30]}={[str(value)[:30] for value in values]}" for key, values in data.items())[:400]


@pytest.mark.parametrize("name", ["man", "tuan", "ha"])
def test_nonsense_in_any_address_gives_a_page(world, name):
    """Words and numbers in addresses replaced, questions after the question mark filled with anything."""
    with clock.fixed(TODAY):
        client = sign_in(world, name)
        addresses = {page.url for page in walked(client) if page.body}
        chooser, wrong = random.Random(name), []
        for url in sorted(addresses):
            for bad in bent(url, chooser):
                try:
                    status = client.get(bad).status_code
                except Exception as error:
                    wrong.append(f"{bad[:200]!r}: {type(error).__name__}: {str(error)[:160]!r}")
                    continue
                if status >= 500:
                    wrong.append(f"{bad[:200]!r}: {status}")
        assert not wrong, "\n".join(dict.fromkeys(wrong))


def bent(url: str, chooser: random.Random) -> list[str]:
    """A few addresses near `url`."""
    parts = urlsplit(url)
    names = [pair.partition("=")[0] for pair in parts.query.split("&") if pair]
    asked = {
        name: chooser.choice(STRANGE)[:1500]
        for name in [*names, "q", "p", "sort", "on", "boundaries", "phase", "download"]
    }
    found = [f"{parts.path}?{urlencode(asked)}"]
    segments = parts.path.split("/")
    for index, segment in enumerate(segments):
        if segment.isdecimal():
            for other in ("0", "9" * 40, "00000", "-1", chooser.choice(["%00", "a%00b", "%F0%9F%98%80", "x" * 300])):
                found.append("/".join([*segments[:index], other, *segments[index + 1 :]]))
    return found


def test_the_nonsense_holds_what_it_promises():
    assert any("\x00" in value for value in STRANGE)
    assert max(map(len, STRANGE)) > 10_000
    assert any(len(content) > 1_000_000 for content, _name in FILES)
