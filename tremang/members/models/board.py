"""Who serves on a club's board."""

from django.db import models

from tremang.clubs.models import BoardPost, BoardRenewal, Owned
from tremang.members.models.person import Person
from tremang.places.models import Dated, period_check


class BoardMember(Owned, Dated):
    """A person's time in a post of the board, from one renewal to the next."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="board_posts")
    post = models.CharField(max_length=10, choices=BoardPost)
    renewal = models.ForeignKey(BoardRenewal, models.PROTECT, null=True, blank=True, related_name="members")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "person", "post", "from_on"], name="board_member_once"),
            period_check("board_member_period"),
        ]
