"""Cards, phones and codes: what binds, what no longer does, who may, and what the log says of it."""

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.cast import TODAY
from tremang.accounts import actions as accounts
from tremang.accounts.devices import actions, queries
from tremang.accounts.devices.models import Device, DeviceCard, DeviceCode, WrongCode
from tremang.accounts.models import RoleKind, User
from tremang.accounts.powers import Verb, may, roles
from tremang.clubs.models import State
from tremang.kernel import clock
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.sentences import told
from tremang.kernel.verify import verify

pytestmark = pytest.mark.django_db
SECRET = "x" * 43


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def place(world):
    return world.dong_vang.place


def card_of(world, name: str = "man") -> tuple[DeviceCard, str]:
    place = world.users[name].roles.get().place
    return actions.make_card(world.users[name], place, by=world.users["tuan"], today=TODAY)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def bind(token: str, uid: str = "", secret: str = SECRET, now: datetime | None = None) -> actions.Bound:
    return actions.bind(token, uid or str(uuid4()), digest_of(secret), "Samsung A05", TODAY, now or clock.now())


def phone(world, name: str = "man", secret: str = SECRET) -> Device:
    return bind(card_of(world, name)[1], secret=secret).device


def refusal(call, *args, **kwargs) -> tuple[str, int]:
    with pytest.raises(Problem) as refused:
        call(*args, **kwargs)
    return refused.value.code, refused.value.status


def test_a_card_binds_one_phone_to_the_post_of_its_holder(world, place):
    card, token = card_of(world)
    bound = bind(token)
    assert (bound.device.user, bound.device.place, bound.posts) == (world.users["man"], place, ["club_secretary"])
    assert bound.device.club == world.dong_vang
    assert bound.device.card == card
    assert refusal(bind, token) == ("card_used", 409)


def test_the_token_and_the_rescue_key_lie_nowhere_as_they_are(world):
    card, token = card_of(world)
    bound = bind(token)
    row = Device.objects.get(pk=bound.device.pk)
    assert len(bound.rescue) == 43
    assert token not in str(vars(DeviceCard.objects.get(pk=card.pk)))
    assert bound.rescue not in str(vars(row))
    assert row.rescue_key == bound.rescue
    bodies = str(list(Event.objects.values_list("content__body", flat=True)))
    assert token not in bodies
    assert bound.rescue not in bodies


def test_the_same_phone_again_gets_the_same_answer_and_writes_nothing(world):
    _card, token = card_of(world)
    uid = str(uuid4())
    first = bind(token, uid)
    events = Event.objects.count()
    later = bind(token, uid.upper(), now=clock.now() + timedelta(days=30))
    assert (later.device.pk, later.rescue) == (first.device.pk, first.rescue)
    assert Event.objects.count() == events
    assert Device.objects.count() == 1
    assert refusal(bind, token, uid, "y" * 43) == ("card_used", 409)


def test_a_card_holds_to_the_end_of_the_seventh_day(world):
    _card, token = card_of(world)
    midnight = clock.now().replace(hour=0) + timedelta(days=8)  # the clock of tests is Hanoi's
    assert refusal(bind, token, now=midnight) == ("card_expired", 410)
    assert bind(token, now=midnight - timedelta(seconds=1)).device.pk


def test_a_cancelled_card_binds_nothing_and_cancelling_twice_is_one_event(world):
    card, token = card_of(world)
    for _time in range(2):
        actions.cancel_card(card, by=world.users["khiem"], today=TODAY)
    assert refusal(bind, token) == ("card_revoked", 410)
    assert Event.objects.filter(verb="device_card_cancelled").count() == 1


def test_a_card_in_use_is_not_cancelled(world):
    card, token = card_of(world)
    bind(token)
    assert refusal(actions.cancel_card, card, by=world.users["tuan"], today=TODAY) == ("card_used", 409)


def test_a_new_card_replaces_the_one_that_waits_and_leaves_the_phone_in_use(world):
    device = phone(world)
    _old, old_token = card_of(world)
    _new, new_token = card_of(world)
    assert refusal(bind, old_token) == ("card_revoked", 410)
    assert bind(new_token).device.pk != device.pk
    assert not Device.objects.get(pk=device.pk).revoked


def test_an_unknown_card_and_a_phone_known_already_are_refused(world):
    device = phone(world)
    assert refusal(bind, "no such token") == ("card_unknown", 404)
    assert refusal(bind, card_of(world)[1], device.uid) == ("device_taken", 409)


UNREADABLE = [("1", "0" * 64), ("x" * 36, "0" * 64), ("0198f1c2-6a3e-7c41-9d35-3f4bfa1f2a10", "0" * 63)]


