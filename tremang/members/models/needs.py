"""Vulnerable groups, declared needs, and the support that answered them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Owned
from tremang.kernel.ids import new_id
from tremang.members.models.person import Person


class VulnerabilityKind(models.TextChoices):
    """The groups that the plan names (II.1). Sensitive: only with consent, and every look is written down."""

    POOR = "poor", _("Hộ nghèo")
    NEAR_POOR = "near_poor", _("Hộ cận nghèo")
    HARD = "hard", _("Hoàn cảnh khó khăn")
    DISABLED = "disabled", _("Người khuyết tật")
    ETHNIC = "ethnic", _("Dân tộc thiểu số")
    ALONE = "alone", _("Sống một mình")


class Vulnerability(models.Model):
    """That a person belongs to a vulnerable group, from a declaration to its withdrawal."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="vulnerabilities")
    kind = models.CharField(max_length=10, choices=VulnerabilityKind)
    declared_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "declared_on"], name="vulnerability_once")]


class NeedKind(models.TextChoices):
    """What the plan counts as a need and as its answer (I.2.3.a, last line)."""

    LOAN = "loan", _("Vay vốn")
    INCOME = "income", _("Tham gia hoạt động tăng thu nhập")


class Need(Owned):
    """A need that a member declared in a club. It counts for 24 months unless withdrawn."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind)
    declared_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "person", "kind", "declared_on"], name="need_once")]


class Support(Owned):
    """That a member received a loan or took part in an income activity on a day, entered by hand."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="supports")
    kind = models.CharField(max_length=10, choices=NeedKind)
    given_on = models.DateField()
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "person", "kind", "given_on"], name="support_once")]
