"""Promises of what the City decides for all books: from a day on, never over the past, taken back before it holds."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common.actions.decided import decide, decide_end, undo_decided
from tremang.areas.common.decided import Decided, tables
from tremang.areas.common.queries import norms_of
from tremang.kernel.ids import new_id
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.verify import verify

NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def ha(world):
    return world.users["ha"]


@pytest.fixture
def norm(db):
    """Five volunteers for care at home, as the migration has it; made anew where another test has emptied the tables."""
    model = tables()["norm"].model
    model.objects.filter(area=3).delete()
    return model.objects.create(
        id=new_id(), area=3, code="volunteers", least=5, per="always", words="Có từ 5 tình nguyện viên", source="AARP",
        from_on=date(2024, 1, 1),
    )  # fmt: skip


def made(table: Decided, ha, **values):
    """A row of a table, decided today."""
    event = decide(table, values, TODAY, by=ha, today=TODAY)
    return event, table.model.objects.get(pk=int(event.subject.partition(":")[2]))


def test_a_new_level_holds_from_its_day_and_the_old_one_until_then(ha, norm):
    decide(tables()["norm"], {"least": 7}, NEXT_YEAR, norm, by=ha, today=TODAY)
    assert [row.least for row in norms_of(3, date(2026, 12, 31))] == [5]
    (row,) = norms_of(3, NEXT_YEAR)
    assert (row.least, row.code, row.words, row.to_on) == (7, "volunteers", "Có từ 5 tình nguyện viên", None)
    assert not [found for found in verify().findings if found.row.startswith("areas.")]


def test_a_decision_is_taken_back_to_the_row_while_it_is_to_come(ha, norm):
    before = list(type(norm).objects.order_by("pk").values())
    event = decide(tables()["norm"], {"least": 7}, NEXT_YEAR, norm, by=ha, today=TODAY)
    undo_decided(event.pk, by=ha, today=TODAY)
    assert list(type(norm).objects.order_by("pk").values()) == before
    event = decide(tables()["norm"], {"least": 7}, TODAY, norm, by=ha, today=TODAY)
    with pytest.raises(Problem) as refusal:
        undo_decided(event.pk, by=ha, today=date(2026, 9, 24))
    assert refusal.value.code == "late_decision"


@pytest.mark.parametrize(
    ("least", "day", "code"),
    [(7, date(2026, 9, 22), "too_early"), (5, NEXT_YEAR, "nothing_new"), (None, NEXT_YEAR, "not_sound")],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(ha, norm, least, day, code):
    with pytest.raises(Problem) as refusal:
        decide(tables()["norm"], {"least": least}, day, norm, by=ha, today=TODAY)
    assert refusal.value.code == code
    norm.refresh_from_db()
    assert norm.to_on is None
    assert not Event.objects.filter(verb="decide").exists()


def test_what_has_a_follower_is_decided_no_more(ha, norm):
    decide(tables()["norm"], {"least": 7}, NEXT_YEAR, norm, by=ha, today=TODAY)
    with pytest.raises(Conflict):
        decide(tables()["norm"], {"least": 8}, date(2028, 1, 1), norm, by=ha, today=TODAY)


@pytest.mark.parametrize("who", ["man", "tuan", "so", "ban", "nguoi_dung"])
def test_only_the_city_decides(world, norm, who):
    with pytest.raises(Refused):
        decide(tables()["norm"], {"least": 7}, NEXT_YEAR, norm, by=world.users[who], today=TODAY)
    with pytest.raises(Refused):
        decide_end(tables()["norm"], norm, NEXT_YEAR, by=world.users[who], today=TODAY)


def test_a_norm_always_goes_on_but_a_topic_ends(ha, norm):
    with pytest.raises(Problem) as refusal:
        decide_end(tables()["norm"], norm, NEXT_YEAR, by=ha, today=TODAY)
    assert refusal.value.code == "must_go_on"
    table = tables()["topic"]
    _event, row = made(table, ha, title="Nước sạch trong mùa lũ", subject="health", points="Đun sôi, lọc")
    ended = decide_end(table, row, TODAY, by=ha, today=TODAY)
    row.refresh_from_db()
    assert row.to_on == TODAY
    undo_decided(ended.pk, by=ha, today=TODAY)
    row.refresh_from_db()
    assert row.to_on is None


@pytest.mark.parametrize(
    ("values", "code"),
    [({"day": 30, "month": 2}, "no_such_day"), ({"day": 30, "is_lunar": True}, "no_such_day"),
     ({"before": 2, "days": 2}, "too_many_before")],
)  # fmt: skip
def test_a_holiday_is_a_day_that_every_year_has(ha, values, code):
    day = {"words": "Ngày hội", "is_lunar": False, "day": 4, "month": 2, "days": 1, "before": 0, **values}
    with pytest.raises(Problem) as refusal:
        decide(tables()["holiday"], day, TODAY, by=ha, today=TODAY)
    assert refusal.value.code == code


def test_the_pages_decide_what_the_act_decides(world, ha, norm, django_assert_max_num_queries):
    client = Client()
    client.force_login(ha)
    url = f"{reverse('areas:decide')}?bang=norm&dong={norm.pk}"
    assert "Có từ 5 tình nguyện viên" in client.get(url).content.decode()
    sent = {"words": norm.words, "least": "7", "source": "Thông báo 12/TB", "from_on": "1/1/2027"}
    assert client.post(url, sent | {"least": "bảy"}).status_code == 422
    answer = client.post(url, sent, follow=True)
    assert [(row.least, row.source) for row in norms_of(3, NEXT_YEAR)] == [(7, "Thông báo 12/TB")]
    page = answer.content.decode()
    assert "31/12/2026" in page
    assert reverse("areas:undo_decided", args=[Event.objects.get(verb="decide").pk]) in page
    with django_assert_max_num_queries(12):
        client.get(reverse("areas:decided"))


def test_every_table_has_its_page_and_form(ha, db):
    client = Client()
    client.force_login(ha)
    assert set(tables()) == {"norm", "limit", "threshold", "term", "holiday", "topic", "age"}
    for code, table in tables().items():
        page = client.get(f"{reverse('areas:decided')}?bang={code}").content.decode()
        assert str(table.title) in page
        form = client.get(f"{reverse('areas:decide')}?bang={code}")
        assert form.status_code == (200 if table.is_open else 404)
        row = table.model.objects.filter(to_on__isnull=True).first()
        assert row is not None
        form = client.get(f"{reverse('areas:decide')}?bang={code}&dong={row.pk}")
        assert form.status_code == (200 if table.has_levels else 404)
