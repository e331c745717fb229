"""The catalogue of hamlets: entered, pasted, loaded, counted, changed and taken back."""

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.events import digest
from tremang.kernel.models import Event, EventContent
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify
from tremang.places.models import HamletCount, Place, Span, UnitType
from tremang.programme.territory.actions import hamlets as actions
from tremang.programme.territory.lists import from_file, judge, pasted
from tremang.programme.territory.models import ListDraft
from tremang.programme.undoing import latest, undo


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def tuan(world, client):
    client.force_login(world.users["tuan"])
    return client


def names(commune):
    return set(commune.children.filter(kind="hamlet", valid_to=None).values_list("name", flat=True))


def said_on(response):
    return response.content.decode()


def page(name, *args):
    return reverse(f"places:{name}", args=args)


# Lists


def judged(world, text):
    return {line.written: line.name or line.sentence for line in judge(pasted(text), world.phuc_tho)}


def test_names_are_understood_as_people_write_them(world):
    found = judged(world, "STT\tTên thôn\n1\tThôn Hạ\n2. Thượng\nXóm Bãi\nTDP số 5\nkhu dân cư 3\n3;Thôn;Trung\n7")
    assert list(found.values()) == [
        "Thôn Hạ", "Thôn Thượng", "Xóm Bãi", "Tổ dân phố 5", "Khu dân cư 3", "Thôn Trung", "Thôn 7",
    ]  # fmt: skip


def test_the_marks_of_a_list_copied_from_word_are_no_part_of_a_name(world):
    found = judged(world, "- Thôn Hạ\n• Tổ dân phố số 5\n–Xóm Bãi\n+ Thượng\n* thôn đồng vàng")
    assert list(found.values()) == ["Thôn Hạ", "Tổ dân phố 5", "Xóm Bãi", "Thôn Thượng", "Đã có trong danh mục."]


def test_a_line_number_beside_an_empty_name_makes_no_hamlet(world):
    lines = judge(pasted("STT\tTên thôn\tGhi chú\n1\tThôn Hạ\t\n2\t\t\n3\tThôn Trung\t"), world.phuc_tho)
    assert [line.name or line.sentence for line in lines] == ["Thôn Hạ", "Dòng không có tên.", "Thôn Trung"]


def test_each_wrong_line_has_a_sentence_that_says_why(world):
    text = "Thôn Hạ\nTHÔN HẠ\nthôn đồng vàng\nXã Phúc Thọ\nThôn\nThôn <b>\n" + "Thôn " + "a" * 120
    found = [line.sentence for line in judge(pasted(text), world.phuc_tho)]
    assert found == [
        "", "Trùng với dòng 1.", "Đã có trong danh mục.", "Đây là tên xã, phường, không phải thôn.", "Dòng không có tên.",
        "Tên có ký tự lạ: < >.", "Tên dài quá 100 chữ.",
    ]  # fmt: skip


def test_in_a_ward_a_bare_number_is_a_group(world):
    world.phuc_tho.unit_type = UnitType.WARD
    world.phuc_tho.save()
    assert [line.name for line in judge(pasted("12\nsố 13"), world.phuc_tho)] == ["Tổ dân phố 12", "Tổ dân phố 13"]


