"""A secretary at her machine."""

import pytest

from tests.cast import TODAY
from tremang.kernel import clock


@pytest.fixture
def today():
    with clock.fixed(TODAY):
        yield TODAY


@pytest.fixture
def desk_of(world, client, today):
    """`desk_of("man")` is a browser in which bà Mận is signed in."""

    def desk_of(name):
        client.force_login(world.users[name])
        return client

    return desk_of


@pytest.fixture
def write_down(world):
    """Goes through all steps up to the review; returns the address of the review."""

    def write_down(client, club, *, day="25/8/2026", absent=(), why=None, contents=None, **rest):
        base = f"/ghi-buoi/{club.pk}"
        place = {"place": "Nhà văn hóa", "chaired_by": "Hoàng Văn Khiêm", "written_by": "Phạm Thị Mận"}
        steps = [
            ("ngay", {"held_on": day, **place}),
            ("diem-danh", {"absent": list(absent), **(why or {}), "guests": "2", "guest_names": "Chị Nga"}),
            ("noi-dung", contents or {"done_1": "on", "note_2": "Đo huyết áp", "count_2_measured": "9"}),
            ("chu-de", {"theme_digital": "on", "own_green": "on"}),
            ("quyet-dinh", {"decisions": "Thăm bà Tư.", "next_plan": "", "next_on": "25/9/2026"}),
        ]
        for step, body in steps:
            answer = client.post(f"{base}/{step}/", body | rest.get(step.replace("-", "_"), {}))
            assert answer.status_code == 302, answer.content.decode()
        return f"{base}/xem-lai/"

    return write_down
