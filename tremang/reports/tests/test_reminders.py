"""Reminders: who is told of what and when, once; nothing at night; every try is kept; each channel asks as documented."""

import json
from datetime import date, datetime, time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.cast import TODAY
from tremang.accounts.models import Role, User
from tremang.cli import main
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.reports.actions import send_back
from tremang.reports.models import OutboxAttempt, OutboxMessage, ReminderRule, Sending
from tremang.reports.reminders.actions import remind, set_rule
from tremang.reports.reminders.planning import plan
from tremang.reports.reminders.rules import WorkingDays, allowed_from, rule_on
from tremang.reports.reminders.senders import sms, smtp, zalo
from tremang.reports.reminders.senders.base import NotSent
from tremang.reports.reminders.senders.phones import international
from tremang.reports.reminders.senders.registry import senders
from tremang.reports.reminders.telling import told_of
from tremang.reports.tests.test_standings import AUGUST, IN_TIME, meet, sent

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 7)  # of the clubs' August, a Monday


def at(day, hour=9, minute=0):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def told(day, hour=9):
    """Who would be told of what: user → (kind, period, stage)."""
    return {
        one.user.username: [(matter.kind, matter.period, matter.stage) for matter in one.found]
        for one in plan(at(day, hour))
    }


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_every_channel_is_found_by_its_file():
    assert list(senders()) == ["file", "printed", "sms", "smtp", "zalo"]


def test_whoever_writes_is_told_before_on_and_after_the_due_day_and_nobody_else(world):
    assert told(date(2026, 9, 1))["man"] == [("club-month", AUGUST, -2)]  # 2/9 and 3/9 are holidays
    assert told(DUE)["man"] == [("club-month", AUGUST, 0)]
    assert told(date(2026, 9, 8))["man"] == [("club-month", AUGUST, 1)]
    assert {"man", "sau", "nhan"} == {name for name, found in told(DUE).items() if found[0][0] == "club-month"}
    assert "khiem" not in told(DUE) and "luong" not in told(DUE)


def test_without_a_secretary_the_chair_is_told(world):
    Role.objects.filter(user=world.users["man"]).update(to_on=date(2026, 9, 1))
    assert told(DUE)["khiem"] == [("club-month", AUGUST, 0)]


def test_what_is_there_is_not_asked_for_and_after_its_last_day_nobody_is_told(world):
    meet(world.dong_vang, date(2026, 8, 25))
    assert "man" not in told(DUE) and "sau" in told(DUE)
    assert all(one[0] != "club-month" or one[1] != AUGUST for one in told(date(2026, 10, 20)).get("sau", []))


def test_nobody_gets_two_messages_a_day_nor_the_same_stage_twice(world):
    remind(at(DUE, 8))
    first = OutboxMessage.objects.count()
    assert remind(at(DUE, 10)).queued == 0 and OutboxMessage.objects.count() == first
    remind(at(date(2026, 9, 8)))
    mine = OutboxMessage.objects.filter(to=world.users["man"]).order_by("day")
    assert [(row.day, [one["stage"] for one in row.about]) for row in mine] == [(DUE, [0]), (date(2026, 9, 8), [1])]
    remind(at(date(2026, 9, 9)))
    assert mine.count() == 2  # the next stage is the fifth working day


def test_a_day_on_which_the_machine_stood_still_is_made_up_for(world):
    remind(at(date(2026, 9, 10)))
    assert [one["stage"] for one in OutboxMessage.objects.get(to=world.users["man"]).about] == [1]


def test_one_message_gathers_everything_with_what_came_back_first(world):
    with clock.fixed(IN_TIME):
        sent(world, world.dong_vang.place, "man", "club-month", AUGUST, IN_TIME)
        report = sent(world, world.phuc_tho, "tuan", today=IN_TIME)
        send_back(report, "thiếu thôn Trại Giữa", by=world.users["ha"], today=IN_TIME)
    tuan = next(one for one in plan(at(IN_TIME)) if one.user.username == "tuan")
    assert {(matter.why, matter.kind) for matter in tuan.found} == {
        ("returned", "commune-quarter"),
        ("waiting", "club-month"),
    }
    remind(at(IN_TIME))
    row = OutboxMessage.objects.get(to=world.users["tuan"])
    assert row.subject == "Tre Măng: 1 báo cáo bị trả lại, 1 báo cáo chờ duyệt"
    assert row.text.index("thiếu thôn Trại Giữa") < row.text.index("đang chờ duyệt")
    assert row.place == world.phuc_tho and row.text.startswith("Kính gửi Nguyễn Anh Tuấn,")