def workbook(rows):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def test_a_sheet_is_read_like_a_pasted_list(world):
    data = workbook([["STT", "Tên thôn"], [1, "Thôn Hạ"], [2, 7.0], [], [3, "Thôn Trung"]])
    lines = from_file(io.BytesIO(data), "thon.xlsx")
    assert [line.name for line in judge(lines, world.phuc_tho)] == ["Thôn Hạ", "Thôn 7", "Thôn Trung"]
    assert [number for number, _cells in lines] == [2, 3, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_offices_use(world, encoding):
    lines = from_file(io.BytesIO("Tên thôn,Ghi chú\nThôn Hạ,\nThôn Trung,x\n".encode(encoding)), "a.csv")
    assert [line.name for line in judge(lines, world.phuc_tho)] == ["Thôn Hạ", "Thôn Trung"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"no sheet"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", b""),
        ("a.png", b"\x89PNG\r\n"),
        ("a.csv", b"\0\0\1"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(world, name, data):
    with pytest.raises(Problem):
        from_file(io.BytesIO(data), name)


HEADED = """Tên,Loại,Có từ ngày,Ghi chú
,thôn,01/7/2025,
Thôn Sai,abc,32/13/2025,
Bãi,Xóm,,
5,tổ dân phố,,
Thôn Hạ,tổ dân phố,,
2025-07-01,,,
"1.250",,,
3,,,
Giữa,2,,
"""


def test_below_a_heading_a_name_is_read_from_the_column_of_names_and_its_kind_from_that_of_kinds(world):
    lines = judge(from_file(io.BytesIO(HEADED.encode()), "a.csv"), world.phuc_tho)
    assert [(line.number, line.name or line.sentence) for line in lines] == [
        (2, "Dòng không có tên."), (3, "Loại “abc” không phải thôn, tổ dân phố hay khu dân cư."), (4, "Xóm Bãi"),
        (5, "Tổ dân phố 5"), (6, "Thôn Hạ"), (7, "“2025-07-01” là một ngày, không phải tên."),
        (8, "“1.250” là một con số, không phải tên."), (9, "Thôn 3"), (10, "Thôn Giữa"),
    ]  # fmt: skip


def test_without_a_heading_a_date_makes_no_hamlet_either(world):
    found = judged(world, ";thôn;01/7/2025\nThôn 1/7/25\nThôn 19\n2025-07-01 00:00:00")
    assert [sentence.endswith("là một ngày, không phải tên.") for sentence in found.values()] == [
        True,
        True,
        False,
        True,
    ]


def test_columns_in_which_something_stands_and_that_are_not_read_are_named_once(world, tuan):
    upload = SimpleUploadedFile("thon.csv", HEADED.encode())
    text = said_on(tuan.post(page("load_hamlets", "09715"), {"text": "", "sheet": upload}, follow=True))
    assert text.count("Cột “Có từ ngày” không được đọc.") == 1
    assert "Cột “Ghi chú”" not in text
    assert "9 dòng: 5 dòng đúng, 4 dòng cần xem lại." in text
    tuan.post(page("draft", "09715"), {"since": "1/7/2025"})
    assert not any("2025" in name for name in names(world.phuc_tho))
    assert "Cột “Có từ ngày” không được đọc." in said_on(tuan.get(page("draft", "09715")))


# Actions


def test_a_hamlet_that_was_added_can_be_taken_back(world):
    by = world.users["tuan"]
    event = actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], date(2026, 1, 1), by=by, today=TODAY)
    made = Place.objects.get(name="Thôn Hạ")
    assert (made.path, made.code) == (f"vn.01.09715.h{made.pk}", "09715-0004")
    assert Span.objects.get(place=made).from_on == date(2026, 1, 1)
    undo(event, by=by, today=TODAY)
    assert not Place.objects.filter(name="Thôn Hạ").exists()
    assert not [found for found in verify().findings if found.code != "row_unknown"]


def test_what_was_changed_since_is_not_taken_back(world):
    by = world.users["tuan"]
    event = actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], date(2026, 1, 1), by=by, today=TODAY)
    made = Place.objects.get(name="Thôn Hạ")
    actions.rename_hamlet(made, "Hạ Đông", UnitType.VILLAGE, None, by=by, today=TODAY)
    with pytest.raises(Problem) as refusal:
        undo(event, by=by, today=TODAY)
    assert refusal.value.code == "changed_since"


def test_a_wrong_name_is_corrected_on_all_days_and_a_new_one_holds_from_its_day(world):
    by, place = world.users["tuan"], world.hamlets["Thôn Cổ Điển"]
    event = actions.rename_hamlet(place, "Cổ Điện", UnitType.VILLAGE, None, by=by, today=TODAY)
    assert list(place.spans.values_list("name", flat=True)) == ["Thôn Cổ Điện"]
    undo(event, by=by, today=TODAY)
    place.refresh_from_db()
    assert place.name == "Thôn Cổ Điển"
    actions.rename_hamlet(place, "Cổ Mới", UnitType.VILLAGE, date(2026, 5, 1), by=by, today=TODAY)
    assert list(place.spans.order_by("from_on").values_list("name", flat=True)) == ["Thôn Cổ Điển", "Thôn Cổ Mới"]


def test_a_hamlet_with_a_club_is_not_closed_and_one_without_is(world):
    by = world.users["tuan"]
    with pytest.raises(Problem) as refusal:
        actions.close_hamlet(world.hamlets["Thôn Đồng Vàng"], TODAY, by=by, today=TODAY)
    assert refusal.value.code == "has_club"
    event = actions.close_hamlet(world.hamlets["Thôn Cổ Điển"], TODAY, by=by, today=TODAY)
    assert "Thôn Cổ Điển" not in names(world.phuc_tho)
    undo(event, by=by, today=TODAY)
    assert "Thôn Cổ Điển" in names(world.phuc_tho)


def test_counting_makes_a_denominator_once_a_day_and_not_tomorrow(world):
    by = world.users["tuan"]
    actions.count_hamlets(world.phuc_tho, TODAY, "Báo cáo 45", by=by, today=TODAY)
    for day, code in ((TODAY, "counted_already"), (date(2026, 9, 24), "future")):
        with pytest.raises(Problem) as refusal:
            actions.count_hamlets(world.phuc_tho, day, "", by=by, today=TODAY)
        assert refusal.value.code == code


