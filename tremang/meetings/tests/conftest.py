"""A meeting in the books, and people at their machines."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Status


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
def meeting(world, today):
    """A meeting of thôn Đồng Vàng with something under every heading."""
    tu, luc, an = (world.members[name].pk for name in ("Phùng Thị Tư", "Kiều Văn Lực", "Đỗ Thị Ẩn"))
    data = MeetingData(
        held_on=date(2026, 8, 25), place="Nhà văn hóa thôn", chaired_by="Hoàng Văn Khiêm", written_by="Phạm Thị Mận",
        marks={tu: Status.REPRESENTED, luc: Status.ABSENT, an: Status.EXCUSED}, guests=2, guest_names="Chị Nga",
        done={2: Done("Đo huyết áp ở nhà bà Lụa", {"measured": 9}), 4: Done("Thăm bà Hợi ốm")}, themes=["digital"],
        own_themes=["digital"], decisions="Thăm bà Tư.\nDọn đường làng.", next_plan="Khám mắt", next_on=date(2026, 9, 25),
    )  # fmt: skip
    return record_meeting(world.dong_vang, data, by=world.users["man"], today=TODAY)
