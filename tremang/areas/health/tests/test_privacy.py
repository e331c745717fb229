"""No one without SEE_HEALTH learns a reading: by page, list, search, file, log or the words of a refusal."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tests.contracts.powers_of_urls import GUARDS
from tests.contracts.scene import scene_of_contracts  # noqa: F401 a fixture
from tests.contracts.test_powers import address_of, allowed, names
from tremang.accounts.powers import Verb, may
from tremang.areas.common import actions
from tremang.areas.common.sensitive import nearing, sensitive_persons
from tremang.areas.health.actions import Taken, measure
from tremang.areas.health.book import BOOK, INSURANCES, REFERRALS
from tremang.areas.health.models import Insurance, Reading, Referral
from tremang.exchange.export import export
from tremang.kernel.models import EventContent
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify
from tremang.members.erasing import erase_person
from tremang.members.models import Channel, Consent, Membership, Purpose

ON = date(2026, 9, 20)
SECRET = re.compile(
    r"(?<!\d)(187\s*/\s*113|61234|61[.,]234|61[.,]2)(?!\d)|Chỉ số đo cần xem lại|29/12/2026|2026-12-29|Trạm xá Hàng Trống"
)
BLIND = ["tuan", "luong", "ha", "chu_tich", "ban", "so", "lanh_dao", "sau", "nga", "trung_uong", "nguoi_dung"]
pytestmark = pytest.mark.usefixtures("thresholds")


@pytest.fixture
def told(agreed, man):
    """Bà Ẩn, who agreed to be shown onward, was measured, corrected, sent to the station; her card was written down."""
    an, club = agreed.members["Đỗ Thị Ẩn"], agreed.dong_vang
    given = {"purpose": Purpose.ONWARD, "text_version": "2026-11", "channel": Channel.SPOKEN, "given_on": TODAY}
    Consent.objects.create(person=an.person, by_id=1, **given)
    measure(club, ON, {an.pk: Taken(186, 112, 61_000)}, by=man, today=TODAY)
    measure(club, ON, {an.pk: Taken(187, 113, 61_234, typed="61234 là 61,234 kg")}, by=man, today=TODAY)
    sent = {
        "membership_id": an.pk,
        "on": ON,
        "why": "reading",
        "where": "Trạm xá Hàng Trống",
        "outcome": "",
        "outcome_on": None,
    }
    referral, _event = actions.add(REFERRALS, club, sent, by=man, today=TODAY)
    actions.correct(REFERRALS, referral, {"outcome": "went", "outcome_on": TODAY}, by=man, today=TODAY)
    card = {"membership_id": an.pk, "is_insured": True, "expires_on": date(2026, 12, 29), "on": TODAY}
    actions.add(INSURANCES, club, card, by=man, today=TODAY)
    return agreed


def words_of(answer) -> str:
    return said_in(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def said_in(body: bytes) -> str:
    """The words of a page, a sheet, a paper, or an archive of those."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with ZipFile(BytesIO(body)) as package:
        names = package.namelist()
        if "xl/workbook.xml" not in names:
            return "\n".join(said_in(package.read(name)) for name in names)
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    return "\n".join(
        str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    )


def test_the_secret_is_seen_by_whose_duty_it_is(told, client_of):
    """So that the tests below prove something."""
    an = told.members["Đỗ Thị Ẩn"]
    for who in ("man", "khiem"):
        pages = [
            client_of(who).get(reverse(name, args=[told.dong_vang.pk, *args]) + "?ngay=20/9/2026")
            for name, args in [
                ("health:member", [an.pk]),
                ("health:round", []),
                ("health:measure", []),
                ("health:card", [an.pk]),
            ]
        ]
        assert all(SECRET.search(words_of(page)) for page in pages)


def test_those_who_must_not_see_it_have_no_such_power(world):
    assert not [who for who in BLIND if may(world.users[who], Verb.SEE_HEALTH, world.dong_vang.place, TODAY)]