class TestQuietHours:
    def test_what_comes_up_at_night_is_held_until_morning_and_then_sent(self, world):
        done = remind(at(date(2026, 9, 7), 22))
        assert done.sent == 0 and done.held == done.queued > 0
        row = OutboxMessage.objects.get(to=world.users["man"])
        assert (row.state, row.day, row.due_at) == (Sending.HELD, date(2026, 9, 8), at(date(2026, 9, 8), 7))
        assert remind(at(date(2026, 9, 8), 6)).sent == 0
        remind(at(date(2026, 9, 8), 7))
        row.refresh_from_db()
        assert row.state == Sending.SENT
        assert OutboxMessage.objects.filter(to=world.users["man"]).count() == 1

    def test_what_was_done_meanwhile_is_dropped(self, world):
        remind(at(DUE, 22))
        meet(world.dong_vang, date(2026, 8, 25), date(2026, 9, 8))
        assert remind(at(date(2026, 9, 8), 8)).dropped == 1
        assert OutboxMessage.objects.get(to=world.users["man"]).state == Sending.DROPPED

    @pytest.mark.parametrize(
        ("moment", "allowed"),
        [
            (at(date(2026, 9, 7), 20, 59), at(date(2026, 9, 7), 20, 59)),
            (at(date(2026, 9, 7), 21), at(date(2026, 9, 8), 7)),
            (at(date(2026, 9, 8), 3), at(date(2026, 9, 8), 7)),
            (at(date(2026, 9, 4), 22), at(date(2026, 9, 7), 7)),  # Friday night
            (at(date(2026, 9, 5), 10), at(date(2026, 9, 7), 7)),
            (at(date(2026, 9, 1), 21, 30), at(date(2026, 9, 4), 7)),  # 2/9 and 3/9 are the National Day
        ],
    )
    def test_the_first_working_moment_is_found(self, moment, allowed):
        assert allowed_from(rule_on(TODAY), moment, WorkingDays()) == allowed

    def test_hours_within_one_day_can_be_quiet_too_and_days_off_can_be_worked(self):
        rule = ReminderRule(quiet_from=time(11), quiet_until=time(14), rests=False)
        assert allowed_from(rule, at(date(2026, 9, 5), 12), WorkingDays()) == at(date(2026, 9, 5), 14)
        assert allowed_from(rule, at(date(2026, 9, 5), 15), WorkingDays()) == at(date(2026, 9, 5), 15)

    def test_working_days_are_counted_both_ways_without_weekends_and_holidays(self):
        days = WorkingDays()
        assert days.between(date(2026, 9, 4), DUE) == 1 and days.between(DUE, date(2026, 9, 4)) == -1
        assert days.between(date(2026, 9, 1), date(2026, 9, 4)) == 1


