"""Several questions as one statement give what each would give alone."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import (
    BinaryField,
    DecimalField,
    DurationField,
    F,
    FloatField,
    TextField,
    TimeField,
    UUIDField,
    Value,
)
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tremang.accounts.models import User
from tremang.areas.rights.models import PublicHoliday
from tremang.clubs.models import StateRow
from tremang.places.models import Place
from tremang.reports import gathered as module
from tremang.reports.gathered import gathered, in_rounds, plain, together
from tremang.reports.kinds import kind_on
from tremang.reports.models import Frozen, Report
from tremang.reports.models.kinds import ReportKind
from tremang.reports.periods import last_over
from tremang.reports.tests.asked import sent


def values(row):
    """A row with those it points at, as plain values."""
    if not hasattr(row, "_state"):
        return row
    own = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return own | {name: values(other) for name, other in row._state.fields_cache.items()}


@pytest.fixture
def questions(world):
    kind = kind_on("commune-quarter", TODAY)
    sent((kind, world.phuc_tho, last_over(kind, TODAY)), world.users["tuan"])
    return [
        Place.objects.select_related("parent__parent").order_by("pk"), ReportKind.objects.order_by("pk"),
        Report.objects.select_related("place").order_by("pk"), Frozen.objects.order_by("pk"),
        Frozen.objects.defer("body").order_by("pk"), Report.objects.filter(pk__in=[]), PublicHoliday.objects.order_by("pk"),
        StateRow.objects.order_by("-from_on", "pk").values_list("club", "from_on", "to_on"),
        Frozen.objects.values_list("report__place", "at", "body__figures", "body__cautions", "body__missing_reason"),
        User.objects.order_by("-username").values_list("username", flat=True),
        User.objects.order_by("pk").values_list("is_active", "last_login"),
    ]  # fmt: skip


def test_each_gets_its_own_rows_in_their_order_by_one_statement(questions, django_assert_num_queries):
    alone = [list(question) for question in questions]
    with django_assert_num_queries(1):
        found = gathered(*questions)
    for one, other in zip(alone, found, strict=True):
        assert [values(row) for row in one] == [values(row) for row in other]


def test_nothing_is_asked_where_nothing_can_be_found(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert gathered() == []
        assert gathered(Report.objects.none(), Report.objects.filter(pk__in=[])) == [[], []]


def test_questions_with_thousands_of_values_are_parted(world, monkeypatch):
    monkeypatch.setattr(module, "MOST_VALUES", 3)
    question = Place.objects.filter(pk__in=[1, 2, 3, world.phuc_tho.pk])
    with CaptureQueriesContext(connection) as caught:
        assert gathered(question, question, question) == [[world.phuc_tho]] * 3
    assert len(caught) == 3


def test_works_of_several_rounds_go_together(world, django_assert_num_queries):
    def chain(code):
        [[place]] = yield [Place.objects.filter(code=code)]
        [[above]] = yield [Place.objects.filter(pk=place.parent_id)]
        return above.code

    def none():
        return date(2026, 1, 1)
        yield

    with django_assert_num_queries(2):
        found = in_rounds(chain("09715"), together(chain("01"), plain(Place.objects.filter(code="01"))), none())
    assert found == ["01", [Place.objects.get(code="01").parent.code, [[world.city]]], date(2026, 1, 1)]


def test_a_work_that_fails_fails_for_all(world):
    def fails():
        yield [Place.objects.filter(code="01")]
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        in_rounds(fails(), plain(Place.objects.filter(code="01")))


class Coded(TextField):
    """A text that is something else in Python."""

    def from_db_value(self, value, expression, connection):
        return value


@pytest.mark.parametrize(
    "field",
    [
        BinaryField(),
        DecimalField(max_digits=9, decimal_places=2),
        DurationField(),
        FloatField(),
        TimeField(),
        UUIDField(),
        Coded(),
    ],
    ids=lambda field: type(field).__name__,
)
def test_what_json_would_not_give_back_as_it_is_is_refused_before_anything_is_asked(
    world, django_assert_num_queries, field
):
    question = Place.objects.annotate(strange=Value(None, output_field=field)).values_list("strange")
    with django_assert_num_queries(0), pytest.raises(TypeError, match=type(field).__name__):
        gathered(question)


@pytest.mark.parametrize(
    "question",
    [
        lambda: Place.objects.annotate(again=F("code")), lambda: Place.objects.prefetch_related("children"),
        lambda: Place.objects.values("code"), lambda: Place.objects.values_list("code", named=True),
    ],
    ids=["annotated", "prefetched", "dictionaries", "named"],
)  # fmt: skip
def test_rows_of_which_something_would_be_lost_are_refused(world, django_assert_num_queries, question):
    with django_assert_num_queries(0), pytest.raises(TypeError, match="not gathered"):
        gathered(question())