@pytest.mark.parametrize(("uid", "secret_digest"), UNREADABLE)
def test_a_uid_or_key_that_is_none_is_not_understood(world, uid, secret_digest):
    _card, token = card_of(world)
    code, status = refusal(actions.bind, token, uid, secret_digest, "", TODAY, clock.now())
    assert (code, status) == ("not_understood", 422)


def test_no_card_for_a_club_that_is_closed_and_no_phone_either(world):
    _card, token = card_of(world)
    world.dong_vang.state = State.DISSOLVED
    world.dong_vang.save()
    assert refusal(bind, token) == ("club_closed", 409)
    world.users["man"].roles.get().place.refresh_from_db()
    assert refusal(card_of, world) == ("club_closed", 409)


def test_a_card_of_somebody_whose_post_ended_or_whose_account_is_locked_binds_nothing(world):
    _card, token = card_of(world)
    _other, other_token = card_of(world, "luong")
    accounts.end_role(world.users["man"].roles.get(), by=world.users["tuan"], today=TODAY)
    accounts.lock_user(world.users["luong"], True, by=world.users["tuan"], today=TODAY)
    assert refusal(bind, token) == ("card_revoked", 410)
    assert refusal(bind, other_token) == ("card_revoked", 410)


def test_whoever_holds_no_post_in_the_club_gets_no_card(world, place):
    tuan = world.users["tuan"]
    assert refusal(actions.make_card, world.users["sau"], place, by=tuan, today=TODAY) == ("no_post", 422)
    assert refusal(actions.make_card, world.users["nguoi_dung"], place, by=tuan, today=TODAY) == ("no_post", 422)


@pytest.mark.parametrize("who", ["khiem", "man", "luong", "nga", "ha", "chu_tich", "lanh_dao", "nguoi_dung"])
def test_only_the_communes_own_officer_prints(world, place, who):
    with pytest.raises(Refused):
        actions.make_card(world.users["man"], place, by=world.users[who], today=TODAY)


@pytest.mark.parametrize("who", ["man", "luong", "nga", "ha", "chu_tich", "lanh_dao", "sau", "nguoi_dung"])
def test_only_the_chair_and_the_officer_keep_the_phones(world, who):
    device, by = phone(world), world.users[who]
    card, _token = card_of(world, "luong")
    for act in (actions.revoke, actions.undo_revoke, actions.make_code):
        with pytest.raises(Refused):
            act(device, by=by, today=TODAY)
    with pytest.raises(Refused):
        actions.cancel_card(card, by=by, today=TODAY)


def test_an_account_for_the_phone_alone_comes_with_post_and_card_in_one_act(world, place):
    card, token = actions.open_and_print(
        "Lê Thị Hợi", RoleKind.CLUB_TREASURER, place, by=world.users["tuan"], today=TODAY
    )
    user = User.objects.get(pk=card.user_id)
    assert user.username == "lethihoi"
    assert not user.has_usable_password()
    assert not user.must_change_password
    assert bind(token).posts == ["club_treasurer"]
    again, _token = actions.open_and_print(
        "Lê Thị Hợi", RoleKind.CLUB_SECRETARY, place, by=world.users["tuan"], today=TODAY
    )
    assert again.user.username == "lethihoi2"


def test_where_no_card_can_be_made_no_account_is_opened_either(world, place):
    world.dong_vang.state = State.MERGED
    world.dong_vang.save()
    before = User.objects.count()
    call = {"by": world.users["tuan"], "today": TODAY}
    assert refusal(actions.open_and_print, "Lê Thị Hợi", RoleKind.CLUB_CHAIR, place, **call) == ("club_closed", 409)
    assert User.objects.count() == before


def test_the_header_names_the_phone_and_only_with_its_own_secret(world):
    device = phone(world)
    found = queries.of_header(f"Device {device.uid}.{SECRET}")
    assert found == device
    for wrong in (None, "", f"Device {device.uid}.{'y' * 43}", f"Bearer {device.uid}.{SECRET}", f"Device {uuid4()}.{SECRET}",
                  f"Device {device.uid}", f"Device {device.uid}.{SECRET}\n", f"Device {device.key}.{SECRET}"):  # fmt: skip
        assert queries.of_header(wrong) is None


