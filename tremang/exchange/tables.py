"""What `tremang export` writes: one function per file, its header and its rows in a fixed order.

The first columns of each header are fixed, others measure by them; what follows may grow. Merged cards of persons
lead to the kept one; memberships entered by mistake are left out with their marks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Max, Min, Q, QuerySet
from django.db.models.expressions import RawSQL

from tremang.areas.common.books import File, books
from tremang.areas.common.models import Activity, Participant
from tremang.areas.common.queries import COUNTS, counting
from tremang.clubs.models import Club, ServedHamlet, State, StateRow
from tremang.funds.models import CashCount, Loan, Transfer
from tremang.meetings.areas import Area, areas_of, themes_of
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.members.models import BoardMember, LeaveReason, Membership, Need, Person, PersonMerger, Support
from tremang.places.models import HamletCount, Kind, Place, Population, Span
from tremang.places.queries import main_heirs
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.standard.models import Assessment
from tremang.programme.training.models import CourseRecord, Official

Row = Iterable[Any]
CHUNK = 10_000
NUMBER = ("commune__code", "year")
STATUS_WORDS = {status.value: status.name.lower() for status in Status}
AREA_WORDS = [" ".join(str(area.value) for area in areas_of(bits)) for bits in range(256)]
THEME_WORDS = [" ".join(themes_of(bits)) for bits in range(16)]
# Whether an activity was done at the meeting of its day and that meeting names its content.
_TOLD = """areas_activity.at_meeting AND EXISTS (
    SELECT 1 FROM meetings_meeting m WHERE m.club_id = areas_activity.club_id AND m.held_on = areas_activity.day
    AND ((m.contents >> (areas_activity.area - 1)) & 1) = 1)