@pytest.mark.parametrize("who", BLIND)
def test_no_address_shows_it(scene, world, told, who):
    client, here = scene.clients[who], {told.dong_vang.place.pk, told.city.pk, told.phuc_tho.pk}
    found = []
    for name in names():
        if name not in GUARDS or not GUARDS[name].get:
            continue
        for target in scene.targets[GUARDS[name].about]:
            places = target.place if isinstance(target.place, list) else [target.place]
            if not any(place is None or place.pk in here for place in places):
                continue
            if not allowed(world.users[who], GUARDS[name].verb(False), target):
                continue  # the contract of powers sees to it that no such page opens
            url, _made_up = address_of(name, target)
            text = words_of(client.get(url))
            if "download=xlsx" in text:
                text += words_of(client.get(f"{url}{'&' if '?' in url else '?'}download=xlsx"))
            if shown := SECRET.search(text):
                found.append(f"{url}: {shown.group()}")
    an, reading = told.members["Đỗ Thị Ẩn"], Reading.objects.get()
    club = told.dong_vang.pk
    refused = [
        reverse("health:member", args=[club, an.pk]), reverse("health:card", args=[club, an.pk]),
        reverse("health:reading", args=[club, reading.pk]), reverse("health:round", args=[club]) + "?ngay=20/9/2026",
        reverse("health:sheet", args=[club]) + "?ngay=20/9/2026", reverse("health:people", args=[club]) + "?download=xlsx",
        reverse("health:insurance", args=[club]) + "?download=xlsx", reverse("health:referral", args=[club]),
        reverse("health:insurance_correct", args=[club, Insurance.objects.get().pk]),
        reverse("health:referral_correct", args=[club, Referral.objects.get().pk]), reverse("health:expiring", args=[club]),
    ]  # fmt: skip
    for url in refused:
        answer = client.get(url)
        assert answer.status_code == 403, url
        assert not SECRET.search(words_of(answer))
    for url in (f"/tim/?q={word}" for word in ("187/113", "61234", "61,2", "Đỗ Thị Ẩn")):
        text = words_of(client.get(url))
        found += [url for match in SECRET.finditer(text) if match.group() not in url]
    assert not found


@pytest.mark.parametrize("who", BLIND)
def test_a_refused_post_writes_nothing_and_repeats_no_reading(told, client_of, who):
    an, client, club = told.members["Đỗ Thị Ẩn"], client_of(who), told.dong_vang.pk
    reading, before = Reading.objects.get(), list(Reading.objects.values())
    for url in (
        reverse("health:measure", args=[club]), reverse("health:reading", args=[club, reading.pk]),
        reverse("health:drop_reading", args=[club, reading.pk]), reverse("health:erase", args=[club, an.pk]),
        reverse("health:referral_add", args=[club]), reverse("health:insurance_add", args=[club]),
        reverse("areas:undo", args=[club, EventContent.objects.order_by("-event_id").first().event_id]),
    ):  # fmt: skip
        answer = client.post(url, {"on": "20/9/2026", f"bp-{an.pk}": "120/80", "bp": "120/80"})
        assert answer.status_code == 403, url
        assert not SECRET.search(words_of(answer))
    assert list(Reading.objects.values()) == before


def test_the_words_of_a_refusal_repeat_only_what_was_typed_in_that_row(told, client_of):
    lua = told.members["Trần Thị Lụa"].pk
    answer = client_of("man").post(
        reverse("health:measure", args=[told.dong_vang.pk]) + "?ngay=22/9/2026", {"on": "22/9/2026", f"bp-{lua}": "1/2"}
    )
    errors = re.findall(r'class="field-error">(.*?)</p>', answer.content.decode())
    assert errors
    assert not SECRET.search(" ".join(errors))


def test_the_words_of_events_hold_no_reading_and_no_name(told):
    from tremang.kernel.sentences import told as sentence

    verbs = ["measure", "correct_reading", "add_referral", "correct_referral", "add_insurance"]
    acts = EventContent.objects.filter(event__verb__in=verbs)
    assert acts.count() == 5
    for content in acts.select_related("event"):
        said = sentence(content.event.verb, content.body)
        assert not SECRET.search(said)
        assert "Ẩn" not in said


def test_general_files_hold_no_reading(told, tmp_path):
    export(tmp_path)
    assert not [path.name for path in tmp_path.glob("*.csv") if SECRET.search(path.read_text(encoding="utf-8"))]
    told_in = {
        name
        for name, file in BOOK.files.items()
        if SECRET.search("\n".join(",".join(map(str, row)) for row in file.rows()))
    }
    assert "readings" in told_in
    assert all(BOOK.files[name].is_sensitive for name in told_in)
    (row,) = BOOK.files["readings"].rows()
    assert row[4:7] == (187, 113, 61_234)


@pytest.mark.parametrize("name", ["readings", "referrals", "insurances"])
def test_who_did_not_agree_to_be_shown_onward_is_in_no_file_and_is_counted(told, name):
    Consent.objects.filter(purpose=Purpose.ONWARD).delete()
    file = BOOK.files[name]
    assert (list(file.rows()), file.left_out()) == ([], 1)


def test_files_leave_out_who_withdrew(told):
    Consent.objects.filter(purpose=Purpose.HEALTH).update(withdrawn_on=TODAY)
    assert not [name for name in ("readings", "referrals", "insurances") if list(BOOK.files[name].rows())]


def test_small_numbers_are_not_told_to_offices(told, man, client_of):
    url = reverse("health:home", args=[told.dong_vang.pk])
    for who in ("ha", "so", "tuan", "luong"):
        page = client_of(who).get(url).content.decode()
        assert "dưới 5" in page
        assert "1 lần, không nêu số người vì có lần ít" in page
    assert "dưới 5" not in client_of("man").get(url).content.decode()
    assert (
        "dưới 5" in client_of("tuan").get(reverse("health:activity_paper", args=[told.dong_vang.pk])).content.decode()
    )


