"""Papers of the registers: whoever opens a list by hand can also print it, filled and blank."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common.books import books
from tremang.kernel import clock

# Standing lists that are printed otherwise: the plan of the year, who is cared for and by whom on the papers of homecare.
OTHERWISE = {"plan_line", "cared", "care_pair"}
REGISTERS = [
    (book, one.code) for book, found in books().items() for one in found.registers if one.code not in OTHERWISE
]


@pytest.fixture
def man(world):
    client = Client()
    client.force_login(world.users["man"])
    with clock.fixed(TODAY):
        yield client


@pytest.mark.parametrize(("book", "code"), REGISTERS)
def test_a_list_has_its_paper_blank_and_filled_within_twelve_queries(
    world, man, book, code, django_assert_max_num_queries
):
    paper = reverse(f"{book}:{code}_paper", args=[world.dong_vang.pk])
    assert paper in man.get(reverse(f"{book}:{code}", args=[world.dong_vang.pk])).content.decode()
    for url in (paper, f"{paper}?trong=1"):
        with django_assert_max_num_queries(12):
            answer = man.get(url)
        assert answer.status_code == 200 and len(answer.content) < 60_000