"""
# By name only where nothing sensitive can be read off it: not who was measured, cared for, helped, visited or spoken for.
OPENLY = Q(activity__area=Area.LIVELIHOOD) | Q(
    activity__area__in=[Area.LEARNING, Area.CULTURE, Area.RESOURCES], activity__kind=""
)


@dataclass
class Tables:
    """The files by name; sensitive ones of the books only where asked for.

    Held in memory: codes of places and merged cards, nothing that grows with the meetings.
    """

    sensitive: bool = False

    @cached_property
    def codes(self) -> dict[int, str]:
        """Place → its code."""
        return dict(Place.objects.exclude(kind=Kind.CLUB).values_list("pk", "code"))

    @cached_property
    def kept(self) -> dict[int, int]:
        """Card that was merged away → the card that was kept in the end."""
        kept = dict(PersonMerger.objects.values_list("gone_id", "kept"))
        for gone in kept:
            while kept[gone] in kept:
                kept[gone] = kept[kept[gone]]
        return kept

    def files(self) -> dict[str, tuple[str, Callable[[], Iterator[Row]]]]:
        """Name of the file → its header and what gives its rows."""
        return {
            "communes": ("code,name,counted_on,valid_from,valid_to", self.communes),
            "hamlets": ("code,commune_code,name,valid_from,valid_to", self.hamlets),
            "spans": ("kind,code,name,commune_code,from,to", self.spans),
            "population": ("commune_code,year,people,older", self.population),
            "reach": ("commune_code,year,reached,method", self.reach),
            "statements": ("kind,commune_code,year,number,counted_on,holds_from,holds_to", self.statements),
            "officials": ("id,commune_code,from,to,listed_by", self.officials),
            "clubs": (
                "id,name,commune_code,hamlet_code,status,founded_on,launched_on,dissolved_on,refounding",
                self.clubs,
            ),
            "club_hamlets": ("club_id,hamlet_code,from,to", self.club_hamlets),
            "club_states": ("club_id,state,from,to", self.club_states),
            "persons": ("id,sex,born", self.persons),
            "memberships": ("id,club_id,person_id,joined_on,left_on,leave_reason", self.memberships),
            "board_members": ("club_id,person_id,post,from,to", self.board_members),
            "courses": ("person_id,official_id,kind,completed_on", self.courses),
            "assessments": ("club_id,assessed_on,result", self.assessments),
            "transfers": (
                "id,club_id,fund,day,debit,credit,amount,kind,voucher_id,sequence,person_id,loan_id,reverses_id",
                self.transfers,
            ),
            "loans": (
                "id,club_id,person_id,principal,paid_out_on,months,rate_month,method,status,debtor_person_id",
                self.loans,
            ),
            "cash_counts": ("club_id,meeting_id,fund,counted,book", self.cash_counts),
            "needs": ("club_id,person_id,kind,declared_on,withdrawn_on", self.needs),
            "supports": ("club_id,person_id,kind,on", self.supports),
            "meetings": ("id,club_id,held_on,contents,themes,own_themes,present,expected", self.meetings),
            "attendance": ("meeting_id,membership_id,status", self.attendance),
            "activities": ("id,club_id,day,area,themes,own_themes,people,outsiders,apart", self.activities),
            "participants": ("activity_id,person_id", self.participants),
        } | self.of_books()

    def of_books(self) -> dict[str, tuple[str, Callable[[], Iterator[Row]]]]:
        """The files that the eight books give themselves, each under the name of its book."""
        found = {
            name: (file.header, lambda file=file: self._given(file))
            for name, file in self._files()
            if self.sensitive or not file.is_sensitive
        }
        return found | ({"left_out": ("file,rows", self.left_out)} if self.sensitive else {})

    def _files(self) -> Iterator[tuple[str, File]]:
        """Name and description of the books' files."""
        for book in books().values():
            for name, file in book.files.items():
                yield name if name.startswith(f"{book.code}_") else f"{book.code}_{name}", file

    def left_out(self) -> Iterator[Row]:
        """How many rows of each sensitive file are not told, as somebody did not agree to be shown onward."""
        for name, file in self._files():
            if file.is_sensitive:
                yield name, file.left_out()

    def _given(self, file: File) -> Iterator[Row]:
        """The rows of a book's file, merged cards leading to the kept one, flags as numbers."""
        persons = [place for place, name in enumerate(file.header.split(",")) if name.endswith("person_id")]
        rows = file.rows()
        for given in rows.iterator(CHUNK) if isinstance(rows, QuerySet) else rows:
            row = [int(value) if isinstance(value, bool) else value for value in given]
            for place in persons:
                row[place] = self.kept.get(row[place], row[place])
            yield row

    def communes(self) -> Iterator[Row]:
        """The City's communes and wards, closed ones too, with the newest counting date of their hamlets."""
        counted = dict(HamletCount.objects.filter(HamletCount.by()).values_list("commune").annotate(Max("counted_on")))
        rows = Place.objects.filter(kind=Kind.COMMUNE).order_by("code")
        for pk, code, name, since, until in rows.values_list("pk", "code", "name", "valid_from", "valid_to"):
            yield code, name, counted.get(pk), since, until

    def hamlets(self) -> Iterator[Row]:
        """Hamlets with their commune of now."""
        rows = Place.objects.filter(kind=Kind.HAMLET).order_by("code")
        for code, path, name, since, until in rows.values_list("code", "path", "name", "valid_from", "valid_to"):
            yield code, _commune(path), name, since, until

    def spans(self) -> Iterator[Row]:
        """Where communes, hamlets and clubs stood on any day, and what they were called."""
        kinds = [Kind.COMMUNE, Kind.HAMLET, Kind.CLUB]
        rows = Span.objects.filter(place__kind__in=kinds).order_by("place__kind", "place_id", "from_on")
        columns = ("place__kind", "place_id", "place__code", "name", "path", "from_on", "to_on")
        for kind, pk, code, name, path, since, until in rows.values_list(*columns).iterator(CHUNK):
            yield kind, pk if kind == Kind.CLUB else code, name, _commune(path), since, until

    def population(self) -> Iterator[Row]:
        """Declared people per commune and year."""
        rows = Population.objects.filter(Population.by()).order_by("commune__code", "year")
        yield from rows.values_list("commune__code", "year", "people", "older")

    def reach(self) -> Iterator[Row]:
        """Declared reach per commune and year."""
        rows = ReachDeclaration.objects.filter(ReachDeclaration.by()).order_by("commune__code", "year")
        yield from rows.values_list("commune__code", "year", "reached", "method")

    def statements(self) -> Iterator[Row]:
        """Everything communes declared, with the days for which it speaks of their land: for the boundaries of then."""
        held = ("holds_from", "holds_to")
        for row in _stream(Population.objects.order_by("commune__code", "year", "pk"), *NUMBER, "people", *held):
            yield "population", *row[:3], None, *row[3:]
        for row in _stream(ReachDeclaration.objects.order_by("commune__code", "year", "pk"), *NUMBER, "reached", *held):
            yield "reach", *row[:3], None, *row[3:]
        counts = HamletCount.objects.order_by("commune__code", "counted_on", "pk")
        for code, *row in _stream(counts, "commune__code", "counted_on", *held):
            yield "hamlets", code, None, None, *row

    def officials(self) -> Iterator[Row]:
        """The officials of the plan, no names: the commune of now, and the unit on whose list they stand."""
        heirs = main_heirs()
        rows = Official.objects.order_by("pk").values_list("pk", "place", "from_on", "to_on")
        for pk, place, since, until in rows:
            yield pk, self.codes[heirs.get(place, place)], since, until, self.codes[place]

    def clubs(self) -> Iterator[Row]:
        """Clubs as they stand now."""
        closing = StateRow.objects.filter(state__in=[State.DISSOLVED, State.MERGED])
        closed = dict(closing.values_list("club").annotate(Min("from_on")))
        columns = (
            "pk", "name", "place__path", "seat_hamlet", "state", "founded_on", "launched_on", "is_refounding",
        )  # fmt: skip
        for pk, name, path, seat, state, founded, launched, again in Club.objects.order_by("pk").values_list(*columns):
            yield (
                pk, name, _commune(path), self.codes.get(seat), state, founded, launched, closed.get(pk), int(again),
            )  # fmt: skip

    def club_hamlets(self) -> Iterator[Row]:
        """Hamlets named in the clubs' decisions."""
        rows = ServedHamlet.objects.order_by("club", "hamlet__code", "from_on")
        yield from rows.values_list("club", "hamlet__code", "from_on", "to_on")

    def club_states(self) -> Iterator[Row]:
        """The stages of each club's life."""
        yield from StateRow.objects.order_by("club", "from_on").values_list("club", "state", "from_on", "to_on")

    def persons(self) -> Iterator[Row]:
        """Sex and birth, nothing by which a person is known."""
        rows = Person.objects.order_by("pk").values_list("pk", "sex", "born_year", "born_on")
        for pk, sex, year, born_on in rows.iterator(CHUNK):
            if pk not in self.kept:
                yield pk, sex, born_on or year

    def memberships(self) -> Iterator[Row]:
        """Memberships but those entered by mistake."""
        rows = Membership.objects.exclude(leave_reason=LeaveReason.MISTAKE).order_by("pk")
        columns = ("pk", "club", "person", "joined_on", "left_on", "leave_reason")
        for pk, club, person, joined_on, left_on, reason in rows.values_list(*columns).iterator(CHUNK):
            yield pk, club, self.kept.get(person, person), joined_on, left_on, reason

    def board_members(self) -> Iterator[Row]:
        """Who serves or served on a club's board."""
        rows = BoardMember.objects.order_by("club", "from_on", "pk")
        for club, person, *rest in _stream(rows, "club", "person", "post", "from_on", "to_on"):
            yield club, self.kept.get(person, person), *rest

    def courses(self) -> Iterator[Row]:
        """Completed courses, of a person of a board or of an official."""
        rows = CourseRecord.objects.order_by("completed_on", "pk")
        for person, *rest in _stream(rows, "person", "official", "kind", "completed_on"):
            yield self.kept.get(person, person), *rest

    def assessments(self) -> Iterator[Row]:
        """Assessments against the standard."""
        rows = Assessment.objects.order_by("club", "assessed_on")
        yield from _stream(rows, "club", "assessed_on", "result")

    def transfers(self) -> Iterator[Row]:
        """Every transfer of both funds, in the order of each club's books."""
        columns = (
            "pk", "club_id", "fund", "day", "debit", "credit", "amount", "kind", "voucher_id", "sequence",
            "membership__person_id", "loan_id", "reverses_id",
        )  # fmt: skip
        for row in _stream(Transfer.objects.order_by("club_id", "sequence"), *columns):
            person = row[10]
            yield *row[:10], self.kept.get(person, person), *row[11:]

    def loans(self) -> Iterator[Row]:
        """Loans with the terms agreed and who took each over; the months of an extension are added."""
        columns = (
            "pk", "club_id", "membership__person_id", "principal", "paid_out_on", "months", "rate_month", "method", "state",
            "extensions", "debtor__person_id", "heir_id",
        )  # fmt: skip
        for pk, club, person, principal, paid_out_on, months, rate, method, state, longer, debtor, heir in _stream(
            Loan.objects.order_by("club_id", "pk"), *columns
        ):
            months += sum(added for _on, added, _left in longer)
            percent = format(rate.normalize(), "f")
            person, payer = (self.kept.get(one, one) for one in (person, heir or debtor))
            yield pk, club, person, principal, paid_out_on, months, percent, method, state, payer

    def cash_counts(self) -> Iterator[Row]:
        """What was counted in each box beside what the book said."""
        rows = CashCount.objects.order_by("club_id", "on", "fund", "pk")
        yield from _stream(rows, "club_id", "meeting_id", "fund", "counted", "book")

    def needs(self) -> Iterator[Row]:
        """Declared needs."""
        rows = Need.objects.order_by("club", "declared_on", "pk")
        for club, person, *rest in _stream(rows, "club", "person", "kind", "declared_on", "withdrawn_on"):
            yield club, self.kept.get(person, person), *rest

    def supports(self) -> Iterator[Row]:
        """Support given."""
        rows = Support.objects.order_by("club", "given_on", "pk")
        for club, person, *rest in _stream(rows, "club", "person", "kind", "given_on"):
            yield club, self.kept.get(person, person), *rest

    def meetings(self) -> Iterator[Row]:
        """Meetings with the contents as numbers and the themes as words."""
        rows = Meeting.objects.order_by("pk")
        columns = ("pk", "club", "held_on", "contents", "themes", "own_themes", "present", "expected")
        for pk, club, held_on, contents, themes, own, present, expected in _stream(rows, *columns):
            yield pk, club, held_on, AREA_WORDS[contents], THEME_WORDS[themes], THEME_WORDS[own], present, expected

    def activities(self) -> Iterator[Row]:
        """What the books hold that counts towards the 8 contents, and whether it counts apart from the meeting of its day."""
        columns = ("pk", "club", "day", "area", "themes", "own_themes", "people", "outsiders", "told")
        rows = Activity.objects.filter(COUNTS).annotate(told=RawSQL(_TOLD, [], BooleanField())).order_by("pk")  # noqa: S611
        for pk, club, day, area, themes, own, people, outsiders, told in _stream(rows, *columns):
            yield pk, club, day, area, THEME_WORDS[themes | own], THEME_WORDS[own], people, outsiders, int(not told)

    def participants(self) -> Iterator[Row]:
        """Who took part by name, in contents of which nobody's health, need or complaint can be read off."""
        rows = Participant.objects.filter(counting("activity__"), OPENLY).exclude(
            membership__leave_reason=LeaveReason.MISTAKE
        )
        for activity, person in _stream(
            rows.order_by("activity_id", "membership_id"), "activity_id", "membership__person_id"
        ):
            yield activity, self.kept.get(person, person)

    def attendance(self) -> Iterator[Row]:
        """Every mark of every roll-call."""
        mistakes = set(Membership.objects.filter(leave_reason=LeaveReason.MISTAKE).values_list("pk", flat=True))
        rows = Attendance.objects.order_by("meeting_id", "membership_id")
        for meeting, membership, status in _stream(rows, "meeting_id", "membership_id", "status"):
            if membership not in mistakes:
                yield meeting, membership, STATUS_WORDS[status]


def _stream(rows: QuerySet, *columns: str) -> Iterator[tuple]:
    return rows.values_list(*columns).iterator(CHUNK)


def _commune(path: str) -> str:
    parts = path.split(".")
    return parts[2] if len(parts) > 2 else ""
