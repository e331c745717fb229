"""The small world with one of everything that an address can be about; for the contracts of powers and of privacy."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tests.cast import TODAY, World
from tremang.accounts.devices.models import Device, DeviceCard
from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.clubs.models import BoardPost, Club, Group, Team, TeamKind
from tremang.funds.models import DuesExemption, Fund, Gift, Loan, Transfer, Voucher
from tremang.funds.schedules import Method, Repay
from tremang.kernel import clock
from tremang.kernel.events import key, record
from tremang.kernel.lock import writing
from tremang.meetings.models import Attendance, Meeting, Photo, Status
from tremang.members.models import BoardMember, Membership
from tremang.places.models import Place
from tremang.programme.training.models import Official
from tremang.reports.asking import asked
from tremang.reports.draft import Draft
from tremang.reports.freezing import body, digest
from tremang.reports.models import Archive, Frozen, Obstacle, Report, State


@dataclass
class Target:
    """A thing to put into an address, and the place where it belongs."""

    name: str
    args: list
    place: Place | list[Place] | None  # one of several is enough; None: somewhere is enough
    user: User | None = None
    query: str = ""
    read_by: tuple[
        Verb, ...
    ] = ()  # whoever holds one of these reads it, whatever its address asks of others of its kind


@dataclass
class Scene:
    """The small world with a meeting in each club, and what addresses can be about."""

    world: World
    targets: dict[str, list[Target]] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)


def meeting(club: Club) -> Meeting:
    row = Meeting(club=club, held_on=date(2026, 8, 25), contents=255, recorded_by_id=1, recorded_at=clock.now())
    row.save(force_insert=True)
    marks = [
        Attendance(club=club, meeting=row, membership=m, status=Status.PRESENT)
        for m in Membership.objects.filter(club=club)
    ]
    Attendance.objects.bulk_create(marks)
    with writing(club.pk):
        rows = {key(row): Meeting.recorded_rows([row.pk])[row.pk]}
        body = {"held_on": row.held_on, "present": len(marks), "expected": len(marks)}
        record(club.pk, "record_meeting", key(row), by_id=1, body=body, rows=rows)
    return row


def loan(member: Membership) -> Loan:
    """A loan asked for, in a club that has money."""
    return Loan.objects.create(
        club_id=member.club_id, membership=member, purpose="nuôi gà", principal=5_000_000, rate_month=Decimal("0.5"),
        method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL, months=12, asked_on=TODAY, by_id=1,
    )  # fmt: skip


def slip(club: Club, member: Membership) -> Voucher:
    """A receipt for a contribution of 10.000 đ."""
    day = date(2026, 8, 25)
    row = Voucher.objects.create(
        club=club, series="PT", year=2026, number=1, day=day, words="Đóng góp", who=member.person.full_name, by_id=1,
        recorded_at=clock.now(),
    )  # fmt: skip
    Transfer.objects.create(
        club=club, fund=Fund.ACTIVITY, day=day, debit="cash", credit="dues", amount=10_000, kind="dues", voucher=row,
        sequence=1, membership=member,
    )  # fmt: skip
    return row


def phones(club: Club, user: User) -> dict[str, DeviceCard | Device]:
    """A phone of the club, and a card that waits."""
    now = clock.now()
    held = {"user": user, "place": club.place}
    card = DeviceCard.objects.create(
        **held, digest=f"{club.pk:064d}", made_by=user, made_at=now, expires_at=now + timedelta(days=7)
    )
    return {"card": card, "device": Device.objects.create(**held, uid=f"{club.pk:036d}", key="0" * 64, bound_at=now)}


def exemption(club: Club, member: Membership) -> DuesExemption:
    return DuesExemption.objects.create(
        club=club, membership=member, from_on=date(2026, 9, 1), reason="Trên 80 tuổi", by_id=1
    )


def sent(kind: str, code: str, period: str, state: State) -> Report:
    """A report as it was sent, with its one version."""
    one = asked(kind, code, period, TODAY)
    row = Report.objects.create(
        kind=kind, place=one.place, commune_code=one.place.commune_code, period=period, from_on=one.period.from_on,
        to_on=one.period.to_on, due_on=TODAY, closes_on=TODAY, state=state, submitted_on=TODAY,
    )  # fmt: skip
    told = body(Draft.of(one.kind, one.place, one.period, TODAY))
    Frozen.objects.create(report=row, number=1, at=clock.now(), by_id=1, body=told, digest=digest(told))
    return row


def of_reports(world: World, clubs: list[Club]) -> dict[str, list[Target]]:
    """Reports and obstacles: about the place that writes them, and about the one above that approves and answers."""
    commune_of = {club.pk: Place.objects.get(code=club.place.commune_code) for club in clubs}
    months = [(["club-month", str(c.pk), "2026-08"], c.place, commune_of[c.pk]) for c in clubs]
    quarters = [(["commune-quarter", p.code, "2026-Q3"], p, world.city) for p in (world.phuc_tho, world.yen_bai)]
    years = [(["city-half", "01", "2026-H1"], world.city, world.city)]
    raised = [
        Obstacle.objects.create(
            place=c.place, owner=commune_of[c.pk], text="Thiếu nhà văn hóa", raised_on=TODAY, raised_by_id=1, due_on=TODAY
        )
        for c in clubs
    ]  # fmt: skip
    written = [*months, *quarters, *years]
    drafts = [
        Target(p.name, args, [p, up], read_by=(Verb.WRITE_REPORTS, Verb.APPROVE_REPORTS)) for args, p, up in written
    ]
    sent_ones = [
        (["club-month", str(world.dong_vang.pk), "2026-07"], world.dong_vang.place, State.SUBMITTED),
        (["commune-quarter", world.phuc_tho.code, "2026-Q2"], world.phuc_tho, State.SUBMITTED),
        (["city-half", "01", "2025-H2"], world.city, State.APPROVED),
    ]
    for args, _place, state in sent_ones:
        sent(*args, state)
    to_read = [*drafts, *(Target(p.name, args, p) for args, p, _state in sent_ones)]
    archive = Archive.objects.create(kind="commune-half", period="2026-H1", forms=["xlsx"], by_id=1, at=clock.now())
    return {
        "kind of report": [Target("a kind", ["city-half"], world.city)],
        "report": [Target(p.name, args, p) for args, p, _up in written],
        "report to read": to_read,
        "report file": [replace(one, args=[*one.args, "docx"]) for one in to_read],
        "archive": [Target("an archive", [archive.pk], world.city)],
        "report from above": [Target(p.name, args, up) for args, p, up in [*months, *quarters]],
        "obstacle": [Target(row.place.name, [row.pk], row.place) for row in raised],
        "obstacle from above": [Target(row.place.name, [row.pk], row.owner) for row in raised],
    }


@pytest.fixture(name="scene")
def scene_of_contracts(world) -> Iterator[Scene]:
    with clock.fixed(TODAY):
        made = Scene(world)
        clubs = [world.dong_vang, world.trai_giua, world.muong_chau]
        member = {
            world.dong_vang.pk: world.members["Kiều Văn Lực"],
            world.trai_giua.pk: world.members["Cấn Văn Bảy"],
            world.muong_chau.pk: world.members["Bạch Công Sơn"],
        }
        made.targets = {
            "nothing": [Target("", [], world.city)],
            "anything": [Target("", [], None)],
            "some commune": [Target("", [], [world.phuc_tho, world.yen_bai])],
            "row": [Target("a row", [1], None)],
            "row of the city": [Target("a row", [1], world.city)],
            "level": [Target("a level", ["new_clubs", "P1"], world.city)],
            "indicator": [
                Target("own place", ["needs_supported"], None),
                *(
                    Target(p.name, [code], p, query=f"?place={p.code}&list={group}")
                    for p in (world.city, world.phuc_tho, world.yen_bai, world.dong_vang.place, world.muong_chau.place)
                    for code in ("older_joiners", "needs_supported")
                    for group in ("counted", "near")
                ),
            ],
            "members to take away": [
                Target("own place", [], None),
                *(
                    Target(
                        p.name,
                        [],
                        [p, *(club.place for club in clubs if p.contains(club.place))],
                        query=f"?noi={p.code}",
                    )
                    for p in (world.phuc_tho, world.yen_bai)
                ),
            ],
            "city": [Target("city", [], world.city)],
            "club": [Target(c.name, [c.pk], c.place) for c in clubs],
            "commune": [Target(c.name, [c.code], c) for c in (world.phuc_tho, world.yen_bai)],
            "person": [Target(m.person.full_name, [m.person_id], m.club.place) for m in member.values()],
            "membership": [Target(m.person.full_name, [m.pk], m.club.place) for m in member.values()],
            "meeting": [Target(c.name, [meeting(c).pk], c.place) for c in clubs],
            "user": [
                Target(n, [world.users[n].pk], world.users[n].roles.get().place, world.users[n])
                for n in ("luong", "nhan", "nga", "so")
            ],
            "user state": [
                Target(n, [world.users[n].pk, "khoa"], world.users[n].roles.get().place, world.users[n])
                for n in ("luong", "nhan", "nga", "so")
            ],
            "role": [
                Target(n, [world.users[n].roles.get().pk], world.users[n].roles.get().place, world.users[n])
                for n in ("luong", "nhan", "nga", "so")
            ],
        }
        meetings = made.targets["meeting"]
        photos = [
            Photo.objects.create(club=c, meeting_id=t.args[0], file="x.jpg", sha256="0")
            for c, t in zip(clubs, meetings, strict=True)
        ]
        made.targets["photo"] = [Target(c.name, [photo.pk], c.place) for c, photo in zip(clubs, photos, strict=True)]
        made.targets["meeting of a club"] = [
            Target(c.name, [c.pk, *t.args], c.place) for c, t in zip(clubs, meetings, strict=True)
        ]
        made.targets |= {
            f"{what} of a club": [
                Target(f"{what}, {c.name}", [c.pk, row.pk], c.place) for c, row in zip(clubs, rows, strict=True)
            ]
            for what, rows in {
                "post": [
                    BoardMember.objects.create(club=c, person=p.person, post=BoardPost.MEMBER, from_on=c.launched_on)
                    for c, p in zip(clubs, member.values(), strict=True)
                ],
                "group": [Group.objects.create(club=c, name="Tổ 9") for c in clubs],
                "loan": [loan(p) for p in member.values()],
                "gift": [
                    Gift.objects.create(club=c, on=TODAY, donor="Ông Bảy", what="Loa", amount=900_000, by_id=1)
                    for c in clubs
                ],
                "team": [Team.objects.create(club=c, kind=TeamKind.ARTS, name="Đội văn nghệ") for c in clubs],
            }.items()
        }
        held = {c: phones(c, world.users[n]) for c, n in zip(clubs, ("man", "sau", "nhan"), strict=True)}
        made.targets |= {
            f"{what} of a club": [Target(c.name, [c.pk, rows[what].pk], c.place) for c, rows in held.items()]
            for what in ("card", "device")
        }
        made.targets["fund of a club"] = [Target(c.name, [c.pk, "hoat-dong"], c.place) for c in clubs]
        for what, rows in {
            "slip": [slip(c, m) for c, m in zip(clubs, member.values(), strict=True)],
            "member": list(member.values()),
            "exemption": [exemption(c, m) for c, m in zip(clubs, member.values(), strict=True)],
        }.items():
            made.targets[f"{what} of a club"] = [
                Target(f"{what}, {c.name}", [c.pk, row.pk], c.place) for c, row in zip(clubs, rows, strict=True)
            ]
        hamlets = [world.hamlets["Thôn Cổ Điển"], world.hamlets["Thôn Muồng Cháu"]]
        officials = [
            Official.objects.create(place=c, full_name="Cán Bộ", from_on=date(2026, 1, 1))
            for c in (world.phuc_tho, world.yen_bai)
        ]
        made.targets["official"] = [Target(o.place.name, [o.pk], o.place) for o in officials]
        made.targets["hamlet"] = [Target(h.name, [h.pk], h.parent) for h in hamlets]
        made.targets["unit"] = [*made.targets["hamlet"], Target("", [world.yen_bai.pk], world.yen_bai)]
        made.targets |= of_reports(world, clubs)
        made.targets["step of a meeting"] = [Target(c.name, [c.pk, "ngay"], c.place) for c in clubs]
        made.targets["step of a recorded meeting"] = [Target(t.name, [*t.args, "ngay"], t.place) for t in meetings]
        for name, user in world.users.items():
            made.clients[name] = Client()
            made.clients[name].force_login(user)
        yield made
