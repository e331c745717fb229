"""The shell: what it says without scripts, what travels at the first visit, what the service worker keeps."""

import gzip
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from tremang.phone.assets import FOLDER, PACK, START, imports, read, shell
from tremang.phone.thin import thin

FIRST_VISIT, WHOLE, PAGE = 60_000, 150_000, 6_000
HEADERS = 450  # bytes that go before each file on the line


@pytest.fixture
def client() -> Client:
    return Client(headers={"Accept-Encoding": "gzip"})


def text(response) -> str:
    body = response.content
    return (gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body).decode()


def test_the_page_says_in_words_what_it_is_and_asks_nobody_to_sign_in(client):
    answer = client.get(reverse("phone:page"))
    said = text(answer)
    assert answer.status_code == 200 and "Sổ câu lạc bộ" in said and "<noscript>" in said
    assert "Mời bật JavaScript" in said
    assert len(said.encode()) <= PAGE


def test_the_page_is_the_same_for_everybody_and_leaves_no_cookie(client):
    answer = client.get(reverse("phone:page"))
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_no_script_or_style_stands_in_the_page_itself(client):
    answer = client.get(reverse("phone:page"))
    said = text(answer)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|style=", said)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_manifest_installs_the_whole_folder(client):
    told = json.loads(client.get(reverse("phone:manifest")).content)
    assert (told["name"], told["scope"], told["start_url"], told["display"]) == (
        "Sổ câu lạc bộ", "/may/", "/may/", "standalone",
    )  # fmt: skip
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert any(icon["purpose"] == "maskable" for icon in told["icons"])
    for icon in told["icons"]:
        assert client.get(icon["src"])["Content-Type"] == "image/png"


def test_what_the_page_names_is_served_and_kept_for_ever(client):
    said = text(client.get(reverse("phone:page")))
    named = re.findall(r'(?:href|src)="(/may/a/[^"]+)"', said)
    assert any(address.endswith(START) for address in named)
    for address in named:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer["Cache-Control"]


def test_files_of_another_version_are_not_mixed_with_these(client):
    assert client.get(reverse("phone:asset", args=["0" * 12, START])).status_code == 404
    assert client.get(reverse("phone:asset", args=[shell().version, "../settings.py"])).status_code == 404


def test_a_browser_that_unpacks_nothing_gets_the_file_as_it_is():
    answer = Client().get(reverse("phone:asset", args=[shell().version, START]))
    assert not answer.has_header("Content-Encoding")
    assert answer.content == shell().files[START].plain


def test_every_module_that_is_imported_is_there():
    scripts = {path.relative_to(FOLDER).as_posix(): thin(path.read_text("utf-8")) for path in FOLDER.rglob("*.js")}
    missing = [
        f"{name} → {wanted}"
        for name, text in scripts.items()
        for wanted in imports(name, text)
        if wanted not in scripts
    ]
    assert not missing


def test_a_change_in_any_file_is_another_version(tmp_path):
    (tmp_path / "app.js").write_text('import { a } from "./a.js";\nimport("./late.js");\n')
    (tmp_path / "a.js").write_text("export const a = 1;\n")
    (tmp_path / "late.js").write_text("export const b = 1;\n")
    before = read(tmp_path)
    assert (before.first, before.rest) == (("app.js",), ("a.js", "late.js"))
    (tmp_path / "late.js").write_text("export const b = 2;\n")
    assert read(tmp_path).version != before.version


def test_the_first_visit_takes_at_most_60_kilobytes(client):
    files = shell()
    page = len(client.get(reverse("phone:page")).content)
    fonts = sum(asset.wire for name, asset in files.files.items() if name.endswith(".woff2"))
    parts = {"page": page, "fonts": fonts} | {name: files.files[name].wire for name in files.first}
    assert sum(parts.values()) <= FIRST_VISIT, parts


def test_the_whole_shell_takes_at_most_150_kilobytes(client):
    """What the first screen needs in two files, the other texts in one piece, pictures and fonts as they are."""
    files = shell()
    alone = [
        files.files[name]
        for name in (*files.first, *files.rest)
        if name in files.first or not files.files[name].is_text
    ]
    page = len(client.get(reverse("phone:page")).content) + len(client.get(reverse("phone:worker")).content)
    manifest = len(client.get(reverse("phone:manifest")).content)
    parts = {"page": page, "manifest": manifest, "rest": files.pack.wire} | {asset.name: asset.wire for asset in alone}
    assert sum(parts.values()) + HEADERS * (len(parts) + 1) <= WHOLE, parts


def test_the_rest_travels_in_one_piece_as_it_is_served_file_by_file(client):
    files = shell()
    head, _end, told = text(client.get(reverse("phone:asset", args=[files.version, PACK]))).partition("\n")
    listed = json.loads(head)
    assert sorted(name for name, *_more in listed) == sorted(name for name in files.rest if files.files[name].is_text)
    units = told.encode("utf-16-le")
    for name, kind, length in listed:
        body, units = units[: 2 * length].decode("utf-16-le"), units[2 * length :]
        one = client.get(reverse("phone:asset", args=[files.version, name]))
        assert (one["Content-Type"], text(one)) == (kind, body)
    assert not units


def test_the_worker_keeps_every_file_once_and_never_the_call(client):
    answer = client.get(reverse("phone:worker"))
    said = text(answer)
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    lists = [json.loads(found) for found in re.findall(r"^const (?:FIRST|REST) = (\[.*\]);$", said, re.MULTILINE)]
    kept = [*lists[0], *lists[1]]
    wanted = [name for name in shell().files if not name.endswith(".png")]
    assert sorted(kept) == sorted(reverse("phone:asset", args=[shell().version, name]) for name in wanted)
    assert reverse("phone:sync") not in kept
    assert "skipWaiting" in said and "install" in said
    assert said.count("skipWaiting") == 1  # only where the page asks for it
