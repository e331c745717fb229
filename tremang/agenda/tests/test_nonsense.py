"""Generated nonsense against every screen: an answer each time, never a broken page, never a row out of nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremang.meetings.models import Meeting

WORDS = st.one_of(
    st.text(max_size=60), st.sampled_from(
        ["", "0", "-1", "99999999999999999999", "1e9", "٣", "½", "25/8/2026", "31/2/2026", "0/0/0000", "on", "\0", "'; --", "<b>",
         "9" * 5000, "ắ" * 400, "👴", "true", "null", "2026-08-25T00:00", "25/8/99999"]
    ),
)  # fmt: skip
FIELDS = {
    "ngay": ["held_on", "place", "chaired_by", "written_by", "later"],
    "diem-danh": ["absent", "why-1", "why-2", "guests", "guest_names", "later"],
    "noi-dung": ["done_1", "note_1", "done_2", "count_2_measured", "count_4_helped", "note_8", "done_9", "count_2_x"],
    "chu-de": ["theme_digital", "own_green", "theme_space", "own_jobs"],
    "quyet-dinh": ["decisions", "next_plan", "next_on"],
    "xem-lai": ["choose", "anything"],
}


def posts(step):
    return st.dictionaries(st.sampled_from(FIELDS[step]), WORDS | st.lists(WORDS, max_size=3), max_size=6)


@pytest.mark.parametrize("step", [step for step in FIELDS if step != "xem-lai"])
def test_nonsense_gets_an_answer(world, desk_of, write_down, step):
    man = desk_of("man")
    write_down(man, world.dong_vang)

    @settings(max_examples=40, database=None)
    @given(body=posts(step), query=st.sampled_from(["", "?ve=xem-lai", "?p=2", "?p=-1", "?p=x", "?p=99999"]))
    def throw(body, query):
        answer = man.post(f"/ghi-buoi/{world.dong_vang.pk}/{step}/{query}", body)
        assert answer.status_code in (302, 409, 422), answer.status_code
        assert man.get(f"/ghi-buoi/{world.dong_vang.pk}/xem-lai/").status_code == 200

    throw()
    assert not Meeting.objects.exists()


@settings(max_examples=30, database=None)
@given(body=posts("xem-lai"))
def test_nonsense_at_the_review_records_at_most_what_was_entered(world, desk_of, write_down, body):
    Meeting.objects.all().delete()
    man = desk_of("man")
    review = write_down(man, world.dong_vang)
    assert man.post(review, body).status_code == 302
    assert Meeting.objects.get().decisions == "Thăm bà Tư."


@pytest.mark.parametrize(
    "path", ["/ghi-buoi/99999999999999999999/ngay/", "/ghi-buoi/sua/0/ngay/", "/ghi-buoi/0/", "/ghi-buoi/xong/7/"]
)
def test_ids_of_nothing_are_not_found(desk_of, path):
    assert desk_of("man").get(path).status_code == 404


@settings(max_examples=30, database=None)
@given(text=WORDS)
def test_any_day_in_the_address_of_the_blank_sheet_gives_a_sheet(world, desk_of, text):
    if "\0" not in text:
        answer = desk_of("man").get(f"/sinh-hoat/cua/{world.dong_vang.pk}/phieu/", {"ngay": text})
        assert answer.status_code == 200
