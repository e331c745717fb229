"""The club of Đồng Vàng with its secretary, its treasurer and a sponsor, on Wednesday 23/9/2026."""

from datetime import date

import pytest
from django.test import Client

from tests.cast import TODAY
from tremang.areas.common import actions as records
from tremang.areas.common.models import Activity, Participant
from tremang.areas.resources.book import SPONSORS
from tremang.areas.resources.models import Earning, Equipment, GivenLine, PlanLine, Sponsor
from tremang.funds.models import Account, Fund
from tremang.funds.queries.balances import trial
from tremang.kernel import clock

ON = date(2026, 9, 20)
STALL = {
    "kind": "stall", "what": "bán hàng ở hội làng", "on": ON, "people": 6, "outsiders": 0, "income": 450_000,
}  # fmt: skip
SHOP = {"name": "Cửa hàng Hải Yến", "kind": "business", "from_on": date(2026, 1, 5), "promise": "20 suất quà"}


def everything():
    models = (PlanLine, Earning, Sponsor, GivenLine, Equipment, Activity, Participant)
    return [list(model.objects.order_by("pk").values()) for model in models]


def box(world) -> int:
    return trial(world.dong_vang.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def man(world):
    return world.users["man"]


@pytest.fixture
def luong(world):
    return world.users["luong"]


@pytest.fixture
def shop(world, man) -> Sponsor:
    return records.add(SPONSORS, world.dong_vang, SHOP, by=man, today=TODAY)[0]


@pytest.fixture(autouse=True)
def now():
    with clock.fixed(TODAY):
        yield


def monitor(world, **more):
    return {
        "what": "máy đo huyết áp", "quantity": 2, "source": "project", "from_on": ON, "value": 850_000, "condition": "good",
        "keeper_id": world.members["Trần Thị Lụa"].pk, "to_on": None, **more,
    }  # fmt: skip
