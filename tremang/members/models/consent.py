"""Consent per purpose (Luật 91/2025/QH15, art. 9; NĐ 356/2025, art. 6): never in advance, withdrawable, provable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tremang.kernel.ids import new_id
from tremang.members.models.person import Person


class Purpose(models.TextChoices):
    """What a person may allow, one by one."""

    REGISTER = "register", _("Ghi tên vào sổ thành viên")
    CONTACT = "contact", _("Dùng số điện thoại để báo tin")
    VULNERABLE = "vulnerable", _("Ghi hoàn cảnh để được quan tâm hỗ trợ")
    ONWARD = "onward", _("Cho cán bộ xã, phường xem tên và hoàn cảnh")
    PHOTO = "photo", _("Dùng ảnh")
    HEALTH = "health", _("Ghi huyết áp, cân nặng để theo dõi")
    CARE = "care", _("Ghi việc cần chăm sóc tại nhà")


class Channel(models.TextChoices):
    """How the consent was given."""

    PAPER = "paper", _("Giấy có chữ ký")
    SPOKEN = "spoken", _("Nói trước buổi sinh hoạt")
    PHONE = "phone", _("Gọi điện có ghi âm")
    SCREEN = "screen", _("Tự bấm trên máy")


class Consent(models.Model):
    """A consent given on a day to a version of the text, and its withdrawal if there was one."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    text_version = models.CharField(max_length=20)
    channel = models.CharField(max_length=8, choices=Channel)
    given_by = models.CharField(max_length=120, blank=True)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "purpose", "given_on"], name="consent_once")]
