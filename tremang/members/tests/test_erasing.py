"""Erased is erased: nothing says any longer who it was, and everything can still be checked."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Erasure, Event, EventContent
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify
from tremang.members.erasing import erase_person
from tremang.members.models import Consent, Membership, Person, Vulnerability

pytestmark = pytest.mark.django_db
BASIS = "Đơn ngày 20/9/2026"


@pytest.fixture
def books(world):
    """Every membership and person written down, with a hardship and a consent of bà Tư, who is in two clubs."""
    with clock.fixed(TODAY):
        for row in Membership.objects.select_related("club", "person"):
            with writing(row.club_id):
                rows = {key(row): plain(row), key(row.person): plain(row.person)}
                record(row.club_id, "joined", key(row), by_id=1, body={"name": row.person.full_name}, rows=rows)
        tu, here = world.person("Phùng Thị Tư"), world.dong_vang.pk
        tu.phone = "0912345678"
        tu.save()
        hardship = Vulnerability.objects.create(person=tu, kind="poor", declared_on=TODAY)
        consent = Consent.objects.create(
            person=tu,
            purpose="vulnerable",
            text_version="1",
            channel="paper",
            given_by="con gái Phùng Thị Lan",
            given_on=TODAY,
            by_id=1,
        )
        with writing(here):
            rows = {key(row): plain(row) for row in (tu, hardship, consent)}
            record(here, "hardship", key(hardship), by_id=1, body={"kind": "Hộ nghèo"}, rows=rows)
            other = world.members["Kiều Văn Lực"]
            body = {"people": [{"name": "Phùng Thị Tư"}, {"name": "Kiều Văn Lực"}]}
            record(here, "visited", key(other), by_id=1, body=body, rows={key(other): plain(other)})
    assert not verify().findings
    return world


def erase(world, by="chu_tich", basis=BASIS):
    with clock.fixed(TODAY, 15):
        return erase_person(world.person("Phùng Thị Tư"), legal_basis=basis, by=world.users[by], today=TODAY)


def test_nothing_in_the_database_says_any_longer_who_it_was(books):
    tu = books.person("Phùng Thị Tư").pk
    erase(books)
    told = [
        str(row)
        for model in (Person, Consent, Vulnerability, EventContent, Event, Erasure)
        for row in model.objects.values()
    ]
    for word in ("Phùng Thị Tư", "phung thi tu", "0912345678", "Phùng Thị Lan", "Hộ nghèo"):
        assert not [row for row in told if word in row]
    assert not Vulnerability.objects.filter(person=tu).exists()


def test_the_numbers_of_the_past_stay_true(books):
    before = set(Membership.objects.values_list("pk", "club_id", "joined_on"))
    erase(books)
    tu = Person.objects.get(pk=books.person("Phùng Thị Tư").pk)
    assert (tu.sex, tu.born_year) == ("F", 1948)
    assert set(Membership.objects.values_list("pk", "club_id", "joined_on")) == before


def test_the_chains_stay_whole_and_say_what_was_erased(books):
    assert erase(books) == 4
    report = verify()
    assert not report.findings
    assert report.erased == 4


def test_what_is_changed_afterwards_is_still_found(books):
    erase(books)
    Membership.objects.filter(pk=books.members["Phùng Thị Tư"].pk).update(joined_on=date(2025, 1, 1))
    Membership.objects.filter(pk=books.members["Kiều Văn Lực"].pk).update(joined_on=date(2025, 1, 1))
    Person.objects.filter(pk=books.person("Phùng Thị Tư").pk).update(sex="M")
    named = {found.row for found in verify().findings if found.code == "row_changed"}
    assert named == {
        key(books.members["Kiều Văn Lực"]),
        key(books.members["Phùng Thị Tư"]),
        key(books.person("Phùng Thị Tư")),
    }


@pytest.mark.parametrize("by", ["ha", "ban", "so", "tuan", "lanh_dao", "man", "khiem", "trung_uong", "nguoi_dung"])
def test_only_the_leader_of_the_city_may_erase(books, by):
    with pytest.raises(Refused):
        erase(books, by)
    assert Person.objects.filter(full_name="Phùng Thị Tư").exists()


def test_without_a_basis_nothing_is_erased_and_nothing_is_erased_twice(books):
    with pytest.raises(Problem, match="căn cứ"):
        erase(books, basis="  ")
    erase(books)
    with pytest.raises(Problem, match="từ trước"):
        erase(books)
