"""The one small world that all tests share.

Today is Wednesday 23/9/2026. Xã Phúc Thọ has two clubs: thôn Đồng Vàng (bà Mận writes, ông Khiêm chairs, bà Lương
keeps the box) and thôn Trại Giữa; xã Yên Bài next door has one, thôn Muồng Cháu. Anh Tuấn is Phúc Thọ's officer,
chị Nga is Yên Bài's; chị Hà works for the City's Association. Người dưng has no role anywhere. Bà Phùng Thị Tư
belongs to both clubs of Phúc Thọ.
"""

import pickle
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.db.models import Model

from tremang.accounts.models import Role, RoleKind, User
from tremang.clubs.models import BoardPost, Club, FoundingDecision, Group, ServedHamlet, State, StateRow
from tremang.kernel.ids import new_id
from tremang.kernel.rows import insert
from tremang.members.models import BoardMember, Membership, Person
from tremang.places.models import Kind, Place, Span, UnitType

TODAY = date(2026, 9, 23)
BEGINNING = date(2018, 1, 1)
NEW_MAP = date(2025, 7, 1)
PASSWORD = "tre-gia-mang-moc-2026"


@dataclass
class World:
    """Everything in the small world by name."""

    city: Place
    phuc_tho: Place
    yen_bai: Place
    hamlets: dict[str, Place] = field(default_factory=dict)
    dong_vang: Club = None  # type: ignore[assignment]
    trai_giua: Club = None  # type: ignore[assignment]
    muong_chau: Club = None  # type: ignore[assignment]
    members: dict[str, Membership] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """The person of the member called `name`."""
        return self.members[name].person


def place(kind: Kind, unit_type: UnitType, code: str, name: str, parent: Place | None, since: date) -> Place:
    """A node of the tree with the span that says where it stands."""
    row = Place(id=new_id(), kind=kind, unit_type=unit_type, code=code, parent=parent, valid_from=since)
    row.rename(name)
    segment = {Kind.NATION: "vn", Kind.HAMLET: f"h{row.id}", Kind.CLUB: f"c{row.id}"}.get(kind, code)
    row.path = f"{parent.path}.{segment}" if parent else segment
    row.save(force_insert=True)
    Span(place=row, name=name, unit_type=unit_type, path=row.path, from_on=since).save(force_insert=True)
    return row


def club(hamlet: Place, name: str, founded_on: date, launched_on: date) -> Club:
    """An active club at its hamlet, with the rows of its life."""
    leaf = place(Kind.CLUB, UnitType.CLUB, f"clb-{new_id()}", name, hamlet, founded_on)
    row = Club(
        place=leaf, name=name, seat_hamlet=hamlet, meeting_place=f"Nhà văn hóa {hamlet.name}", meeting_day=25,
        state=State.ACTIVE, founded_on=founded_on, launched_on=launched_on,
    )  # fmt: skip
    row.save(force_insert=True)
    StateRow.objects.bulk_create(
        [
            StateRow(club=row, state=State.FOUNDED, from_on=founded_on, to_on=launched_on.replace(day=launched_on.day - 1), by_id=0),
            StateRow(club=row, state=State.ACTIVE, from_on=launched_on, by_id=0),
        ]
    )  # fmt: skip
    FoundingDecision(club=row, number="118/QĐ-UBND", decided_on=founded_on, issuer="Ủy ban nhân dân xã Phúc Thọ").save(
        force_insert=True
    )
    ServedHamlet(club=row, hamlet=hamlet, from_on=founded_on).save(force_insert=True)
    return row


def person(name: str, sex: str, born: date | int) -> Person:
    """A person whose birth is a day or only a year."""
    row = Person(
        sex=sex, born_year=born if isinstance(born, int) else born.year, born_on=None if isinstance(born, int) else born
    )
    row.rename(name)
    row.save(force_insert=True)
    return row


def user(name: str, full_name: str, *roles: tuple[RoleKind, Place]) -> User:
    """A user with a usable password and the roles given."""
    row = User(username=name, full_name=full_name)
    row.set_password(PASSWORD)
    row.save(force_insert=True)
    for kind, at in roles:
        Role(user=row, kind=kind, place=at, from_on=BEGINNING).save(force_insert=True)
    return row


_first: tuple[bytes, list[list[Model]]] | None = None  # the world as it was first made in this process, and its rows


def again() -> World:
    """The world as `build` makes it. From the second time on its rows are put in as they were, which is far quicker."""
    global _first
    if _first is None:
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}
        world = build()
        rows = [[row for row in model._base_manager.all() if row.pk not in there] for model, there in before.items()]
        _first = pickle.dumps(world), [each for each in rows if each]
        return world
    kept, rows = _first
    for each in rows:
        insert(each)
    return pickle.loads(kept)


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("tremang.")]


