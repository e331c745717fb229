"""A club's monthly meeting, its roll-call, what was done under each of the 8 contents, guests and photos."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Club, Owned
from tremang.kernel.events import plain
from tremang.members.models import Membership


class Meeting(Owned):
    """One meeting of one club on one day. `contents`, `themes` and `own_themes` are bits, see `areas`.

    `own_themes` are those under which the club itself did something, not only held a talk: a part of `themes`.
    `expected` is the length of the roll; `present` counts those who came themselves. Who sent somebody counts apart.
    `version` grows with each correction; what it said before stays in the events.
    """

    held_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    chaired_by = models.CharField(max_length=120, blank=True)
    written_by = models.CharField(max_length=120, blank=True)
    guests = models.PositiveSmallIntegerField(default=0)
    guest_names = models.CharField(max_length=300, blank=True)
    contents = models.PositiveSmallIntegerField(default=0)
    themes = models.PositiveSmallIntegerField(default=0)
    own_themes = models.PositiveSmallIntegerField(default=0)
    decisions = models.TextField(blank=True)
    next_plan = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(default=0)
    expected = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    recorded_by_id = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "held_on"], name="meeting_club_day"),
            models.CheckConstraint(condition=Q(contents__lte=255), name="meeting_contents"),
            models.CheckConstraint(condition=Q(present__lte=F("expected")), name="meeting_present_within"),
        ]

    @classmethod
    def recorded_rows(cls, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Meetings as their events remember them: the row, the roll-call, and what was done under each content."""
        rows = {row.pk: plain(row) | {"marks": [], "lines": []} for row in cls.objects.filter(pk__in=list(ids))}
        marks = Attendance.objects.filter(meeting__in=rows).order_by("membership_id")
        for meeting, membership, status in marks.values_list("meeting_id", "membership_id", "status"):
            rows[meeting]["marks"].append([membership, status])
        for line in ContentLine.objects.filter(meeting__in=rows).order_by("area"):
            rows[line.meeting_id]["lines"].append([line.area, line.note, line.counts])
        return rows


class Status(models.IntegerChoices):
    """How a member stands in the roll-call. Everyone is present unless marked."""

    PRESENT = 1, _("có mặt")
    REPRESENTED = 2, _("cử người đi thay")
    EXCUSED = 3, _("vắng có phép")
    ABSENT = 4, _("vắng")


class Attendance(models.Model):
    """One mark of a roll-call, stored for everyone on the roll: those present have their row too.

    The roll is everybody alive whose membership ran on the day and was not paused. So a roll-call says for ever who
    was expected, whatever the register learns later. The key begins with the meeting: marks are read, written and
    undone by meeting.
    """

    pk = models.CompositePrimaryKey("meeting_id", "membership_id", "club_id")
    club = models.ForeignKey(Club, models.PROTECT, db_index=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="marks", db_index=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="marks", db_index=False)
    status = models.PositiveSmallIntegerField(choices=Status)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(status__gte=1, status__lte=4), name="attendance_status")]


class ContentLine(Owned):
    """What was done under one of the 8 contents at a meeting: one line and the counts that the handbook names."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="lines")
    area = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "meeting", "area"], name="content_line_once"),
            models.CheckConstraint(condition=Q(area__gte=1, area__lte=8), name="content_line_area"),
        ]


class Photo(Owned):
    """A photo of a meeting, re-encoded without location data; the file lies under MEDIA_ROOT."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="photos")
    file = models.CharField(max_length=120)
    caption = models.CharField(max_length=160, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "meeting", "sha256"], name="photo_once")]
