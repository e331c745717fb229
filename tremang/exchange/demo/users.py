"""Who may sign in to the demo: one memorable name and password per duty, and quiet accounts for everybody else.

Quiet accounts have no password: they only say who wrote what. Passwords are known, so they exist in demo databases
alone; `accounts_of_demo` finds them by the marker that the demo leaves.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from tremang.accounts.models import Role, RoleKind, User
from tremang.exchange.demo.making import Making, at
from tremang.places.models import Place

SINCE = date(2025, 7, 1)
CITY_SINCE = date(2024, 1, 2)  # before the first report of the demo


@dataclass(frozen=True)
class Account:
    """A name to sign in with, its password, and the duty it stands for."""

    username: str
    password: str
    full_name: str
    kind: RoleKind
    address: str = ""


CITY = (
    Account("ha", "che-xanh-buoi-sang", "Nguyễn Thu Hà", RoleKind.CITY_STAFF, "chị"),
    Account("thanh", "ho-guom-mua-thu", "Lê Văn Thành", RoleKind.CITY_LEADER, "ông"),
    Account("quocanh", "cau-long-bien-xua", "Trịnh Quốc Anh", RoleKind.CITY_BOARD, "ông"),
    Account("ngoc", "com-lang-vong-thom", "Đào Minh Ngọc", RoleKind.DEPARTMENT, "bà"),
)
CENTRE = Account("loc", "bong-lua-que-minh", "Trần Hữu Lộc", RoleKind.CENTRE_VIEWER, "ông")
COMMUNE = (
    Account("tuan", "de-lang-gio-mat", "Nguyễn Anh Tuấn", RoleKind.COMMUNE_OFFICER, "anh"),
    Account("dung", "song-hong-phu-sa", "Khuất Văn Dũng", RoleKind.COMMUNE_LEADER, "ông"),
)
CLUB = (
    Account("man", "tre-gia-mang-moc", "Phạm Thị Mận", RoleKind.CLUB_SECRETARY, "bà"),
    Account("khiem", "cay-da-gieng-nuoc", "Hoàng Văn Khiêm", RoleKind.CLUB_CHAIR, "ông"),
    Account("luong", "lua-chin-dong-vang", "Vũ Thị Lương", RoleKind.CLUB_TREASURER, "bà"),
)


class Users:
    """Makes the accounts of offices, or of the clubs of one commune; all with ids and salts that follow from the seed."""

    def __init__(self, making: Making, whose: str = "offices") -> None:
        self.making = making
        self.random = making.random("users", whose)

    def known(self, account: Account, place: Place, since: date = SINCE) -> User:
        """An account with its printed password."""
        salt = f"{self.random.getrandbits(88):022x}"
        user = self._user(account.username, account.full_name, make_password(account.password, salt))
        user.address_as, user.created_at = account.address, at(since, 8)
        self._add(user, account.kind, place, since)
        return user

    def quiet(self, username: str, full_name: str, kind: RoleKind, place: Place, since: date = SINCE) -> User:
        """An account nobody can sign in to."""
        user = self._user(username, full_name, f"!{self.random.getrandbits(200):040x}"[:41])
        self._add(user, kind, place, since)
        return user

    def _user(self, username: str, full_name: str, password: str) -> User:
        return User(username=username, full_name=full_name, password=password, created_at=at(SINCE, 8))

    def _add(self, user: User, kind: RoleKind, place: Place, since: date = SINCE) -> None:
        self.making.sink.add(user, Role(user_id=user.pk, kind=kind, place_id=place.pk, from_on=since))
