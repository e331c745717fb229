"""An act that is worked out ahead of the lock writes what it writes under it, and refuses what it refuses there."""

from threading import Thread

import pytest
from django.db import connection, transaction

from tests.cast import TODAY
from tremang.kernel import lock
from tremang.kernel.aside import aside
from tremang.kernel.events import link, mark_stale, record
from tremang.kernel.lock import reading, worked_out_ahead, writing
from tremang.kernel.models import Event, Look, Stale
from tremang.kernel.problems import Problem
from tremang.kernel.rows import delete, insert, read, update

pytestmark = pytest.mark.django_db


class Acts:
    """Does things to the chain of a club, and counts how often and where it was asked to."""

    def __init__(self, club_id):
        self.club_id, self.ahead = club_id, []

    def run(self, act=lambda: None):
        def counted():
            self.ahead.append(aside() is not None)
            self.tell("first")
            found = act()
            self.tell("second")
            mark_stale([self.club_id], TODAY)
            return found

        return worked_out_ahead(self.club_id, counted)

    def tell(self, verb):
        return record(self.club_id, verb, "clubs.club:1", by_id=0, body={"said": verb})

    @property
    def chain(self):
        return list(Event.objects.filter(chain_id=self.club_id).order_by("sequence"))

    @property
    def marks(self):
        return Stale.objects.filter(node_id=self.club_id).count()


@pytest.fixture
def acts(world):
    found = Acts(world.trai_giua.pk)
    Stale.objects.all().delete()
    with writing(found.club_id):
        found.tell("before")
    return found


def look():
    row = Look(at="2026-09-01T00:00:00Z", actor_id=1, subject="x:1", what="health", duty="")
    insert([row])
    return row


def test_what_was_laid_aside_goes_in_as_one_chain(acts):
    number = len(acts.chain)
    assert acts.run(lambda: 7) == 7
    assert acts.ahead == [True]
    *_earlier, before, first, second = acts.chain
    assert (before.verb, first.verb, second.verb, len(acts.chain)) == ("before", "first", "second", number + 2)
    assert [second.previous_hash, first.previous_hash] == [first.hash, before.hash]
    assert all(event.hash == link(event) for event in (first, second))
    assert (second.content.body, acts.marks) == ({"said": "second"}, 1)
    assert aside() is None


def test_where_the_club_moved_meanwhile_it_runs_again_under_the_lock(acts, monkeypatch):
    monkeypatch.setattr(lock, "newest", lambda chain_id: (99, "another act was quicker"))
    acts.run(look)
    assert acts.ahead == [True, False]
    assert ([event.verb for event in acts.chain[-3:]], acts.marks) == (["before", "first", "second"], 1)
    assert Look.objects.count() == 1


def test_where_another_club_wrote_the_same_of_a_person_meanwhile_it_runs_again_and_sees_it(acts, monkeypatch):
    row = look()

    def once():
        if not Look.objects.filter(subject="x:2").exists():
            insert([Look(pk=row.pk + 1, at="2026-09-01T00:00:00Z", actor_id=1, subject="x:2", what="health", duty="")])

    def meanwhile(chain_id, newest=lock.newest):
        Look.objects.get_or_create(
            pk=row.pk + 1,
            defaults={"at": "2026-09-01T00:00:00Z", "actor_id": 2, "subject": "x:2", "what": "health", "duty": ""},
        )
        return newest(chain_id)

    monkeypatch.setattr(lock, "newest", meanwhile)
    acts.run(once)
    assert acts.ahead == [True, False]
    assert ([event.verb for event in acts.chain[-3:]], acts.marks) == (["before", "first", "second"], 1)
    assert Look.objects.get(subject="x:2").actor_id == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda: Look.objects.create(at="2026-09-01T00:00:00Z", actor_id=1, subject="x:1", what="health", duty=""),
        lambda: look() and read(Look, "actor_id = 1", []),
        lambda: Event.objects.filter(verb="first").get(),
    ],
    ids=["written by other means", "read what it just wrote", "read its own event"],
)
def test_what_cannot_be_laid_aside_runs_under_the_lock_alone(acts, act):
    assert acts.run(act)
    assert acts.ahead == [True, False]
    assert ([event.verb for event in acts.chain[-3:]], acts.marks) == (["before", "first", "second"], 1)


