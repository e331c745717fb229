"""Facts: one row per node and half-month, its measures as whole numbers side by side."""

from django.db import models

from tremang.clubs.models import Club


class Fact(models.Model):
    """All measures of one node as they stood at the end of one half-month.

    `values` maps a measure's code to a whole number; zeros are left out. `as_of` is the day for which they were
    worked out: the half-month's last day, or for the running half-month the day of the last look.
    """

    pk = models.CompositePrimaryKey("node_id", "half")
    node_id = models.BigIntegerField()
    half = models.IntegerField()
    as_of = models.DateField()
    values = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["half", "as_of"], name="fact_half_as_of")]


class KeptEve(models.Model):
    """What the books of a club held on the eve of `half`, so that a look need not read the year again (see `facts.eves`).

    Derived as facts are: it holds as long as nothing before `half` changes, and whoever works out facts from an earlier
    half-month on writes another in its place. `people` is what the tables say of its people, whatever the half-month
    (see `facts.people`); None where that is not known.
    """

    club = models.OneToOneField(Club, models.CASCADE, primary_key=True, related_name="+")
    half = models.IntegerField()
    state = models.BinaryField()
    people = models.BinaryField(null=True)