def test_the_officer_next_door_and_the_club_do_not_keep_the_catalogue(world):
    for name in ("nga", "man", "khiem", "lanh_dao", "chu_tich", "so", "nguoi_dung"):
        with pytest.raises(Refused):
            actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], TODAY, by=world.users[name], today=TODAY)


# Pages


def test_a_commune_without_a_counting_date_says_so(world, tuan, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = said_on(tuan.get(page("hamlets", "09715")))
    assert "Chưa khai báo tổng số thôn, tổ dân phố." in text
    assert "Câu lạc bộ thôn Đồng Vàng" in text
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2026, 9, 1))
    text = said_on(tuan.get(page("hamlets", "09715")))
    assert "2 trong 3 nơi có câu lạc bộ. Kiểm đếm ngày 01/9/2026." in text


def test_one_hamlet_is_added_on_a_page_and_undone_from_the_bar(world, tuan):
    response = tuan.post(
        page("add_hamlet", "09715"), {"name": "Hạ", "unit_type": "thôn", "since": "1/1/2026"}, follow=True
    )
    assert "Đã thêm Thôn Hạ." in said_on(response)
    event = Event.objects.get(verb="add_hamlets")
    assert reverse("places:undo", args=[event.pk]) in said_on(response)
    tuan.post(reverse("places:undo", args=[event.pk]))
    assert "Thôn Hạ" not in names(world.phuc_tho)


def test_a_wrong_field_keeps_what_was_typed(world, tuan):
    response = tuan.post(page("add_hamlet", "09715"), {"name": "Hạ", "unit_type": "thôn", "since": "31/2/2026"})
    assert response.status_code == 422
    assert 'value="Hạ"' in said_on(response)
    assert "Tháng 2 năm 2026 chỉ có 28 ngày" in said_on(response)
    response = tuan.post(page("add_hamlet", "09715"), {"name": "Đồng Vàng", "unit_type": "thôn", "since": "1/1/2026"})
    assert (response.status_code, "đã có Thôn Đồng Vàng" in said_on(response)) == (422, True)


def test_ten_thousand_lines_half_of_them_wrong_lose_nothing(world, tuan, django_assert_max_num_queries):
    text = "\n".join(f"Thôn Số {n}" if n % 2 else "Thôn Đồng Vàng" for n in range(10_000))
    tuan.post(page("load_hamlets", "09715"), {"text": text})
    with django_assert_max_num_queries(12):
        response = tuan.get(page("draft", "09715"))
    assert "10.000 dòng: 5.000 dòng đúng, 5.000 dòng cần xem lại." in said_on(response)
    assert len(response.content) < 60_000
    assert not names(world.phuc_tho) & {"Thôn Số 1"}
    response = tuan.post(page("draft", "09715"), {"since": "1/7/2025"}, follow=True)
    assert "Đã thêm 5.000 nơi, còn 5.000 dòng cần xem lại." in said_on(response)
    assert len(names(world.phuc_tho)) == 5_003
    assert len(ListDraft.objects.get().lines) == 5_000
    sheet = tuan.get(page("draft", "09715") + "?download=xlsx")
    again = from_file(io.BytesIO(b"".join(sheet.streaming_content)), "lai.xlsx")
    assert len([line for line in judge(again, world.phuc_tho) if line.sentence == "Đã có trong danh mục."]) == 5_000
    undo(Event.objects.get(verb="add_hamlets"), by=world.users["tuan"], today=TODAY)
    assert len(names(world.phuc_tho)) == 3


def test_a_short_list_is_corrected_on_the_page(world, tuan):
    tuan.post(page("load_hamlets", "09715"), {"text": "Thôn\nThôn <x>"})
    text = said_on(tuan.get(page("draft", "09715")))
    assert "Sửa tại đây rồi đọc lại" in text
    tuan.post(page("load_hamlets", "09715"), {"text": "Thôn Hạ"})
    tuan.post(page("draft", "09715"), {"since": "1/7/2025"})
    assert "Thôn Hạ" in names(world.phuc_tho)
    assert not ListDraft.objects.exists()


@pytest.mark.parametrize("sheet", [b"", b"\0" * 100, b"PK\x03\x04"])
def test_a_broken_file_gets_a_sentence_and_the_pasted_text_stays(world, tuan, sheet):
    upload = SimpleUploadedFile("thon.xlsx", sheet)
    response = tuan.post(page("load_hamlets", "09715"), {"text": "Thôn Hạ", "sheet": upload})
    assert response.status_code in (302, 422)
    if response.status_code == 422:
        assert "Thôn Hạ" in said_on(response)
        assert "Chưa mở được tệp này" in said_on(response)


