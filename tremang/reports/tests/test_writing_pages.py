"""What a writer does on the pages of a draft: every slip a sentence, nothing typed lost, the rows those of the act."""

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tests.crawl import read
from tests.walks.looking import faults
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.reports.actions import edit, override
from tremang.reports.boxes.base import written
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.models import Explanation, Override, Passage, Report, ReportKind
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.periods import period_of
from tremang.reports.tests.asked import sent, signed_in, url


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def quarter(world):
    kind = kind_on("commune-quarter", TODAY)
    return kind, world.phuc_tho, period_of(kind, "2026-Q3")


@pytest.mark.parametrize(
    ("typed", "kept"), [("1.250", 1250), ("1.250.000 đ", 1250000), (" 1 250 ", 1250), ("0", 0), ("7", 7)]
)
def test_another_figure_is_read_as_people_write_it(world, quarter, typed, kept):
    answer = signed_in(world, "tuan").post(
        url(quarter, "override", "meetings"), {"value": typed, "reason": "một buổi ghi trên giấy"}
    )
    assert answer.status_code == 302
    assert Override.objects.get().value == kept


@pytest.mark.parametrize("typed", ["bảy", "1,5", "-3", "1.25", "12e3", "9" * 30, "٣", ""])
def test_letters_for_a_figure_give_a_sentence_and_stay_in_the_box(world, quarter, typed):
    answer = signed_in(world, "tuan").post(
        url(quarter, "override", "meetings"), {"value": typed, "reason": "một buổi ghi trên giấy"}
    )
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Mời" in body
    assert f'value="{typed}"' in body or not typed
    assert "một buổi ghi trên giấy" in body
    assert not Report.objects.exists()


def test_a_figure_given_otherwise_shows_both_numbers_and_is_taken_back(world, quarter):
    client = signed_in(world, "tuan")
    client.post(url(quarter, "override", "meetings"), {"value": "7", "reason": "một buổi ghi trên giấy"})
    body = client.get(url(quarter)).content.decode()
    assert "Trong sổ là 0. Ghi khác vì: một buổi ghi trên giấy" in body
    client.post(url(quarter, "drop_override", "meetings"))
    assert not Override.objects.exists()


def test_a_share_is_not_given_otherwise(world, quarter):
    answer = signed_in(world, "tuan").post(url(quarter, "override", "attendance"), {"value": "90", "reason": "x"})
    assert answer.status_code == 422
    assert "là tỷ lệ" in answer.content.decode()


def first_sentence(quarter):
    return next((box, one) for box in boxes().values() for one in written(Draft.of(*quarter, TODAY), box))


def test_a_sentence_is_edited_left_out_and_put_back(world, quarter):
    client = signed_in(world, "tuan")
    box, one = first_sentence(quarter)
    where = url(quarter, "sentence", box.code, one.key)
    assert one.text in client.get(url(quarter)).content.decode().replace("&#x27;", "'")
    client.post(where, {"text": "Xã có hai câu lạc bộ, đều sinh hoạt đều.", "drafted": one.drafted})
    assert Passage.objects.get().text == "Xã có hai câu lạc bộ, đều sinh hoạt đều."
    assert "đã sửa" in client.get(url(quarter)).content.decode()
    client.post(where, {"lai": "1"})
    assert not Passage.objects.exists()
    client.post(where, {"bo": "1"})
    assert Passage.objects.get().text == ""
    client.post(url(quarter, "restore", box.code, one.key))
    assert not Passage.objects.exists()


def test_a_changed_draft_is_offered_beside_the_edited_sentence(world, quarter):
    client = signed_in(world, "tuan")
    box, one = first_sentence(quarter)
    where = url(quarter, "sentence", box.code, one.key)
    client.post(where, {"text": "Lời của xã.", "drafted": "một câu soạn từ số liệu cũ"})
    assert "Số liệu đổi nên có bản soạn mới" in client.get(url(quarter)).content.decode()
    body = client.get(where).content.decode()
    assert "Lời của xã." in body
    assert "Bản soạn mới theo số liệu nay" in body


