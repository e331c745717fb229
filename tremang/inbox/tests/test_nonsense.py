"""Nonsense in any part of any kind is answered by name with a sentence, and leaves nothing in the books."""

import json
import random

import pytest
from django.db import transaction

from tests.nonsense import STRANGE
from tremang.funds.tests.acting import rows_of
from tremang.inbox.models import State
from tremang.inbox.tests.test_kinds import OLD, Ground, sender
from tremang.kernel.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ODD = [
    *STRANGE,
    None,
    True,
    0,
    -1,
    10**20,
    2**63,
    1.5,
    [],
    {},
    [[]],
    {"": ""},
    {"1": None},
    [None] * 3,
    {"7": {"7": 7}},
    "new:x",
]
TURNS = 25  # of each kind


def spoilt(told, chooser):
    """The same with one part, however deep, changed for something odd."""
    told = json.loads(json.dumps(told))
    place, key = told["body"], chooser.choice(list(told["body"]))
    while isinstance(place[key], dict | list) and place[key] and chooser.random() < 0.7:
        place = place[key]
        key = chooser.choice(list(place) if isinstance(place, dict) else range(len(place)))
    if isinstance(place, dict) and chooser.random() < 0.3:
        place[str(chooser.choice(ODD))] = place.pop(key)
    else:
        place[key] = chooser.choice(ODD)
    return told


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_nonsense_is_refused_with_a_sentence_and_leaves_nothing(till, phones, path):
    told = json.loads(Ground(till, phones).filled(path.read_text(encoding="utf-8")))
    chooser, phone = random.Random(path.stem), phones(sender(path.stem))
    before, events = rows_of(till.club.pk), Event.objects.count()
    for _turn in range(TURNS):
        text = json.dumps(spoilt(told, chooser))
        with transaction.atomic():
            outcome = phone.send(text)[0]
            if outcome.state in (State.REFUSED, State.WAITING, State.HELD):
                assert outcome.sentence and outcome.code, text
                assert (rows_of(till.club.pk), Event.objects.count()) == (before, events), text
            transaction.set_rollback(True)
