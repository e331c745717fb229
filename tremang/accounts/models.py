"""Users and the roles they hold at a node of the tree."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tremang.kernel.ids import new_id
from tremang.places.models import Dated, Place, period_check


class RoleKind(models.TextChoices):
    """The duties of the plan that need to see or write something."""

    CITY_STAFF = "city_staff", _("Cán bộ Hội Người cao tuổi Thành phố")
    CITY_LEADER = "city_leader", _("Lãnh đạo Hội Người cao tuổi Thành phố")
    CITY_BOARD = "city_board", _("Ban Công tác người cao tuổi Thành phố")
    DEPARTMENT = "department", _("Sở, ban, ngành Thành phố")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ xã, phường phụ trách")
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo xã, phường")
    CLUB_CHAIR = "club_chair", _("Chủ nhiệm câu lạc bộ")
    CLUB_SECRETARY = "club_secretary", _("Thư ký câu lạc bộ")
    CLUB_TREASURER = "club_treasurer", _("Thủ quỹ câu lạc bộ")
    CENTRE_VIEWER = "centre_viewer", _("Trung ương (chỉ xem)")


class Address(models.TextChoices):
    """How a user wishes to be addressed; empty until chosen, and then the pronoun is left out."""

    BAC = "bác", "bác"
    CO = "cô", "cô"
    CHU = "chú", "chú"
    ONG = "ông", "ông"
    BA = "bà", "bà"
    ANH = "anh", "anh"
    CHI = "chị", "chị"


class UserManager(BaseUserManager["User"]):
    """Finds users by the name they sign in with, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of that sign-in name; raises User.DoesNotExist."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who signs in. One person, one account; what he may do follows from his roles."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    address_as = models.CharField(max_length=4, choices=Address, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """The name as it stands in events and on pages."""
        return self.full_name


class Role(Dated):
    """A duty held at a node from a day on. Its reach is the table in `powers`."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="roles")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "place", "from_on"], name="role_once"),
            period_check("role_period"),
        ]


# The tables of phones stand in a folder of their own; Django looks for them here.
from tremang.accounts.devices.models import Device, DeviceCard, DeviceCode, WrongCode  # noqa: E402, F401
