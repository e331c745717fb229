"""Promises of the words of the books that all of them share."""

import re

from django import forms
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.books import books
from tremang.areas.common.done import done_of
from tremang.areas.common.offices.queries import given
from tremang.areas.rights.book import MATTERS, REFERRALS
from tremang.kernel.models import Event
from tremang.kernel.sentences import told
from tremang.members.models import Channel, Consent, Purpose


def page(world, who, name, *args):
    client = Client()
    client.force_login(world.users[who])
    return client.get(reverse(name, args=[world.dong_vang.pk, *args])).content.decode()


def test_what_should_be_done_is_no_fraction(world):
    text = page(world, "man", "health:home")
    assert ", nên có từ " in text
    assert "0 trên " not in text


def test_where_a_reader_may_open_nothing_no_empty_list_stands(world):
    assert "Mở tiếp" in page(world, "man", "selfhelp:home")
    assert "Mở tiếp" not in page(world, "ban", "selfhelp:home")


def test_clubs_that_have_not_answered_are_named_as_clubs(world):
    values = {"area": 2, "day": TODAY, "what": "khám sức khỏe", "giver": "Trạm Y tế xã", "themes": 0}
    actions.give(world.phuc_tho, values, [world.dong_vang], by=world.users["tuan"], today=TODAY)
    assert given(world.phuc_tho, 2026)[0].silent == ["CLB thôn Đồng Vàng"]
    actions.give(world.city, values, [world.muong_chau], by=world.users["ha"], today=TODAY)
    assert given(world.city, 2026)[0].silent == ["CLB thôn Muồng Cháu (Xã Yên Bài)"]


def test_an_undoing_reads_as_a_sentence(world):
    man = world.users["man"]
    row, _event = actions.add(
        done_of(2), world.dong_vang, {"area": 2, "what": "đi bộ", "day": TODAY, "people": 5}, by=man, today=TODAY
    )
    event = actions.drop(done_of(2), row, by=man, today=TODAY)
    actions.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    last = Event.objects.select_related("content").filter(chain_id=world.dong_vang.pk).order_by("-sequence").first()
    assert told(last.verb, last.content.body).startswith("đã hoàn tác việc bỏ việc ghi nhầm")


def test_the_last_step_of_legal_aid_is_not_called_done_before_it_is(world):
    man, row = world.users["man"], world.members["Đỗ Thị Ẩn"]
    Consent.objects.create(
        person=row.person, purpose=Purpose.VULNERABLE, text_version="1", channel=Channel.SPOKEN, given_on=TODAY, by_id=1
    )
    values = {"membership_id": row.pk, "about": "", "matter": "land", "on": TODAY, "centre": "Trung tâm", "note": ""}
    found, _event = actions.add(REFERRALS, world.dong_vang, values, by=man, today=TODAY)
    text = page(world, "man", "rights:legal_referral_show", found.pk)
    steps = text.partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert "Kết thúc" in steps
    assert "Đã xong" not in steps


def test_the_last_day_to_answer_is_called_that(world):
    assert "Nên trả lời chậm nhất" in [str(column.label) for column in MATTERS.columns()]


def test_no_mark_of_the_printer_covers_the_words_of_a_sheet_on_a_phone():
    css = (settings.BASE_DIR / "tremang/ui/static/ui/css/books.css").read_text()
    sheets = ".care-sheet", ".book-sheet"
    narrow = re.search(r"max-width: 699px\) \{ :is\((.*?)\) \.corner \{ display: none", css)
    assert narrow and set(sheets) <= set(narrow[1].split(", "))


def choosers(world):
    """Code of a register, name and field, of everything that is chosen from a list in the forms of the books."""
    man = world.users["man"]
    return [
        (register.code, name, field)
        for book in books().values()
        for register in (done_of(book.area), *book.registers)
        for name, field in register.form(club=world.dong_vang, today=TODAY, user=man).fields.items()
        if isinstance(field, forms.ChoiceField)
    ]


def test_no_list_answers_for_whoever_fills_a_form_in(world):
    """What nobody chose would stand in the book as if somebody had."""
    lists = [one for one in choosers(world) if isinstance(one[2].widget, forms.Select) and len(one[2].choices) > 1]
    assert len(lists) > 20
    assert not [one for one in lists if one[2].initial is None and one[2].choices[0][0] != ""]


def test_every_line_of_a_list_begins_with_a_capital(world):
    assert not [words for *_of, field in choosers(world) for _value, words in field.choices if str(words)[0].islower()]


def test_what_is_no_longer_in_a_list_is_refused_in_words_of_the_house(world):
    assert not [one for one in choosers(world) if "hợp lệ" in str(one[2].error_messages["invalid_choice"])]
