"""What others do meanwhile on the pages: officer, treasurer and City, by the ordinary actions."""

import random
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from tests.histories.phones import Phone, surviving
from tests.histories.server import standing
from tremang.accounts.devices import actions as devices
from tremang.accounts.devices.models import Device
from tremang.clubs.actions import advance
from tremang.clubs.models import State as Stage
from tremang.funds.actions.dues import collect
from tremang.funds.actions.months import close_month
from tremang.funds.actions.slips import take_back
from tremang.funds.models import Transfer, Voucher
from tremang.inbox import meeting_parts as part
from tremang.inbox.actions import drop, retry, review, settle, take_file
from tremang.inbox.kinds.card import stands
from tremang.inbox.models import State
from tremang.inbox.queries import open_choices
from tremang.inbox.queries import standing as outcomes_in
from tremang.kernel.periods import month_last, month_of
from tremang.kernel.problems import Problem
from tremang.meetings.actions import correct_meeting, record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Meeting
from tremang.members.actions import edit_person
from tremang.members.actions.closing import dissolve_club
from tremang.members.models import Membership
from tremang.programme.territory.actions.changes import Decree, merge_places, move_place

if TYPE_CHECKING:
    from tests.histories.history import History

WEIGHTS = {
    "correct": 10, "record": 5, "card": 10, "collect": 6, "take_slip_back": 4, "settle": 12, "review": 12, "close": 6, "revoke": 4,
    "found": 2, "merge": 4, "pause": 3, "resume": 3, "dissolve": 2, "file": 4,
}  # fmt: skip