def test_through_the_phone_its_user_reaches_his_posts_at_this_club_and_nothing_else(world, place):
    man = world.users["man"]
    accounts.give_role(man, RoleKind.CLUB_CHAIR, world.trai_giua.place, by=world.users["tuan"], today=TODAY)
    accounts.give_role(man, RoleKind.COMMUNE_OFFICER, world.phuc_tho, by=world.users["tuan"], today=TODAY)
    phone(world, "luong")
    device = bind(actions.make_card(man, place, by=world.users["tuan"], today=TODAY)[1], secret="z" * 43).device
    acting = queries.of_header(f"Device {device.uid}.{'z' * 43}").acting
    assert [role.kind for role in roles(acting, TODAY)] == [RoleKind.CLUB_SECRETARY]
    for day in (TODAY, TODAY + timedelta(days=1)):  # an act may be asked about another day
        assert may(acting, Verb.RECORD_MEETING, place, day)
        assert not may(acting, Verb.KEEP_USERS, place, day)
        assert not may(acting, Verb.RECORD_MEETING, world.trai_giua.place, day)
        assert not may(acting, Verb.SEE_FIGURES, world.phuc_tho, day)
    assert may(User.objects.get(pk=man.pk), Verb.KEEP_USERS, place, TODAY)


def test_a_phone_can_do_nothing_when_the_post_has_ended(world, place):
    device = phone(world)
    accounts.end_role(world.users["man"].roles.get(), by=world.users["tuan"], today=TODAY)
    acting = queries.of_header(f"Device {device.uid}.{SECRET}").acting
    assert not roles(acting, TODAY)


def test_a_lost_phone_is_given_up_with_what_becomes_of_its_work_and_comes_back_when_found(world):
    device, khiem = phone(world), world.users["khiem"]
    actions.revoke(device, "Rơi ở chợ", False, by=khiem, today=TODAY)
    actions.revoke(device, "Lần nữa", True, by=khiem, today=TODAY)
    row = queries.of_header(f"Device {device.uid}.{SECRET}")
    assert (row.revoked, row.revoked_by, row.revoked_why, row.lets_in) == (True, khiem, "Rơi ở chợ", False)
    assert Event.objects.filter(verb="device_revoked").count() == 1
    actions.undo_revoke(device, by=khiem, today=TODAY)
    row.refresh_from_db()
    assert (row.revoked, row.revoked_by, row.revoked_why, row.lets_in) == (False, None, "", True)
    assert refusal(actions.undo_revoke, device, by=khiem, today=TODAY) == ("not_revoked", 409)


def test_what_has_wiped_itself_or_was_lost_a_month_ago_does_not_come_back(world):
    tuan, one, two = world.users["tuan"], phone(world), phone(world, "luong")
    for device in (one, two):
        actions.revoke(device, by=tuan, today=TODAY)
    one.refresh_from_db()
    actions.wiped(one, clock.now())
    actions.wiped(one, clock.now() + timedelta(hours=1))
    assert refusal(actions.undo_revoke, one, by=tuan, today=TODAY) == ("wiped", 409)
    assert Event.objects.filter(verb="device_wiped").count() == 1
    with clock.fixed(TODAY + timedelta(days=31)):
        assert refusal(actions.undo_revoke, two, by=tuan, today=TODAY) == ("undo_over", 409)


def test_a_phone_that_works_is_never_marked_as_wiped(world):
    device = phone(world)
    actions.wiped(device, clock.now())
    device.refresh_from_db()
    assert device.wiped_at is None


def test_the_card_of_a_revoked_phone_does_not_bind_it_again(world):
    _card, token = card_of(world)
    device = bind(token).device
    actions.revoke(device, by=world.users["tuan"], today=TODAY)
    assert refusal(bind, token, device.uid) == ("card_revoked", 410)


def test_a_code_opens_its_own_phone_once(world):
    device, other = phone(world), phone(world, "luong")
    _row, code = actions.make_code(device, by=world.users["khiem"], today=TODAY)
    assert len(code) == 8
    assert refusal(actions.spend_code, other.uid, code, clock.now()) == ("code_wrong", 422)
    assert actions.spend_code(device.uid, f" {code[:4]} {code[4:]} ", clock.now()) == device.rescue_key
    assert refusal(actions.spend_code, device.uid, code, clock.now()) == ("code_wrong", 422)
    assert code not in str(list(Event.objects.values_list("content__body", flat=True)))


def test_a_code_lasts_fifteen_minutes_and_a_newer_one_replaces_it(world):
    device, by = phone(world), {"by": world.users["tuan"], "today": TODAY}
    _row, old = actions.make_code(device, **by)
    _row, new = actions.make_code(device, **by)
    while new == old:  # one in a hundred million
        _row, new = actions.make_code(device, **by)
    assert refusal(actions.spend_code, device.uid, old, clock.now())[0] == "code_wrong"
    late = clock.now() + timedelta(minutes=15)
    assert refusal(actions.spend_code, device.uid, new, late)[0] == "code_wrong"
    assert actions.spend_code(device.uid, new, late - timedelta(seconds=1))


