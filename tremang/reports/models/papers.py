"""What the clerk did with a report outside: number, day, signer and the signed paper, and what was put right in it."""

from django.db import models

from tremang.kernel.ids import new_id
from tremang.reports.models.written import Frozen


class OnRecord(models.Model):
    """What is on record of an issued version (NĐ 30/2020/NĐ-CP, art. 15 and 18), who wrote it down and when.

    `file` names the signed PDF under the data folder, `sha256` and `size` (bytes) vouch for it.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    signer = models.CharField(max_length=120)
    position = models.CharField(max_length=120)
    file = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Issue(OnRecord):
    """A version of a report as the clerk issued it. It is locked to that version."""

    frozen = models.OneToOneField(Frozen, models.PROTECT, related_name="issue")


class IssuedBefore(OnRecord):
    """What the record of an issued version said before it was put right, and why; it stays readable with its file.

    `at` and `by_id` are those of the correction.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="before")
    reason = models.CharField(max_length=200)