class TestSending:
    def test_e_mail_goes_through_the_server_of_the_settings(self, world, settings, monkeypatch):
        settings.EMAIL_URL, settings.SITE_URL = (
            "smtp://tre:mat%40khau@mail.local:2525?tls=1",
            "https://tre-mang.example/",
        )
        User.objects.filter(pk=world.users["man"].pk).update(email="man@example.org")
        made = smtp.connection(settings.EMAIL_URL)
        assert (made.host, made.port, made.username, made.password) == ("mail.local", 2525, "tre", "mat@khau")
        assert made.use_tls and not made.use_ssl
        box = mail.get_connection("django.core.mail.backends.locmem.EmailBackend")
        monkeypatch.setattr(smtp, "connection", lambda _url: box)
        remind(at(DUE))
        (letter,) = mail.outbox
        assert letter.to == ["man@example.org"] and "https://tre-mang.example/bao-cao/" in letter.body
        assert "Chưa ghi buổi sinh hoạt tháng 8/2026" in letter.body
        row = OutboxMessage.objects.get(to=world.users["man"])
        assert (row.state, row.channel, row.tries, row.sent_at) == (Sending.SENT, "smtp", 1, at(DUE))

    def test_a_failure_is_kept_tried_again_and_given_up_after_the_third_time(self, world, settings):
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        User.objects.filter(pk=world.users["man"].pk).update(email="man@example.org")
        for hour in (8, 9, 10, 11):
            remind(at(DUE, hour))
        row = OutboxMessage.objects.get(to=world.users["man"])
        assert (row.state, row.tries) == (Sending.FAILED, 3) and "Máy chủ thư không nhận" in row.last_error
        tries = OutboxAttempt.objects.filter(message_id=row.pk)
        assert [one.is_sent for one in tries] == [False, False, False]

    def test_a_bad_address_of_the_server_is_a_failure_with_a_sentence(self):
        for url in ("http://mail", "smtp://mail:x"):
            with pytest.raises(NotSent, match="EMAIL_URL"):
                smtp.connection(url)

    def test_the_log_of_tries_cannot_be_changed(self, world):
        remind(at(DUE))
        assert OutboxAttempt.objects.exists()
        for change in (lambda: OutboxAttempt.objects.update(is_sent=False), OutboxAttempt.objects.all().delete):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()

    def test_files_are_written_with_a_list_of_all(self, world, folder):
        ReminderRule.objects.update(channels=["file"])
        remind(at(DUE))
        written = folder / "outbox" / "2026-09-07"
        assert "Chưa ghi buổi sinh hoạt" in (written / "man.txt").read_text("utf-8")
        lines = (written / "danh-sach.csv").read_text("utf-8-sig").splitlines()
        assert lines[0] == "username,full_name,subject,file"
        assert "man,Phạm Thị Mận,Tre Măng: 1 báo cáo đến hạn,man.txt" in lines

    def test_a_run_is_told_in_the_log_of_the_city(self, world):
        remind(at(DUE))
        event = Event.objects.get(chain_id=world.city.pk, verb="send_reminders")
        assert event.actor_id == 0 and event.content.body["sent"] == OutboxMessage.objects.count()

    def test_an_account_that_was_closed_gets_nothing(self, world):
        User.objects.filter(pk=world.users["man"].pk).update(is_active=False)
        assert "man" not in told(DUE) and "khiem" in told(DUE)


@pytest.fixture
def phoned(world, folder):
    (folder / "phones.csv").write_text("username,phone\nman,0912 345 678\nsau,024 3825 1234\n", encoding="utf-8")
    return world