def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(world):
    device = phone(world)
    _row, code = actions.make_code(device, by=world.users["tuan"], today=TODAY)
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _try in range(5):
        assert refusal(actions.spend_code, device.uid, wrong, clock.now()) == ("code_wrong", 422)
    assert refusal(actions.spend_code, device.uid, code, clock.now()) == ("code_wait", 429)
    assert WrongCode.objects.count() == 5
    with clock.fixed(TODAY, hour=11):
        _row, code = actions.make_code(device, by=world.users["tuan"], today=TODAY)
        assert actions.spend_code(device.uid, code, clock.now()) == device.rescue_key


def test_what_is_no_code_is_not_counted_and_a_lost_phone_gets_none(world):
    device = phone(world)
    assert refusal(actions.spend_code, device.uid, "1234", clock.now()) == ("code_form", 422)
    assert refusal(actions.spend_code, device.uid, "١٢٣٤٥٦٧٨", clock.now()) == ("code_form", 422)
    assert refusal(actions.spend_code, str(uuid4()), "12345678", clock.now()) == ("device_unknown", 401)
    _row, code = actions.make_code(device, by=world.users["tuan"], today=TODAY)
    actions.revoke(device, by=world.users["tuan"], today=TODAY)
    assert refusal(actions.spend_code, device.uid, code, clock.now()) == ("device_revoked", 410)
    assert refusal(actions.make_code, device, by=world.users["tuan"], today=TODAY) == ("device_revoked", 409)
    assert not WrongCode.objects.exists()


def test_a_locked_account_gets_no_card_and_no_code_opens_its_phone(world, place):
    device, man, by = phone(world), world.users["man"], {"by": world.users["tuan"], "today": TODAY}
    _row, code = actions.make_code(device, **by)
    accounts.lock_user(man, True, **by)
    assert refusal(actions.make_card, man, place, **by) == ("locked", 422)
    assert refusal(actions.spend_code, device.uid, code, clock.now()) == ("device_revoked", 410)


def test_that_a_phone_called_is_written_once_a_minute(world, django_assert_num_queries):
    device, now = phone(world), clock.now()
    with django_assert_num_queries(0):
        actions.seen(device, now + timedelta(seconds=59))
    actions.seen(device, now + timedelta(seconds=60), app=3)
    row = Device.objects.get(pk=device.pk)
    assert (row.seen_at, row.app) == (now + timedelta(seconds=60), 3)
    actions.seen(device, now + timedelta(seconds=61), app=4)
    assert Device.objects.get(pk=device.pk).app == 4


def test_that_a_phone_called_goes_in_with_the_act_that_it_sends(world, django_assert_num_queries):
    device, now = phone(world), clock.now()
    later = now + timedelta(minutes=5)
    with writing(device.place_id), django_assert_num_queries(1):
        actions.seen_within(device, now + timedelta(seconds=30))
        actions.seen_within(device, later)
    row = Device.objects.get(pk=device.pk)
    assert (row.seen_at, row.app, device.seen_at) == (later, device.app, now)


def test_the_clubs_log_tells_it_and_verification_holds(world, place):
    tuan, (card, _token) = world.users["tuan"], card_of(world)
    actions.cancel_card(card, by=tuan, today=TODAY)
    device = phone(world)
    actions.seen(device, clock.now() + timedelta(hours=1), app=2)
    _row, code = actions.make_code(device, by=tuan, today=TODAY)
    actions.make_code(device, by=tuan, today=TODAY)
    _row, code = actions.make_code(device, by=tuan, today=TODAY)
    actions.spend_code(device.uid, code, clock.now())
    actions.revoke(device, by=tuan, today=TODAY)
    actions.undo_revoke(device, by=tuan, today=TODAY)
    said = [told(e.verb, e.content.body) for e in Event.objects.filter(chain_id=place.pk).order_by("sequence")]
    who = "Phạm Thị Mận (Thư ký câu lạc bộ)"
    assert said[0] == f"đã in thẻ điện thoại cho {who}, dùng được đến hết ngày 30/9/2026"
    assert said[3] == f"đã gắn điện thoại Samsung A05 cho {who}"
    assert said[-2:] == [
        "đã báo mất điện thoại Samsung A05 của Phạm Thị Mận",
        "đã ghi điện thoại Samsung A05 của Phạm Thị Mận tìm thấy, dùng lại được",
    ]
    assert not {f.code for f in verify().findings if f.row.startswith("accounts.")}
    Device.objects.filter(pk=device.pk).update(key=digest_of("another"))
    DeviceCard.objects.filter(pk=card.pk).update(revoked_at=None, revoked_by=None)
    DeviceCode.objects.filter(spent_at__isnull=False).update(spent_at=None)
    changed = {f.row.partition(":")[0] for f in verify().findings if f.code == "row_changed"}
    assert changed == {"accounts.device", "accounts.devicecard", "accounts.devicecode"}
