"""Events and stale marks: what happened, and which facts must be looked at again. Plain numbers, no club known."""

from django.db import models

from tremang.kernel.ids import new_id


class Event(models.Model):
    """One act: who, what, when, and the hash of the chain's previous one.

    `chain_id` is the place node whose chain this is (a club, or a commune for what a commune does).
    `digests` maps "model:id" to the salted digest of the row as this act left it; an empty text means that the act
    removed the row. The personal content sits apart in `EventContent` and can be destroyed when the law asks.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    chain_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    digests = models.JSONField(default=dict)
    content_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain_id", "sequence"], name="event_chain_sequence")]
        indexes = [models.Index(fields=["subject"], name="event_subject")]


class EventContent(models.Model):
    """The salt and the words of an event. Erased is erased: the row goes, the chain stays whole."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="content")
    salt = models.CharField(max_length=32)
    body = models.JSONField(default=dict)


class Erasure(models.Model):
    """That, when and why the content of an event or the rows of a person were destroyed by law."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    legal_basis = models.CharField(max_length=200)


class Stale(models.Model):
    """The facts of `node_id` from half-month `half` on must be worked out again.

    Only ever inserted; catching up deletes exactly the rows that it had read, so a mark that lands meanwhile stays.
    `touched` names the models whose rows the act touched, between blanks; empty: any may have been. On SQLite the table lies in
    the order of places and has no other index (see migration 0004).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    node_id = models.BigIntegerField(db_index=True)
    half = models.IntegerField()
    touched = models.TextField(default="")


class Look(models.Model):
    """Somebody looked at sensitive data: who, at whom, what, when, and by which duty."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    subject = models.CharField(max_length=60, db_index=True)
    what = models.CharField(max_length=40)
    duty = models.CharField(max_length=120)