def test_the_log_tells_not_how_many_were_measured(told, man, client_of):
    """Beside a number that is kept back any other would tell it, by what it lacks to the sum of the month."""
    members = Membership.objects.filter(Membership.running(TODAY), club=told.dong_vang)[:6]
    taken = {row.pk: Taken(120, 80, 50_000) for row in members}
    measure(told.dong_vang, TODAY, taken, list(taken), by=man, today=TODAY)
    url = reverse("web:log", args=[told.dong_vang.pk])
    for who in ("tuan", "ha", "man"):
        page = client_of(who).get(url).content.decode()
        assert "đã ghi chỉ số đo ngày 23/9/2026" in page
        assert not re.search(r"chỉ số đo ngày [^<]*người", page)
    assert not [one for one in EventContent.objects.filter(event__verb="measure") if "count" in one.body]


def test_erasing_by_law_takes_every_row_and_the_words_about_them(told):
    an = told.members["Đỗ Thị Ẩn"]
    erase_person(an.person, legal_basis="Đơn ngày 22/9/2026", by=told.users["chu_tich"], today=TODAY)
    assert not Reading.objects.exists()
    assert not Referral.objects.exists()
    assert not Insurance.objects.exists()
    assert not [content for content in EventContent.objects.all() if SECRET.search(str(content.body))]


def test_erasing_by_law_takes_what_events_still_tell_of_a_reading_that_was_dropped_before(told, man):
    an, club = told.members["Đỗ Thị Ẩn"], told.dong_vang
    measure(club, ON, {an.pk: Taken()}, by=man, today=TODAY)
    actions.drop(REFERRALS, Referral.objects.get(), by=man, today=TODAY)
    erase_person(an.person, legal_basis="Đơn ngày 22/9/2026", by=told.users["chu_tich"], today=TODAY)
    assert not [content for content in EventContent.objects.all() if "systolic" in str(content.body)]
    assert not [content for content in EventContent.objects.all() if SECRET.search(str(content.body))]
    assert not [found for found in verify().findings if found.row.startswith(("health.", "areas."))]


def test_persons_with_sensitive_data_are_counted_once_in_the_whole_city(told):
    assert sensitive_persons() == 1
    tu = told.person("Phùng Thị Tư")  # a member of two clubs
    for member in Membership.objects.filter(person=tu):
        Insurance.objects.create(club=member.club, membership=member, on=TODAY, is_insured=False, by_id=1)
    assert sensitive_persons() == 2


def test_the_citys_staff_are_told_when_the_threshold_nears(told, client_of):
    from tremang.areas.common.models import SensitiveLimit

    assert nearing(TODAY) is None
    SensitiveLimit.objects.all().delete()
    SensitiveLimit.objects.create(from_on=date(2026, 1, 1), most=1, warn_percent=80, source="thử")
    assert nearing(TODAY).is_over
    board = reverse("web:city")
    assert "thông tin nhạy cảm của 1 người" in client_of("ha").get(board).content.decode()
    assert "thông tin nhạy cảm" not in client_of("ban").get(board).content.decode()


@pytest.mark.parametrize("register", [REFERRALS, INSURANCES])
def test_nothing_of_health_is_written_of_one_who_was_not_asked(agreed, man, register):
    values = {
        "referral": {"on": ON, "why": "unwell", "where": "", "outcome": "", "outcome_on": None},
        "insurance": {"on": TODAY, "is_insured": True, "expires_on": None},
    }[register.code]
    tao = agreed.members["Khuất Duy Tạo"].pk
    with pytest.raises(Problem) as refusal:
        actions.add(register, agreed.dong_vang, values | {"membership_id": tao}, by=man, today=TODAY)
    assert refusal.value.code == "no_consent"


def test_a_person_of_two_clubs_is_shown_in_each_only_what_was_measured_there(agreed, man, client_of):
    tu = agreed.members["Phùng Thị Tư"]
    measure(agreed.dong_vang, ON, {tu.pk: Taken(187, 113)}, by=man, today=TODAY)
    other = agreed.members["Phùng Thị Tư ở Trại Giữa"]
    page = client_of("sau").get(reverse("health:member", args=[agreed.trai_giua.pk, other.pk])).content.decode()
    assert not SECRET.search(page)


def test_a_stranger_to_the_product_is_sent_to_sign_in(told):
    from django.test import Client

    answer = Client().get(reverse("health:people", args=[told.dong_vang.pk]))
    assert answer.status_code == 302


def test_what_was_dropped_does_not_come_back_once_the_consent_is_withdrawn(told, man):
    an, club = told.members["Đỗ Thị Ẩn"], told.dong_vang
    dropped = measure(club, ON, {an.pk: Taken()}, by=man, today=TODAY)
    Consent.objects.filter(person=an.person).update(withdrawn_on=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.undo(club, dropped.pk, by=man, today=TODAY)
    assert refusal.value.code == "not_shown"
    assert not Reading.objects.exists()