def test_ones_own_sentence_is_added_and_one_too_long_keeps_its_text(world, quarter):
    client = signed_in(world, "tuan")
    box = quarter[0].boxes[0]
    client.post(url(quarter, "own", box), {"text": "Ba hộ đã thoát nghèo."})
    assert Passage.objects.get().text == "Ba hộ đã thoát nghèo."
    assert "tự viết" in client.get(url(quarter)).content.decode()
    long = "câu dài " * 400
    answer = client.post(url(quarter, "own", box), {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()


def test_an_explanation_left_empty_is_asked_for_again(world, quarter):
    client = signed_in(world, "tuan")
    found = cautions(Draft.of(*quarter, TODAY))
    assert found
    answer = client.post(url(quarter, "explain"), {"caution": found[0].key, "text": " "})
    assert answer.status_code == 422
    long = "vì trời mưa " * 60
    answer = client.post(url(quarter, "explain"), {"caution": found[0].key, "text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert not Explanation.objects.exists()


def test_of_two_explanations_that_are_refused_both_stay(world, quarter):
    """The page shows one at a time; the other goes along unseen."""
    override(*quarter, "meetings", 40, "ghi trên giấy", by=world.users["tuan"], today=TODAY)
    client, where = signed_in(world, "tuan"), url(quarter, "explain")
    one, two = [caution.key for caution in cautions(Draft.of(*quarter, TODAY))][:2]
    long, also = "nhà văn hóa đang sửa " * 30, "máy của thư ký hỏng " * 30
    page = client.post(where, {"caution": [one, two], "text": [long, also]})
    assert page.status_code == 422 and long.strip() in page.content.decode() and also.strip() in page.content.decode()
    page = client.post(where, {"caution": [one, two], "text": ["nhà văn hóa đang sửa", also]})
    assert page.status_code == 422 and also.strip() in page.content.decode()
    assert Explanation.objects.get().caution == one


def test_what_is_written_to_several_cautions_is_kept_at_whichever_button(world, quarter):
    override(*quarter, "meetings", 40, "ghi trên giấy", by=world.users["tuan"], today=TODAY)
    client, keys = signed_in(world, "tuan"), [one.key for one in cautions(Draft.of(*quarter, TODAY))]
    assert len(keys) >= 2
    page = client.get(url(quarter)).content.decode()
    section = page.split('id="can-giai-thich"')[1].split("</section>")[0]
    assert section.count("<form") == 1 and section.count('name="text"') == min(len(keys), 3)
    answer = client.post(url(quarter, "explain"), {"caution": keys[:2], "text": ["đã hỏi", "đã đếm lại"]}, follow=True)
    assert {row.caution: row.text for row in Explanation.objects.all()} == dict(
        zip(keys, ["đã hỏi", "đã đếm lại"], strict=False)
    )
    assert "Đã ghi 2 lời giải thích." in answer.content.decode()
    Explanation.objects.all().delete()
    long = "vì trời mưa " * 60
    answer = client.post(url(quarter, "explain"), {"caution": keys[:2], "text": [long, "đã đếm lại"]})
    assert answer.status_code == 422 and long.strip() in answer.content.decode()
    assert Explanation.objects.get().caution == keys[1]
    answer = client.post(url(quarter, "explain"), {"caution": [keys[0], keys[1]], "text": ["", "  "]})
    assert answer.status_code == 422 and Explanation.objects.count() == 1
    answer = client.post(url(quarter, "explain"), {"caution": [keys[0], "gone"], "text": ["đã hỏi", "x"]}, follow=True)
    assert "không còn phải giải thích" in answer.content.decode() and Explanation.objects.count() == 2


def test_a_report_that_is_sent_offers_no_word_to_mend_and_says_who_opens_it(world, quarter):
    sent(quarter, world.users["tuan"])
    client = signed_in(world, "tuan")
    page = client.get(url(quarter, "explain")).content.decode()
    assert "đã giải thích" in page and "Sửa lời này" not in page
    answer = client.post(url(quarter, "override", "meetings"), {"value": "7", "reason": "ghi trên giấy"})
    assert answer.status_code == 409 and "Xã Phúc Thọ rút về được" in answer.content.decode().replace("\u00a0", " ")


def test_the_city_sets_a_kind_that_begins_with_one_that_exists(world):
    client = signed_in(world, "ha")
    assert client.get(reverse("reports:kinds")).status_code == 200
    page = client.get(reverse("reports:new_kind") + "?tu=commune-quarter")
    initial = page.context["form"].initial
    data = {name: value for name, value in initial.items() if not isinstance(value, bool)}
    data |= {"code": "commune-month", "title": "Báo cáo tháng của xã", "effective_from": "23/9/2026", "rhythm": "month"}
    data |= {name: "\n".join(data[name]) for name in ("to", "recipients")}
    answer = client.post(reverse("reports:new_kind"), data)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    made = ReportKind.objects.get(code="commune-month")
    assert made.lines == ReportKind.objects.get(code="commune-quarter").lines
    bad = client.post(reverse("reports:new_kind"), data | {"code": "Mã có dấu", "title": "Tên giữ lại"})
    assert bad.status_code == 422
    assert "Tên giữ lại" in bad.content.decode()
    assert signed_in(world, "tuan").get(reverse("reports:kinds")).status_code == 403


def test_an_obstacle_goes_up_with_the_report_and_is_answered(world, quarter):
    client, ha = signed_in(world, "tuan"), signed_in(world, "ha")
    assert client.post(url(quarter, "raise"), {"text": ""}).status_code == 422
    client.post(url(quarter, "raise"), {"text": "Thiếu nhà văn hóa để sinh hoạt."})
    row = Obstacle.objects.get()
    assert row.text in client.get(url(quarter)).content.decode()
    where = reverse("reports:obstacle", args=[row.pk])
    assert client.get(where).status_code == 200
    answer = reverse("reports:answer_obstacle", args=[row.pk])
    assert client.post(answer, {"answer": "tự trả lời"}).status_code == 403
    assert signed_in(world, "chu_tich").post(answer, {"answer": "Cho mượn hội trường xã."}).status_code == 302
    assert "Cho mượn hội trường xã." in ha.get(where).content.decode()


def test_a_page_writes_the_same_rows_and_the_same_event_as_the_act(world, quarter):
    """Phúc Thọ by its pages, Yên Bài by the actions."""
    kind, _place, period = quarter
    client, nga = signed_in(world, "tuan"), world.users["nga"]
    client.post(url(quarter, "override", "meetings"), {"value": "7", "reason": " ghi  trên giấy "})
    client.post(url(quarter, "own", "results"), {"text": "Ba hộ đã thoát nghèo."})
    override(kind, world.yen_bai, period, "meetings", 7, "ghi trên giấy", by=nga, today=TODAY)
    edit(kind, world.yen_bai, period, "results", "", "Ba hộ đã thoát nghèo.", by=nga, today=TODAY)
    one, other = (Override.objects.get(report__place=place) for place in (world.phuc_tho, world.yen_bai))
    assert (one.line, one.value, one.reason) == (other.line, other.value, other.reason)
    one, other = (Passage.objects.get(report__place=place) for place in (world.phuc_tho, world.yen_bai))
    assert (one.box, one.text, one.drafted) == (other.box, other.text, other.drafted)
    told = [
        [(event.verb, event.content.body) for event in Event.objects.filter(chain_id=place.pk).order_by("sequence")]
        for place in (world.phuc_tho, world.yen_bai)
    ]
    assert told[0] == told[1]
    assert [verb for verb, _body in told[0]] == ["report_begin", "override_figure", "edit_sentence"]


def test_the_pages_hold_together_for_a_screen_reader_and_a_strict_browser(world, quarter):
    client = signed_in(world, "tuan")
    box, one = first_sentence(quarter)
    own = ("send", "issue", "raise", "send_back")
    pages = [url(quarter), *(url(quarter, name) for name in own), url(quarter, "own", box.code)]
    pages += [url(quarter, "line", "meetings"), url(quarter, "override", "meetings")]
    pages += [
        url(quarter, "sentence", box.code, one.key),
        reverse("reports:kinds"),
        reverse("reports:kind", args=["city-half"]),
    ]
    client.post(url(quarter, "sentence", box.code, one.key), {"text": "Lời của xã.", "drafted": "cũ"})
    city = signed_in(world, "ha")
    answers = [(page, reader.get(page)) for page in pages for reader in (client, city)]
    readable = [(page, answer) for page, answer in answers if answer.status_code == 200]
    assert {page for page, _answer in readable} >= set(pages) - {url(quarter, "send_back")}
    wrong = [
        f"{page}: {fault}" for page, answer in readable for fault in faults(read(page, 200, answer.content.decode()))
    ]
    assert not wrong, "\n".join(wrong)