def test_a_file_beyond_the_limit_gets_a_sentence(world, tuan, settings):
    settings.UPLOAD_LIMIT = 1000
    upload = SimpleUploadedFile("thon.xlsx", b"a" * 5000)
    response = tuan.post(page("load_hamlets", "09715"), {"text": "Thôn Hạ", "sheet": upload})
    assert response.status_code == 422
    assert "quá mức" in said_on(response)


def test_pages_of_another_commune_are_closed_and_unknown_codes_are_404(world, tuan):
    for name in ("add_hamlet", "load_hamlets", "draft", "count", "hamlets"):
        assert tuan.get(page(name, "09706")).status_code == 403
        assert tuan.get(page(name, "99999")).status_code == 404
    assert tuan.get(page("hamlet", world.hamlets["Thôn Muồng Cháu"].pk)).status_code == 403
    assert tuan.get(page("hamlet", 12)).status_code == 404


def test_a_viewer_sees_the_list_and_no_buttons(world, client):
    client.force_login(world.users["lanh_dao"])
    text = said_on(client.get(page("hamlets", "09715")))
    assert "Thôn Cổ Điển" in text
    assert page("add_hamlet", "09715") not in text


WAY_BACK = "Hoàn tác việc ghi gần nhất"


def signed_in_anew(client, world):
    """A session that lay idle for days is over."""
    client.logout()
    client.force_login(world.users["tuan"])


def test_a_list_taken_in_can_be_taken_back_days_later_from_the_catalogue_and_from_what_is_left_of_it(world, tuan):
    tuan.post(page("load_hamlets", "09715"), {"text": "Thôn Hạ\nThôn Trung\nThôn <x>"})
    tuan.post(page("draft", "09715"), {"since": "1/7/2025"}, follow=True)
    back = reverse("places:undo", args=[Event.objects.get(verb="add_hamlets").pk])
    with clock.fixed(TODAY + timedelta(days=30)):
        signed_in_anew(tuan, world)
        for name in ("hamlets", "draft"):
            text = said_on(tuan.get(page(name, "09715")))
            assert (WAY_BACK in text, f'action="{back}"' in text, "Thôn Hạ, Thôn Trung" in text) == (True, True, True)
    with clock.fixed(TODAY + timedelta(days=31)):
        signed_in_anew(tuan, world)
        answer = tuan.get(page("hamlets", "09715"))
        assert (answer.status_code, WAY_BACK in said_on(answer)) == (200, False)
    signed_in_anew(tuan, world)
    tuan.post(back)
    assert not names(world.phuc_tho) & {"Thôn Hạ", "Thôn Trung"}
    tuan.get(page("hamlets", "09715"))
    assert WAY_BACK not in said_on(tuan.get(page("hamlets", "09715")))


def test_after_one_act_on_hamlets_was_taken_back_the_one_before_it_can_be(world, tuan):
    by = world.users["tuan"]
    first = actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], TODAY, by=by, today=TODAY)
    made = Place.objects.get(name="Thôn Hạ")
    second = actions.rename_hamlet(made, "Hạ Đông", UnitType.VILLAGE, None, by=by, today=TODAY)
    for event in (second, first):
        back = reverse("places:undo", args=[event.pk])
        assert back in said_on(tuan.get(page("hamlets", "09715")))
        tuan.post(back)
        assert back not in said_on(tuan.get(page("hamlets", "09715")))
    assert not Place.objects.filter(name__startswith="Thôn Hạ").exists()


def test_where_it_is_not_known_what_was_taken_back_nothing_older_is_offered(world, tuan):
    by = world.users["tuan"]
    event = actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], TODAY, by=by, today=TODAY)
    count = actions.count_hamlets(world.phuc_tho, TODAY, "", by=by, today=TODAY)
    done = undo(count, by=by, today=TODAY)
    assert latest(world.phuc_tho.pk, actions.HAMLET_VERBS) == event
    EventContent.objects.filter(event=done).update(body={"what": "đã ghi"})
    assert latest(world.phuc_tho.pk, actions.HAMLET_VERBS) is None
    assert WAY_BACK not in said_on(tuan.get(page("hamlets", "09715")))


def test_who_only_reads_the_catalogue_is_offered_no_way_back(world, client):
    actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], TODAY, by=world.users["tuan"], today=TODAY)
    client.force_login(world.users["lanh_dao"])
    assert WAY_BACK not in said_on(client.get(page("hamlets", "09715")))


def test_another_officer_cannot_undo(world, client):
    event = actions.add_hamlets(world.phuc_tho, [("Hạ", UnitType.VILLAGE)], TODAY, by=world.users["tuan"], today=TODAY)
    client.force_login(world.users["nga"])
    assert client.post(reverse("places:undo", args=[event.pk])).status_code == 403
    assert digest(event.content.salt, event.content.body) == event.content_digest
