"""The tags and filters of the design system, and the pages of the shell."""

from datetime import date

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from tremang.ui.context import shell
from tremang.ui.links import address
from tremang.ui.stylesheet import FILES, FOLDER, joined, stylesheet
from tremang.ui.templatetags import ui

EVIL = "<script>x</script>"


def show(source, query="", **context):
    template = engines["django"].from_string("{% load i18n %}" + source)
    return template.render(context, RequestFactory().get("/trang/?" + query))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ 2500000|vnd }}", "2.500.000\u00a0đ"), ("{{ 32307|number }}", "32.307"), ("{{ x|number:1 }}", "4,1"),
        ("{{ y|percent }}", "27,3%"), ("{{ none|percent }}", "–"), ("{{ d|day }}", "05/9/2026"),
        ('{{ d|day:"short" }}', "05/9"), ("{{ d|longday }}", "thứ\u00a0Bảy\u00a005/9/2026"), ("{{ w|nbsp }}", "a\u00a0b"),
        ("{{ w|upfirst }}", "A b"),
    ],
)  # fmt: skip
def test_numbers_and_days_are_written_as_an_office_writes_them(source, shown):
    assert show(source, x=4.05, y=27.3, none=None, d=date(2026, 9, 5), w="a b") == shown


@pytest.mark.parametrize("code", ["met", "on_pace", "above_range", "behind", "no_number", "undeclared"])
def test_a_verdict_is_a_shape_and_a_word(code):
    shown = show(f'{{% verdict "{code}" %}}')
    assert "<svg" in shown and 'aria-hidden="true"' in shown
    assert len(shown.split("</svg>")[1].strip()) > 3
    assert "Đều đặn" in show(f'{{% verdict "{code}" "Đều đặn" %}}')


def test_a_page_draws_the_shape_of_a_verdict_once_and_refers_to_it_after_that():
    shown = show('{% verdict "met" %}{% verdict "met" "Đều đặn" %}{% verdict "behind" %}')
    assert (shown.count('id="mark-met"'), shown.count('href="#mark-met"'), shown.count("mark-tick")) == (1, 2, 1)
    assert shown.count('id="mark-behind"') == shown.count('href="#mark-behind"') == 1
    alone = engines["django"].from_string('{% verdict "met" %}').render({})
    assert "mark-tick" in alone and "href" not in alone  # nobody knows what else will stand on its page


def test_every_tag_escapes_what_it_is_given():
    sources = [
        '{% verdict "met" x %}', "{% empty x x x x %}", "{% undo x x x x %}", "{% stem 3 8 4 x %}", "{% waiting jobs %}",
        "{% work 1 2 x %}", "{% map_legend classes %}", "{% download 3 x %}",
    ]  # fmt: skip
    jobs = [{"what": EVIL, "cause": EVIL, "url": EVIL, "action": EVIL}]
    for source in sources:
        assert EVIL not in show(source, x=EVIL, jobs=jobs, classes=[(1, EVIL)]), source


def test_a_stem_counts_what_is_covered():
    assert "2/3" in show("{% stem flags %}", flags=[True, False, True])
    assert "bước 4 trong 8" in show('{% stem 3 8 4 "bước 4 trong 8" %}')


def test_a_waiting_list_says_so_when_nothing_waits():
    assert "Không có việc nào chờ." in show("{% waiting jobs %}", jobs=[])
    assert "1 việc đang chờ" in show("{% waiting jobs %}", jobs=[{"what": "Một việc"}])


def test_an_address_keeps_what_was_asked_and_drops_what_is_taken_out():
    assert show("{% query_with p=3 q=None %}", "q=an&sort=name") == "?sort=name&amp;p=3"


def test_a_sorted_head_turns_the_order_round():
    assert "sort=-name" in show('{% sorted_header "name" "Tên" "name" %}')
    assert "sort=name" in show('{% sorted_header "name" "Tên" "-name" %}')


def test_pages_lead_on_and_back():
    shown = show("{% pager 2 3 120 %}", "q=an&p=2")
    assert "?q=an&amp;p=3" in shown and '"?q=an"' in shown
    assert show("{% pager 1 1 3 %}").strip() == ""


def test_a_page_that_is_not_there_has_no_address():
    assert address("nowhere:page") == "" and address("ui:parts", 1, 2) == ""


def test_all_style_is_one_file_of_every_part(client, db):
    digest, text = stylesheet()
    found = {path.stem for path in FOLDER.glob("*.css")}
    assert found == set(FILES), "each style file is in the list, and each of the list is there"
    assert "/*" not in joined() and text.count("{") == text.count("}")
    page = client.get(reverse("ui:css", args=[digest]))
    assert page.status_code == 200 and "immutable" in page["Cache-Control"]


@pytest.fixture
def signed_in(world, client):
    client.force_login(world.users["ha"])
    return client


def test_the_page_of_parts_shows_every_part(signed_in, settings):
    settings.DEBUG = True
    client = signed_in
    page = client.get(reverse("ui:parts"))
    assert page.status_code == 200
    shown = page.content.decode()
    for part in (
        'class="chart wide"',
        'class="register',
        'class="waiting',
        'class="rangebar',
        "tile-map",
        'class="undo',
    ):
        assert part in shown, part
    assert "style=" not in shown


def test_the_page_of_parts_is_closed_to_users(signed_in, settings):
    settings.DEBUG = False
    assert signed_in.get(reverse("ui:parts")).status_code == 404


def test_how_the_reader_wants_the_text_is_kept_and_leads_nowhere_else(client, db):
    answer = client.post(reverse("ui:reading"), {"size": "3", "next": "https://evil.example/"})
    assert answer.status_code == 302 and "evil" not in answer["Location"]
    assert client.cookies["text_size"].value == "3"
    client.post(reverse("ui:reading"), {"size": "9", "contrast": "1"})
    assert client.cookies["text_size"].value in ("1", "3") and client.cookies["contrast"].value == "1"


@pytest.mark.parametrize(
    ("method", "sent_from", "next_one"),
    [
        ("get", "http://testserver/danh-sach/", "/buoi/7/them-anh/?p=2"),
        ("post", "http://testserver/buoi/7/?p=3", "/buoi/7/?p=3"),  # an address that only takes what is sent
        ("post", "http://evil.example/buoi/7/", "/buoi/7/them-anh/?p=2"),
        ("post", "", "/buoi/7/them-anh/?p=2"),
    ],
)
def test_who_wants_larger_text_on_a_page_of_errors_comes_back_to_a_page_that_opens(method, sent_from, next_one):
    request = getattr(RequestFactory(), method)("/buoi/7/them-anh/?p=2", headers={"referer": sent_from})
    assert shell(request)["reading_next"] == next_one


def test_the_top_of_a_page_is_remembered_for_its_reader_and_never_what_somebody_searched():
    shown = {"nav": [("Bảng", "/", True)], "who": ("Phạm Thị Mận", "thư ký"), "home_url": "/", "search_url": "/tim"}

    def bar(**more):
        return engines["django"].from_string("{% bar %}").render(shown | more)

    assert "Phạm Thị Mận" in bar() and 'aria-current="page"' in bar()
    assert "Hoàng Văn Khiêm" in bar(who=("Hoàng Văn Khiêm", "chủ nhiệm")) and "Phạm Thị Mận" not in bar(who=None)
    remembered = ui._bar.cache_info().currsize
    assert 'value="ba &quot;vì&quot;"' in bar(searched='ba "vì"')
    assert "value=" not in bar()
    assert ui._bar.cache_info().currsize == remembered
