"""One list for every page: order, filter, pages, Excel, from rows or from a queryset."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
import python_calamine
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tremang.places.models import Place
from tremang.ui.tables import Column, Table

ROWS = [
    {"name": "Tổ 10", "count": 3, "url": "/a", "note": "Đồng"}, {"name": "Tổ 2", "count": None, "url": "/b", "note": "Đông"},
    {"name": "Ánh", "count": 12, "url": "/c", "note": ""}, {"name": "An", "count": 1, "url": "/d", "note": "=1+1"},
]  # fmt: skip
COLUMNS = [
    Column("name", "Tên", "link", url="url"),
    Column("count", "Số", "number"),
    Column("note", "Ghi chú", sortable=False),
]


def table(query="", **more):
    return Table(RequestFactory().get("/?" + query), COLUMNS, ROWS, **({"search": ("name", "note")} | more))


def names(found):
    return [line[0].text for line in found.lines]


def test_names_sort_as_people_sort_them():
    assert names(table("sort=name")) == ["An", "Ánh", "Tổ 2", "Tổ 10"]
    assert names(table("sort=-name")) == ["Tổ 10", "Tổ 2", "Ánh", "An"]


def test_what_is_not_known_stands_last_either_way():
    assert names(table("sort=count"))[-1] == "Tổ 2" and names(table("sort=-count"))[-1] == "Tổ 2"
    assert next(line for line in table().lines if line[0].text == "Tổ 2")[1].text == "–"


def test_numbers_that_are_not_told_stand_as_words_among_the_told_ones_and_sort_before_them():
    rows = [{"name": name, "count": count} for name, count in (("A", 12), ("B", "dưới 5"), ("C", 1_021), ("D", None))]
    found = [
        [
            (line[0].text, line[1].text)
            for line in Table(RequestFactory().get("/", {"sort": sort}), COLUMNS[:2], rows).lines
        ]
        for sort in ("count", "-count")
    ]
    told = [("B", "dưới 5"), ("A", "12"), ("C", "1.021")]
    assert found == [[*told, ("D", "–")], [*told[::-1], ("D", "–")]]


def test_a_column_that_does_not_sort_and_a_strange_one_fall_back():
    assert table("sort=note", sort="name").order == "name"
    assert table("sort=drop+table", sort="-count").order == "-count"


@pytest.mark.parametrize(
    ("words", "left"),
    [("to", ["Tổ 10", "Tổ 2"]), ("TỔ 10", ["Tổ 10"]), ("dong to", ["Tổ 10", "Tổ 2"]), ("không có", [])],
)
def test_the_filter_needs_no_marks_and_takes_words_in_any_order(words, left):
    assert names(table(f"q={words}&sort=-name")) == left


def test_filtering_by_words_keeps_what_else_the_address_asks_for():
    assert table("q=to&p=2&sort=-name&tuoi=60&tuoi=70&download=xlsx").kept == [
        ("sort", "-name"), ("tuoi", "60"), ("tuoi", "70"),
    ]  # fmt: skip


@given(st.text(max_size=150), st.text(max_size=10), st.text(max_size=12))
def test_no_address_breaks_a_list(q, p, sort):
    found = Table(
        RequestFactory().get("/", {"q": q, "p": p, "sort": sort}), COLUMNS, ROWS, search=("name",), page_size=2
    )
    assert 1 <= found.page <= found.pages
    assert len(found.lines) <= 2


def test_pages_hold_all_rows_once():
    seen = [name for number in (1, 2) for name in names(table(f"sort=name&p={number}", page_size=3))]
    assert seen == ["An", "Ánh", "Tổ 2", "Tổ 10"]
    assert names(table("p=99&sort=name", page_size=3)) == ["Tổ 10"]


def test_the_last_row_of_sums_is_written_like_the_others():
    found = table(foot={"name": "Cộng", "count": 1600})
    assert [cell.text for cell in found.foot_line] == ["Cộng", "1.600", ""]


def sheet(response):
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


def test_the_excel_file_has_the_chosen_rows_all_pages_and_their_number():
    cells = sheet(table("q=to&sort=name", page_size=1).download("to", "Các tổ"))
    assert cells[0][:2] == ["Tên", "Số"]
    assert [row[0] for row in cells[1:3]] == ["Tổ 2", "Tổ 10"]
    assert cells[-1][0] == "Các tổ: 2 dòng."


def test_the_excel_file_says_a_verdict_in_words_and_where_each_of_two_of_one_name_is():
    rows = [
        {"name": "Thôn Hạ", "where": where, "mark": "behind", "words": "Nên xem lại", "part": 69.4 + 1e-14}
        for where in "AB"
    ]
    columns = [
        Column("name", "Tên", small="where", beside="Xã"), Column("mark", "Nhận định", "verdict", words="words"),
        Column("part", "Phần"),
    ]  # fmt: skip
    cells = sheet(Table(RequestFactory().get("/"), columns, rows).download("x", "X"))
    assert cells[:3] == [
        ["Tên", "Xã", "Nhận định", "Phần"], ["Thôn Hạ", "A", "Nên xem lại", 69.4], ["Thôn Hạ", "B", "Nên xem lại", 69.4],
    ]  # fmt: skip


def test_sums_and_the_number_of_lines_are_formulas_that_excel_works_out():
    made = b"".join(table("q=to&sort=name").download("to", "Các tổ", ("count",)).streaming_content)
    text = ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f>(.*?)</f>", text) == ["SUM(B2:B3)", "ROWS(A2:A3)"]
    cells = python_calamine.CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()
    assert cells[3][:2] == ["Cộng", 3] and cells[4][:2] == ["Số dòng", 2]
    assert cells[-1][0] == "Các tổ: 2 dòng."


def test_a_cell_that_looks_like_a_formula_stays_text():
    cells = sheet(table("q=an&sort=name").download("x", "X"))
    assert "=1+1" in cells[1]


@pytest.mark.django_db
def test_a_queryset_is_sorted_filtered_and_paged_by_the_database(world, django_assert_num_queries):
    rows = Place.objects.filter(kind="hamlet").values("pk", "name", "name_fold")
    columns = [Column("name", "Thôn", order="sort")]

    def found(query):
        return Table(RequestFactory().get("/?" + query), columns, rows, search=("name_fold",), sort="name", page_size=2)

    with django_assert_num_queries(2):
        first = found("")
        assert (first.total, first.pages, names(first)) == (4, 2, ["Thôn Cổ Điển", "Thôn Đồng Vàng"])
    assert names(found("p=2")) == ["Thôn Muồng Cháu", "Thôn Trại Giữa"]
    assert names(found("sort=-name")) == ["Thôn Trại Giữa", "Thôn Muồng Cháu"]
    assert names(found("q=dong+vang")) == ["Thôn Đồng Vàng"]
    assert [row[0] for row in sheet(found("q=dong").download("t", "Thôn"))[1:2]] == ["Thôn Đồng Vàng"]