class Web:
    """Acts of the pages in one history. `saw` remembers what an editor had before him when he wrote something else."""

    def __init__(self, history: "History") -> None:
        self.history = history
        self.saw: list[tuple[int, str, Any]] = []
        self.taken_back: set[int] = set()

    def act(self, rng: random.Random, name: str = "") -> None:
        """One act; what is refused leaves nothing."""
        name = name or rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        try:
            with standing(self.history.at), transaction.atomic():
                words = getattr(self, f"_{name}")(rng)
        except Problem as problem:
            self.history.tell(f"trên trang: {name} bị từ chối ({problem.code})")
            self.history.count(f"web refused {problem.code}")
            return
        if words:
            self.history.tell(f"trên trang: {words}")
            self.history.count(f"web {name}")

    def by(self, user: str) -> dict[str, Any]:
        """Who acts; the user is read anew, as each request does."""
        found = self.history.world.users[user]
        return {"by": type(found).objects.get(pk=found.pk), "today": self.history.today}

    @property
    def officer(self) -> dict[str, Any]:
        """Who keeps the club where it stands now."""
        return self.by("nga" if self.history.club.place.commune_code == "09706" else "tuan")

    def _meeting(self, rng: random.Random) -> Meeting | None:
        rows = list(Meeting.objects.filter(club=self.history.club_id).select_related("club__place").order_by("held_on"))
        return rng.choice(rows) if rows else None

    def _correct(self, rng: random.Random) -> str:
        meeting = self._meeting(rng)
        if meeting is None:
            return ""
        path = rng.choice((f"marks.{rng.choice(self.history.ground.members[:3]).pk}", "place", "decisions"))
        value = rng.choice(
            ("absent", "excused", "present") if path.startswith("marks") else ("Sân đình", "Sửa đường.", "Ở chợ")
        )
        data = part.Standing.of(meeting).data
        was = part.stands(data, path)
        if was == value:
            return ""
        correct_meeting(meeting, part.altered(data, {path: value}), meeting.version, **self.officer)
        self.saw.append((meeting.pk, path, was))
        return f"cán bộ sửa buổi {meeting.held_on}: {path} từ {was} thành {value}"

    def _record(self, rng: random.Random) -> str:
        day, m = self.history.day(rng), rng.choice(self.history.ground.members[:3])
        data = MeetingData(day, place="Nhà văn hóa", marks={m.pk: rng.choice((2, 3))})
        record_meeting(self.history.club, data, **self.officer)
        return f"cán bộ ghi buổi {day}"

    def _card(self, rng: random.Random) -> str:
        row = Membership.objects.select_related("person").get(pk=rng.choice(self.history.ground.members[:3]).pk)
        name, value = rng.choice((("phone", "0911111111"), ("nickname", "Mơ"), ("title", "cụ")))
        data = stands(row.person)
        was = getattr(data, name)
        if was == value:
            return ""
        edit_person(
            row.person, replace(data, **{name: value}), row.person.version, club=self.history.club, **self.officer
        )
        self.saw.append((row.person_id, name, was))
        return f"cán bộ sửa thẻ {row.pk}: {name} từ “{was}” thành “{value}”"

    def _collect(self, rng: random.Random) -> str:
        day, m = self.history.day(rng), rng.choice(self.history.ground.members[:3])
        if Transfer.objects.filter(club=self.history.club_id, day=day, kind="dues", membership=m, voucher__reversed_by=None,
                                   voucher__reverses=None).exists():  # fmt: skip
            return ""  # the page shows what stands for the day, and nobody takes a contribution twice
        collect(self.history.club, {m.pk: rng.choice((10_000, 20_000))}, day=day, **self.by("luong"))
        return f"thủ quỹ thu của {m.pk} ngày {day}"

    def _take_slip_back(self, rng: random.Random) -> str:
        rows = Voucher.objects.filter(club=self.history.club_id, reversed_by=None, reverses=None, day__gte="2026-09-01")
        found = list(rows.select_related("club__place").order_by("pk"))
        if not found:
            return ""
        voucher = rng.choice(found)
        take_back(voucher, "ghi nhầm", **self.by("luong"))
        self.taken_back.add(voucher.pk)
        return f"thủ quỹ hủy phiếu {voucher.label} ({voucher.words})"

    def _settle(self, rng: random.Random) -> str:
        choices = open_choices(self.history.club_id)
        if not choices:
            return ""
        choice, pick = rng.choice(choices), rng.choice(("first", "second"))
        settle(choice, pick, **self.officer)
        return f"cán bộ chọn “{pick}” cho {choice.what}"

    def _review(self, rng: random.Random) -> str:
        rows = outcomes_in(self.history.club_id, State.HELD, State.REFUSED, State.WAITING)
        if not rows:
            return ""
        row = rng.choice(rows)
        if row.state == State.HELD and rng.random() < 0.7:
            after = review(row.submission, True, **self.officer)
            return f"cán bộ nhận {row.submission.kind} {row.submission.uid}: {after.state} {after.code}"
        if rng.random() < 0.5:
            drop(row.submission, reason="trùng", **self.officer)
            return f"cán bộ bỏ {row.submission.kind} {row.submission.uid}"
        if row.state == State.HELD:
            return ""
        return f"cán bộ thử lại {row.submission.uid}: {retry(row.submission, **self.officer).state}"

    def _close(self, rng: random.Random) -> str:
        month = month_of(self.history.today) - 1
        close_month(self.history.club, month, **self.by("luong"))
        self.history.closed[month_last(month)] = self.history.transfers(month_last(month))
        return f"thủ quỹ khóa sổ đến {month_last(month)}"

    def _revoke(self, rng: random.Random) -> str:
        phone = rng.choice(self.history.phones)
        lets_in = rng.random() < 0.6
        devices.revoke(self._device(phone), "rơi mất", lets_in, **self.by("khiem"))
        return f"báo mất máy {phone.name}, {'nhận' if lets_in else 'không nhận'} việc chưa gửi"

    def _found(self, rng: random.Random) -> str:
        phone = rng.choice(self.history.phones)
        devices.undo_revoke(self._device(phone), **self.by("khiem"))
        return f"tìm lại được máy {phone.name}"

    def _device(self, phone: Phone) -> Device:
        return Device.objects.select_related("place").get(uid=self.history.ground.keys[phone.name]["uid"])

    def _merge(self, rng: random.Random) -> str:
        here, other, ha = self.history.world.phuc_tho, self.history.world.yen_bai, self.by("ha")
        here, other = (type(here).objects.get(pk=row.pk) for row in (here, other))
        decree = Decree("19/NQ-HĐND", self.history.today, self.history.today)
        turn = rng.randint(0, 2)
        if turn == 0:
            merge_places([here], other, decree=decree, **ha)
        elif turn == 1:
            merge_places([other], here, decree=decree, **ha)
        else:
            move_place(self.history.club.place, other, decree=decree, **ha)
        return ("nhập xã Phúc Thọ vào xã Yên Bài", "nhập xã Yên Bài vào xã Phúc Thọ", "chuyển câu lạc bộ sang Yên Bài")[
            turn
        ]

    def _pause(self, rng: random.Random) -> str:
        advance(self.history.club, Stage.PAUSED, self.history.today, "mưa lũ", **self.officer)
        return "câu lạc bộ tạm dừng"

    def _resume(self, rng: random.Random) -> str:
        advance(self.history.club, Stage.ACTIVE, self.history.today, "", **self.officer)
        return "câu lạc bộ hoạt động lại"

    def _dissolve(self, rng: random.Random) -> str:
        dissolve_club(
            self.history.club, self.history.today - timedelta(days=rng.randint(0, 1)), "ít người", **self.officer
        )
        return "câu lạc bộ giải thể"

    def _file(self, rng: random.Random) -> str:
        phone = rng.choice([each for each in self.history.phones if not each.wiped])
        data = b""
        with surviving(phone):
            data = b64decode(phone.ask("file"))
        if not data:
            return ""
        outcomes = take_file(data, club=self.history.club, **self.officer)
        return f"cán bộ nhận tệp của máy {phone.name}: {[str(row.state) for row in outcomes]}"
