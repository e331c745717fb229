"""Promises of the files that leave with the book of rights."""

from tests.cast import TODAY
from tremang.areas.rights.book import BOOK
from tremang.areas.rights.models import Complaint, RightsHelp
from tremang.members.models import Consent, Purpose


def test_a_file_names_who_was_helped_or_complained_only_where_he_agreed_to_be_written_and_shown_onward(world):
    an = world.members["Đỗ Thị Ẩn"]
    Complaint.objects.create(
        club=world.dong_vang, membership=an, on=TODAY, subject="fund", text="…", due_on=TODAY, by_id=1
    )
    RightsHelp.objects.create(club=world.dong_vang, membership=an, on=TODAY, kind="papers", what="…", by_id=1)
    files = [BOOK.files[name] for name in ("rights_helps", "complaints")]
    assert [[line[2] for line in file.rows()] for file in files] == [[None], [None]]
    given = {"text_version": "2026-11", "channel": "spoken", "given_on": TODAY}
    Consent.objects.create(person=an.person, by_id=1, purpose=Purpose.ONWARD, **given)
    assert [[line[2] for line in file.rows()] for file in files] == [[None], [None]]
    Consent.objects.create(person=an.person, by_id=1, purpose=Purpose.VULNERABLE, **given)
    assert [[line[2] for line in file.rows()] for file in files] == [[an.person_id], [an.person_id]]