class TestTelephones:
    def test_numbers_are_read_as_gateways_want_them(self):
        assert international("0912 345.678") == international("+84 912345678") == "84912345678"
        assert international("024 3825 1234") == international("091234567") == international("") == ""

    def test_the_request_of_an_sms_is_exactly_as_documented(self, phoned, settings, folder):
        settings.SMS_BRANDNAME = "HNCT HaNoi"
        remind(at(DUE))
        row = OutboxMessage.objects.get(to=phoned.users["man"])
        assert (row.channel, row.address, row.state) == ("sms", "84912345678", Sending.SENT)
        request = json.loads((folder / "outbox" / "2026-09-07" / f"sms-{row.pk}.json").read_text("utf-8"))
        assert request == {
            "phone": "84912345678", "brandname": "HNCT HaNoi",
            "text": "Tre Mang: 1 bao cao den han. Han gan nhat 07/9/2026. Moi mo phan mem de xem.",
            "encoding": "GSM-7", "parts": 1, "tracking_id": str(row.pk),
        }  # fmt: skip
        assert OutboxMessage.objects.get(to=phoned.users["sau"]).channel == "printed"  # a land line takes no SMS

    def test_with_diacritics_it_is_ucs_2_in_shorter_parts(self, phoned, settings):
        settings.SMS_ACCENTS = True
        remind(at(DUE))
        request = sms.request(OutboxMessage.objects.get(to=phoned.users["man"]))
        assert request["text"].startswith("Tre Măng: 1 báo cáo đến hạn")
        assert (request["encoding"], request["parts"]) == ("UCS-2", 2)

    @pytest.mark.parametrize(
        ("text", "encoding", "parts"),
        [
            ("a" * 160, "GSM-7", 1), ("a" * 161, "GSM-7", 2), ("a" * 306, "GSM-7", 2), ("a" * 307, "GSM-7", 3),
            ("[" * 80, "GSM-7", 1), ("[" * 81, "GSM-7", 2), ("ă" * 70, "UCS-2", 1), ("ă" * 71, "UCS-2", 2),
            ("ă" * 134, "UCS-2", 2), ("ă" * 135, "UCS-2", 3), ("😀" * 35, "UCS-2", 1), ("😀" * 36, "UCS-2", 2),
        ],
    )  # fmt: skip
    def test_parts_are_counted_as_the_networks_do(self, text, encoding, parts):
        assert (sms.encoding_of(text), sms.parts_of(text)) == (encoding, parts)

    def test_without_marks_every_letter_is_in_the_alphabet(self):
        assert sms.unaccented("Đặng Ngọc Ẫm – “Ỡ”…\u00a0đ") == 'Dang Ngoc Am - "O"... d'
        assert sms.encoding_of(sms.unaccented("Ằ€😀")) == "GSM-7"

    def test_the_request_to_zalo_is_exactly_as_documented(self, phoned, settings, folder):
        settings.ZALO_TEMPLATE = "290117"
        ReminderRule.objects.update(channels=["zalo"])
        remind(at(DUE))
        row = OutboxMessage.objects.get(to=phoned.users["man"])
        request = json.loads((folder / "outbox" / "2026-09-07" / f"zalo-{row.pk}.json").read_text("utf-8"))
        assert request == {
            "phone": "84912345678", "template_id": "290117",
            "template_data": {
                "name": "Phạm Thị Mận", "count": "1", "due": "07/9/2026", "note": "Tre Măng: 1 báo cáo đến hạn",
            },
            "tracking_id": str(row.pk),
        }  # fmt: skip

    def test_without_a_template_zalo_reaches_nobody(self, phoned):
        assert zalo.address(phoned.users["man"]) == ""

    def test_a_gateway_gets_the_request_as_json_and_its_refusal_is_kept(self, phoned, settings):
        seen = []

        class Gateway(BaseHTTPRequestHandler):
            def do_POST(self):
                seen.append(
                    (self.headers["Authorization"], json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                )
                self.send_response(200 if len(seen) > 1 else 503)
                self.end_headers()

            def log_message(self, *_words):
                """Nothing is said."""

        server = HTTPServer(("127.0.0.1", 0), Gateway)
        Thread(target=server.serve_forever, daemon=True).start()
        settings.SMS_ENDPOINT, settings.SMS_TOKEN = f"http://127.0.0.1:{server.server_port}/gui", "khoa"
        try:
            remind(at(DUE, 8))
            row = OutboxMessage.objects.get(to=phoned.users["man"])
            assert row.state == Sending.FAILED and "503" in row.last_error
            remind(at(DUE, 9))
        finally:
            server.shutdown()
            server.server_close()
        row.refresh_from_db()
        assert (row.state, row.tries, row.last_error) == (Sending.SENT, 2, "")
        assert seen[1][0] == "Bearer khoa" and seen[1][1]["phone"] == "84912345678"

    def test_only_web_addresses_are_gateways(self, phoned, settings):
        settings.SMS_ENDPOINT = "file:///etc/hosts"
        remind(at(DUE))
        assert "https://" in OutboxMessage.objects.get(to=phoned.users["man"]).last_error


class TestRule:
    VALUES = {"offsets": [3, 0, -1, 0], "channels": ["printed"], "quiet_from": time(20), "quiet_until": time(8)}

    def test_the_city_sets_a_rule_from_a_day_on(self, world):
        set_rule(date(2026, 10, 1), **self.VALUES, rests=True, tries=2, by=world.users["ha"], today=TODAY)
        assert rule_on(date(2026, 9, 30)).offsets == [-2, 0, 1, 5]
        assert rule_on(date(2026, 10, 1)).offsets == [-1, 0, 3]
        assert Event.objects.get(verb="set_reminders").actor_id == world.users["ha"].pk

    def test_a_commune_does_not(self, world):
        with pytest.raises(Refused):
            set_rule(date(2026, 10, 1), **self.VALUES, rests=True, tries=2, by=world.users["tuan"], today=TODAY)

    @pytest.mark.parametrize(
        ("day", "change", "code"),
        [
            (date(2026, 9, 1), {}, "rule_too_early"), (TODAY, {"offsets": []}, "bad_offsets"),
            (TODAY, {"offsets": [99]}, "bad_offsets"), (TODAY, {"channels": ["bồ câu"]}, "bad_channels"),
            (TODAY, {"tries": 0}, "bad_tries"),
        ],
    )  # fmt: skip
    def test_a_rule_that_cannot_work_is_refused_with_a_sentence(self, world, day, change, code):
        values = {**self.VALUES, "rests": True, "tries": 2, **change}
        with pytest.raises(Problem) as problem:
            set_rule(day, **values, by=world.users["ha"], today=TODAY)
        assert problem.value.code == code
        assert ReminderRule.objects.count() == 1


class TestWords:
    def test_the_log_says_when_it_reminds_as_the_rule_has_it(self, world, client):
        client.force_login(world.users["tuan"])
        body = client.get("/bao-cao/nhac-han/").content.decode()
        assert "2 ngày làm việc trước hạn gửi; đúng hạn gửi; 1 và 5 ngày làm việc sau hạn gửi" in body
        assert "đúng ngày bị trả lại; 1 và 5 ngày làm việc sau ngày bị trả lại" in body

    def test_it_says_of_each_level_who_is_told_and_who_where_there_is_nobody(self):
        told = dict(told_of(ReminderRule(offsets=[0])))
        assert told["Báo cáo của câu lạc bộ"] == (
            "Người lập là thư ký câu lạc bộ; nếu chưa có thì nhắc chủ nhiệm câu lạc bộ. "
            "Người duyệt là cán bộ xã, phường phụ trách; nếu chưa có thì nhắc lãnh đạo xã, phường."
        )
        assert told["Báo cáo của xã, phường"] == (
            "Người lập là cán bộ xã, phường phụ trách; nếu chưa có thì nhắc lãnh đạo xã, phường. "
            "Người duyệt là cán bộ Hội Người cao tuổi Thành phố; nếu chưa có thì nhắc lãnh đạo Hội Người cao tuổi Thành phố."
        )
        assert told["Báo cáo của Thành phố"] == (
            "Người lập là cán bộ Hội Người cao tuổi Thành phố. Người duyệt là lãnh đạo Hội Người cao tuổi Thành phố."
        )

    def test_another_rule_gives_other_words(self):
        told = dict(told_of(ReminderRule(offsets=[-3])))
        assert told["Nơi có báo cáo đến hạn mà chưa gửi"] == "Nhắc người lập báo cáo: 3 ngày làm việc trước hạn gửi."
        assert "Nơi có báo cáo bị trả lại" not in told  # before its return nobody can be told of it


class TestCommand:
    def test_a_rehearsal_writes_and_sends_nothing(self, world, capsys):
        call_command("remind", "--dry-run", "--at", "2026-09-07T09:00")
        out = capsys.readouterr().out
        assert "Phạm Thị Mận (man), Danh sách in, lúc 09:00 ngày 07/9/2026:" in out
        assert not OutboxMessage.objects.exists()

    def test_a_run_says_in_numbers_what_it_did(self, world, capsys):
        call_command("remind", "--at", "2026-09-07 09:00")
        count = OutboxMessage.objects.count()
        assert f"Xếp thêm {count} lời nhắc; đã gửi {count}, chưa gửi được 0" in capsys.readouterr().out

    def test_a_strange_moment_is_one_sentence(self, capsys):
        assert main(["remind", "--at", "mai"]) == 2
        assert capsys.readouterr().err.count("\n") == 1
