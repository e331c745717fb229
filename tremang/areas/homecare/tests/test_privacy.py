"""Who may learn who is cared for at home, and what is needed: only whose duty it is, and offices only with the person's word."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.homecare.actions import Line, record_care_visits
from tremang.areas.homecare.book import BOOK, CAREDS, PAIRS, VISITS
from tremang.areas.homecare.models import Cared, CareVisit
from tremang.areas.homecare.tests.conftest import SINCE, agree, care_for, pair, signed_in
from tremang.kernel.models import Event, Look
from tremang.kernel.problems import Problem
from tremang.kernel.sentences import told
from tremang.members.models import Consent, Purpose

TUESDAY = date(2026, 9, 22)
SECRETS = ("Ẩn", "iệc nhà, uống thuốc", "au lưng", "iệc nhà")  # whichever letter they begin with
PAGES = (
    "home", "cared", "care_pair", "care_visit", "care_training", "week", "plan", "team", "week_paper", "month_paper",
    "register_paper", "care_visit_paper", "care_training_paper", "activity_paper",
)  # fmt: skip


@pytest.fixture
def kept(world, man, an, lua_visits_an):
    """Bà Ẩn was visited on Tuesday, with something to report; what is secret stands in all three registers."""
    record_care_visits(world.dong_vang, [Line(lua_visits_an.pk, TUESDAY, 17, "đau lưng")], by=man, today=TODAY)
    return an


def pages_of(world, name) -> dict[str, str]:
    client = Client()
    client.force_login(world.users[name])
    answers = {page: client.get(reverse(f"homecare:{page}", args=[world.dong_vang.pk])) for page in PAGES}
    answers["search"] = client.get(reverse("web:search"), {"q": "dau lung"})
    answers["log"] = client.get(reverse("web:log", args=[world.dong_vang.pk]))
    answers["all"] = client.get(reverse("areas:all", args=[world.dong_vang.pk]))
    answers["wall"] = client.get(reverse("areas:wall", args=[world.dong_vang.pk]))
    texts = {page: answer.content.decode() for page, answer in answers.items()}
    for page in ("home", "cared", "care_visit", "team", "care_training"):
        answer = client.get(reverse(f"homecare:{page}", args=[world.dong_vang.pk]), {"download": "xlsx"})
        texts[f"xlsx of {page}"] = written(answer)
    return texts


def written(answer) -> str:
    """All words of an Excel file, or of the page that came instead."""
    if "sheet" not in answer["Content-Type"]:
        return answer.content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


@pytest.mark.parametrize("name", ["luong", "lanh_dao", "ha", "chu_tich", "ban", "so", "trung_uong", "nga", "sau"])
def test_without_the_power_no_page_tells_who_is_cared_for_or_what_is_needed(world, kept, name):
    for page, text in pages_of(world, name).items():
        assert not [secret for secret in SECRETS if secret in text], page


def test_the_commune_without_the_persons_word_learns_neither_from_any_page(world, kept):
    for page, text in pages_of(world, "tuan").items():
        assert not [secret for secret in SECRETS if secret in text], page


def test_the_commune_with_the_persons_word_sees_it(world, kept):
    agree(world.person("Đỗ Thị Ẩn"), Purpose.ONWARD)
    pages = pages_of(world, "tuan")
    assert "Bà Đỗ Thị Ẩn" in pages["cared"]
    assert "au lưng" in pages["care_visit"]


def test_an_outsider_is_shown_within_the_club_alone(world, man, team):
    values = {"membership_id": None, "about": "một cụ ở xóm Đông", "needs": 2, "from_on": SINCE}
    actions.add(CAREDS, world.dong_vang, values, by=man, today=TODAY)
    assert "Một cụ ở xóm Đông" in pages_of(world, "man")["cared"]
    assert not [page for page, text in pages_of(world, "tuan").items() if "xóm Đông" in text]


def test_the_commune_cannot_open_correct_or_drop_what_it_is_not_shown(world, kept):
    client = Client()
    client.force_login(world.users["tuan"])
    visit, row = CareVisit.objects.get(), kept
    for name, pk in (("cared", row.pk), ("care_visit", visit.pk)):
        assert client.get(reverse(f"homecare:{name}_correct", args=[world.dong_vang.pk, pk])).status_code == 404
        assert client.post(reverse(f"homecare:{name}_drop", args=[world.dong_vang.pk, pk])).status_code == 404
    assert client.get(reverse("homecare:assign", args=[world.dong_vang.pk, row.pk])).status_code == 404
    assert Cared.objects.count() == CareVisit.objects.count() == 1


def test_a_refusal_does_not_tell_the_commune_who_is_in_the_book_already(world, kept):
    """The sentence is the same for one who is cared for and one who is not."""
    said = []
    for name in ("Đỗ Thị Ẩn", "Khuất Duy Tạo"):
        values = {"membership_id": world.members[name].pk, "about": "", "needs": 1, "from_on": SINCE}
        with pytest.raises(Problem) as refusal:
            actions.add(CAREDS, world.dong_vang, values, by=world.users["tuan"], today=TODAY)
        said.append((refusal.value.code, refusal.value.sentence))
    assert said[0] == said[1]
    assert said[0][0] == "not_agreed"


def test_forms_offer_the_commune_only_whom_it_is_shown(world, kept):
    client = Client()
    client.force_login(world.users["tuan"])
    for name in ("care_pair_add", "care_visit_add"):
        page = client.get(reverse(f"homecare:{name}", args=[world.dong_vang.pk])).content.decode()
        field = page[page.index('name="cared_id"') : page.index("</select>")]
        assert "Ẩn" not in field


def test_what_waits_at_the_commune_is_only_what_it_is_shown(world, an, lua_visits_an):
    from tremang.areas.common.books import Reader

    officer = Reader(world.users["tuan"], world.dong_vang, TODAY, True, True)
    assert BOOK.waiting(officer) == []
    agree(world.person("Đỗ Thị Ẩn"), Purpose.ONWARD)
    assert BOOK.waiting(officer)


def test_once_the_consent_is_taken_back_nobody_is_shown_it_any_more(world, kept):
    Consent.objects.filter(purpose=Purpose.CARE).update(withdrawn_on=TODAY)
    for page, text in pages_of(world, "man").items():
        assert "Ẩn" not in text, page
        assert "đau lưng" not in text, page


def test_no_event_tells_who_is_cared_for_or_what_is_needed(world, man, kept):
    row = CareVisit.objects.get()
    actions.correct(VISITS, row, {"report": "cần đi khám"}, by=man, today=TODAY)
    actions.drop(VISITS, row, by=man, today=TODAY)
    actions.correct(CAREDS, kept, {"needs": 3}, by=man, today=TODAY)
    events = Event.objects.filter(chain_id=world.dong_vang.pk).select_related("content")
    sentences = " ".join(told(event.verb, event.content.body) for event in events)
    assert "thăm tại nhà" in sentences
    assert not [secret for secret in (*SECRETS, "đi khám") if secret in sentences]


@pytest.mark.parametrize(
    "name", ["cared", "care_pair", "care_visit", "care_pair_add", "care_visit_add", "week", "plan", "week_paper",
             "month_paper", "register_paper", "care_visit_paper"],
)  # fmt: skip
def test_each_look_is_written_down(world, man, kept, name):
    client = Client()
    client.force_login(man)
    client.get(reverse(f"homecare:{name}", args=[world.dong_vang.pk]))
    look = Look.objects.get()
    assert (look.actor_id, look.what) == (man.pk, "care")


def test_the_home_page_is_no_look_and_shows_no_more_than_counts(world, man, kept):
    client = Client()
    client.force_login(man)
    page = client.get(reverse("homecare:home", args=[world.dong_vang.pk])).content.decode()
    assert not Look.objects.exists()
    assert "Ẩn" not in page
    assert "Thăm, chăm sóc tại nhà" in page


def test_sensitive_registers_are_not_downloaded(world, man, kept):
    client = Client()
    client.force_login(man)
    for register in (CAREDS, PAIRS, VISITS):
        page = client.get(reverse(f"homecare:{register.code}", args=[world.dong_vang.pk]), {"download": "xlsx"})
        assert page["Content-Type"].startswith("text/html")


def test_the_files_hold_only_those_who_agreed_to_be_shown_onward(world, man, kept):
    agree(world.person("Phùng Thị Tư"), Purpose.CARE, Purpose.ONWARD)
    other = care_for(world, "Phùng Thị Tư")
    row = pair(world, other, "Kiều Văn Lực")
    record_care_visits(world.dong_vang, [Line(row.pk, TUESDAY)], by=man, today=TODAY)
    for name in ("care_people", "care_pairs", "care_visits"):
        file = BOOK.files[name]
        assert file.is_sensitive
        assert len(list(file.rows())) == 1
    assert not BOOK.files["care_trainings"].is_sensitive


def test_the_numbers_that_are_hidden_above_are_hidden_in_the_clubs_book_too(world, man, lua_visits_an):
    url = reverse("homecare:home", args=[world.dong_vang.pk])
    for day in (date(2026, 9, 18), TUESDAY):
        record_care_visits(world.dong_vang, [Line(lua_visits_an.pk, day, 1, "")], by=man, today=TODAY)
    for name in ("ha", "so", "lanh_dao", "luong"):
        page = signed_in(world.users[name]).get(url).content.decode()
        told = (
            "Những lần đi thăm" if name in ("ha", "so", "lanh_dao") else "Thăm, chăm sóc tại nhà"
        )  # by register, or in words
        assert f"{told} (2 lần)" in page and "mỗi lần dưới 5" in page
        assert "2 lần, không nêu số người vì có lần ít" in page and "lượt người" not in page
    page = signed_in(man).get(url).content.decode()
    assert "2 lần, 2 lượt người" in page and "dưới 5" not in page


def test_where_some_numbers_are_hidden_the_others_are_kept_back_so_that_the_years_sum_betrays_none(
    world, man, lua_visits_an
):
    record_care_visits(world.dong_vang, [Line(lua_visits_an.pk, TUESDAY, 1, "")], by=man, today=TODAY)
    values = {"area": 3, "day": TUESDAY, "what": "họp đội", "people": 6, "outsiders": 0}
    actions.add(done_of(3), world.dong_vang, values, by=man, today=TODAY)
    page = signed_in(world.users["so"]).get(reverse("homecare:home", args=[world.dong_vang.pk])).content.decode()
    assert "2 lần, không nêu số người vì có lần ít" in page and ">6<" not in page