def build() -> World:
    """Make the world."""
    nation = place(Kind.NATION, UnitType.NATION, "VN", "Việt Nam", None, BEGINNING)
    city = place(Kind.PROVINCE, UnitType.CITY, "01", "Thành phố Hà Nội", nation, BEGINNING)
    phuc_tho = place(Kind.COMMUNE, UnitType.RURAL, "09715", "Xã Phúc Thọ", city, NEW_MAP)
    yen_bai = place(Kind.COMMUNE, UnitType.RURAL, "09706", "Xã Yên Bài", city, NEW_MAP)
    world = World(city=city, phuc_tho=phuc_tho, yen_bai=yen_bai)
    for number, (commune, name) in enumerate(
        [(phuc_tho, "Thôn Đồng Vàng"), (phuc_tho, "Thôn Trại Giữa"), (phuc_tho, "Thôn Cổ Điển"), (yen_bai, "Thôn Muồng Cháu")], 1
    ):  # fmt: skip
        world.hamlets[name] = place(
            Kind.HAMLET, UnitType.VILLAGE, f"{commune.code}-{number:04d}", name, commune, NEW_MAP
        )
    world.dong_vang = club(
        world.hamlets["Thôn Đồng Vàng"], "Câu lạc bộ thôn Đồng Vàng", date(2024, 3, 14), date(2024, 3, 29)
    )
    world.trai_giua = club(
        world.hamlets["Thôn Trại Giữa"], "Câu lạc bộ thôn Trại Giữa", date(2026, 2, 10), date(2026, 2, 25)
    )
    world.muong_chau = club(
        world.hamlets["Thôn Muồng Cháu"], "Câu lạc bộ thôn Muồng Cháu", date(2025, 8, 5), date(2025, 8, 20)
    )
    _members(world)
    _users(world, nation)
    return world


def _members(world: World) -> None:
    groups = {n: Group.objects.create(club=world.dong_vang, name=f"Tổ {n}") for n in (1, 2, 3)}
    first = world.dong_vang.launched_on
    for name, sex, born, group in [
        ("Phùng Thị Tư", "F", 1948, 1), ("Kiều Văn Lực", "M", date(1951, 5, 2), 1), ("Đỗ Thị Ẩn", "F", 1945, 3),
        ("Khuất Duy Tạo", "M", 1947, 1), ("Lê Thị Hợi", "F", date(1960, 9, 24), 3), ("Trần Thị Lụa", "F", 1958, 2),
        ("Nguyễn Thị Ngọc Ánh", "F", date(1963, 1, 30), 2), ("Nguyễn Thu Hường", "F", 1985, 1),
        ("Phạm Thị Mận", "F", date(1954, 3, 8), 2), ("Hoàng Văn Khiêm", "M", 1952, 2), ("Vũ Thị Lương", "F", 1961, 3),
    ]:  # fmt: skip
        world.members[name] = Membership.objects.create(
            club=world.dong_vang, person=person(name, sex, born), joined_on=first, group=groups[group]
        )
    for club_, name, sex, born in [
        (world.trai_giua, "Bùi Thị Sáu", "F", 1960), (world.trai_giua, "Cấn Văn Bảy", "M", date(1966, 2, 25)),
        (world.trai_giua, "Cấn Thị Mười", "F", date(1966, 2, 26)), (world.muong_chau, "Đinh Thị Nhàn", "F", 1950),
        (world.muong_chau, "Bạch Công Sơn", "M", 1957),
    ]:  # fmt: skip
        world.members[name] = Membership.objects.create(
            club=club_, person=person(name, sex, born), joined_on=club_.launched_on
        )
    world.members["Phùng Thị Tư ở Trại Giữa"] = Membership.objects.create(
        club=world.trai_giua, person=world.person("Phùng Thị Tư"), joined_on=date(2026, 3, 5)
    )
    for name, post in [
        ("Hoàng Văn Khiêm", BoardPost.CHAIR), ("Phạm Thị Mận", BoardPost.SECRETARY), ("Vũ Thị Lương", BoardPost.TREASURER),
    ]:  # fmt: skip
        BoardMember.objects.create(club=world.dong_vang, person=world.person(name), post=post, from_on=first)


def _users(world: World, nation: Place) -> None:
    kind = RoleKind
    here = world.dong_vang.place
    for name, full_name, role, at in [
        ("ha", "Nguyễn Thu Hà", kind.CITY_STAFF, world.city), ("chu_tich", "Lê Văn Thành", kind.CITY_LEADER, world.city),
        ("ban", "Trịnh Quốc Anh", kind.CITY_BOARD, world.city), ("so", "Đào Minh Ngọc", kind.DEPARTMENT, world.city),
        ("tuan", "Nguyễn Anh Tuấn", kind.COMMUNE_OFFICER, world.phuc_tho),
        ("lanh_dao", "Khuất Văn Dũng", kind.COMMUNE_LEADER, world.phuc_tho),
        ("nga", "Đinh Thị Nga", kind.COMMUNE_OFFICER, world.yen_bai), ("khiem", "Hoàng Văn Khiêm", kind.CLUB_CHAIR, here),
        ("man", "Phạm Thị Mận", kind.CLUB_SECRETARY, here), ("luong", "Vũ Thị Lương", kind.CLUB_TREASURER, here),
        ("sau", "Bùi Thị Sáu", kind.CLUB_SECRETARY, world.trai_giua.place),
        ("nhan", "Đinh Thị Nhàn", kind.CLUB_SECRETARY, world.muong_chau.place),
        ("trung_uong", "Trần Hữu Lộc", kind.CENTRE_VIEWER, nation),
    ]:  # fmt: skip
        world.users[name] = user(name, full_name, (role, at))
    world.users["nguoi_dung"] = user("nguoi_dung", "Người Dưng")
