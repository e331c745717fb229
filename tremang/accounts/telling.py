"""The log told to a reader: who may read that something happened but not to whom gets the sentence without the names."""

from tremang.accounts.powers import Verb
from tremang.kernel.models import Event
from tremang.kernel.sentences import told, withheld

# Rooms whose acts speak of clubs and places, not of persons.
OF_PLACES = ("clubs.", "places.", "standard.", "communication.", "targets.", "reports.")
SENSITIVE = {"members.vulnerability", "members.need", "members.support"}


def words_of(event: Event, sees: set[Verb]) -> str:
    """The sentence of an event for somebody who holds the powers `sees` at its place."""
    labels = {key.partition(":")[0] for key in (event.subject, *event.digests)}
    body = event.content.body
    open_rooms = (*OF_PLACES, "accounts.") if Verb.KEEP_USERS in sees else OF_PLACES
    persons = not all(label.startswith(open_rooms) for label in labels)
    if (persons and Verb.SEE_PERSONS not in sees) or (labels & SENSITIVE and Verb.SEE_SENSITIVE not in sees):
        body = withheld(body)
    return told(event.verb, body)