def test_another_club_than_its_own_is_reached_under_the_lock(acts, world):
    def act():
        with writing(world.dong_vang.pk):
            return record(world.dong_vang.pk, "elsewhere", "clubs.club:2", by_id=0)

    assert acts.run(act).chain_id == world.dong_vang.pk
    assert acts.ahead == [True, False]
    assert Event.objects.filter(verb="elsewhere").count() == 1


def test_a_refusal_leaves_nothing_and_is_told_under_the_lock(acts):
    before = acts.chain

    def refuse():
        raise Problem("no", "Không được.")

    with pytest.raises(Problem):
        acts.run(refuse)
    assert (acts.ahead, acts.chain, acts.marks, aside()) == ([True, False], before, 0, None)


def test_a_part_that_failed_leaves_nothing_of_its_own(acts):
    def act():
        try:
            with writing(acts.club_id):
                acts.tell("failed")
                raise Problem("no", "Không được.")
        except Problem:
            return

    acts.run(act)
    assert acts.ahead == [True]
    assert [event.verb for event in acts.chain[-3:]] == ["before", "first", "second"]


def test_rows_are_changed_and_removed_in_the_order_in_which_they_were_told(acts):
    kept, gone = look(), look()

    def act():
        kept.what = "care"
        update(kept, ["what"])
        delete(gone)

    acts.run(act)
    assert acts.ahead == [True]
    assert [(row.pk, row.what) for row in Look.objects.all()] == [(kept.pk, "care")]


def test_within_a_larger_act_it_runs_as_that_does(acts):
    with writing(acts.club_id):
        acts.run()
    assert acts.ahead == [False]
    assert worked_out_ahead(acts.club_id, acts.run) is None
    assert acts.ahead == [False, True]
    assert [event.verb for event in acts.chain[-4:]] == ["first", "second"] * 2


def test_what_found_nothing_to_write_asks_for_no_lock(acts, monkeypatch):
    asked, real = [], lock.writing
    monkeypatch.setattr(lock, "writing", lambda *club: asked.append(club) or real(*club))
    assert worked_out_ahead(acts.club_id, lambda: Stale.objects.count()) == 0
    assert asked == []

    def moved():
        if aside() is not None:  # somebody writes while it is looked ahead
            monkeypatch.setattr(lock, "newest", lambda chain: (99, "another"))
        return "looked"

    assert worked_out_ahead(acts.club_id, moved) == "looked"
    assert asked == [(acts.club_id,)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL it is a setting of the transaction")
@pytest.mark.django_db(transaction=True)
def test_what_is_derived_does_not_wait_for_the_disk_and_acts_do(world):
    def waits() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA synchronous").fetchone()[0]

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    with writing(world.dong_vang.pk, derived=True):
        assert waits() == 1  # NORMAL
        with writing(world.dong_vang.pk):  # joins the outer one
            assert waits() == 1
    assert waits() == 2
    with pytest.raises(ZeroDivisionError), writing(world.dong_vang.pk, derived=True):
        raise ZeroDivisionError
    with writing(world.dong_vang.pk):
        assert waits() == 2
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # as tests run


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked statement by statement")
@pytest.mark.django_db(transaction=True)
def test_what_is_read_in_a_row_is_read_of_one_state_of_the_database(world):
    club, engine = world.dong_vang.pk, connection.connection

    def happens():
        mark_stale([club], TODAY)
        connection.close()

    Stale.objects.all().delete()
    with pytest.raises(ZeroDivisionError), reading():
        assert not Stale.objects.exists()
        other = Thread(target=happens)
        other.start()
        other.join()
        with reading():  # joins the outer one
            assert not Stale.objects.exists()
        raise ZeroDivisionError
    assert Stale.objects.count() == 1 and not engine.in_transaction
    with writing(club), reading():  # sees what it wrote itself
        mark_stale([club], TODAY)
        assert Stale.objects.count() == 2
    assert Stale.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has a setting of the connection")
@pytest.mark.django_db(transaction=True)
def test_what_is_derived_does_not_wait_for_the_disk_on_postgresql(world):
    def waits() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return cursor.fetchone()[0]

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")
    with writing(world.dong_vang.pk):
        assert waits() == "on"
    with writing(world.dong_vang.pk, derived=True):
        assert waits() == "off"
    with transaction.atomic():  # what else is written in it is waited for
        with writing(world.dong_vang.pk, derived=True):
            assert waits() == "on"
        assert waits() == "on"
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")  # as tests run
