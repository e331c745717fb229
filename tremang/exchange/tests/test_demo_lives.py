"""What becomes of the demo's clubs over many years: why some fall silent, and who keeps his post."""

from dataclasses import replace

import pytest

from tests.demo import TODAY, held
from tremang.accounts.models import RoleKind, User
from tremang.advice.queries import Cause, silent_clubs
from tremang.clubs.models import BoardPost, BoardRenewal
from tremang.exchange.demo import plans
from tremang.exchange.demo.sizes import SIZES
from tremang.kernel import clock
from tremang.kernel.verify import verify
from tremang.members.models import BoardMember
from tremang.places.queries import city


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    shares = plans.SHARES | {plans.Fate.SILENT: 0.34}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "SHARES", shares)
        with held(django_db_blocker, replace(SIZES["XS"], clubs=24, since=2018), 4):
            yield


@pytest.fixture
def many_silent(_loaded, db):
    """The smallest demo with clubs founded from 2018 on, and a third of them silent."""
    with clock.fixed(TODAY):
        yield


def test_clubs_fall_silent_for_every_reason_that_records_can_tell_outside_of_tet(many_silent):
    found = silent_clubs(city(), TODAY)
    assert {club.cause for club in found} == set(Cause) - {Cause.AFTER_TET}
    assert len({club.tier for club in found}) > 1
    assert verify().findings == []


POSTS = {
    RoleKind.CLUB_SECRETARY: BoardPost.SECRETARY, RoleKind.CLUB_CHAIR: BoardPost.CHAIR,
    RoleKind.CLUB_TREASURER: BoardPost.TREASURER,
}  # fmt: skip


def test_whoever_signs_in_for_the_club_holds_that_post_in_every_board(many_silent):
    for name in ("man", "khiem", "luong"):
        user = User.objects.get(username=name)
        role = user.roles.get()
        terms = BoardRenewal.objects.filter(club=role.place_id).count()
        assert terms > 1
        served = BoardMember.objects.filter(club=role.place_id, person__full_name=user.full_name)
        assert list(served.values_list("post", flat=True)) == [POSTS[role.kind]] * terms
