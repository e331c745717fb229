"""A page that is kept is written again when something happens that it shows, and not for what happens elsewhere."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.cast import TODAY
from tremang.kernel.events import record
from tremang.kernel.lock import writing
from tremang.places.queries import city
from tremang.web import kept
from tremang.web.kept import stamp

pytestmark = pytest.mark.django_db


def happen(chain: int) -> None:
    with writing(chain):
        record(chain, "rename_place", f"places.place:{chain}", by_id=1)


@pytest.mark.parametrize("where", ["club", "commune", "city"])
def test_an_act_in_the_commune_below_it_or_above_it_changes_its_stamp(world, where):
    chain = {"club": world.dong_vang.pk, "commune": world.phuc_tho.pk, "city": city().pk}[where]
    before = stamp(world.phuc_tho, TODAY)
    assert stamp(world.phuc_tho, TODAY) == before
    happen(chain)
    assert stamp(world.phuc_tho, TODAY) != before


def test_an_act_in_another_commune_leaves_the_page_as_it_is_but_changes_the_citys(world):
    before, above = stamp(world.phuc_tho, TODAY), stamp(city(), TODAY)
    happen(world.muong_chau.pk)
    assert stamp(world.phuc_tho, TODAY) == before
    assert stamp(city(), TODAY) != above


def test_who_waited_for_another_process_to_write_the_page_takes_what_that_wrote(world, rf, monkeypatch):
    request = rf.get("/")

    @contextmanager
    def waited(key: str) -> Iterator[None]:
        cache.set(key, "<p>Đã viết</p>")
        yield

    monkeypatch.setattr(kept, "_alone", waited)
    text = kept.body(request, "web/commune_body.html", "mark", ["who waited"], lambda: pytest.fail("written twice"))
    assert text == "<p>Đã viết</p>"


def test_only_one_process_writes_a_page_and_other_pages_do_not_wait_for_it():
    key, other = "body:" + "0" * 63 + "2", "body:" + "0" * 63 + "4"

    def is_free(key: str) -> bool:
        asked = f"import fcntl; fcntl.lockf(open({str(settings.VAR_DIR / 'pages.lock')!r}, 'ab'), 6, 1, {int(key[-8:], 16) >> 1})"
        return subprocess.run([sys.executable, "-c", asked], check=False, capture_output=True).returncode == 0

    with kept._alone(key):
        assert not is_free(key)
        assert is_free(other)
    assert is_free(key)
