"""One box for persons, clubs, places and former units: any order of words, no tone marks needed.

Persons are searched only among the members of clubs that the user may see persons of. For a duty in a commune the range
over the tree of places bounds the work whatever the size of the register; for a wider one an index of names does.
Places and clubs are some thousands of rows; former units some hundreds.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext as _

from tremang.accounts import powers
from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.clubs.models import Club
from tremang.kernel.text import clean, fold
from tremang.members.models import LeaveReason, Membership, Person
from tremang.places.models import FormerUnit, Kind, Place, Span
from tremang.places.naming import split_name
from tremang.places.queries import heirs_of
from tremang.ui.links import address

MOST = 20  # of each sort on a page
LONGEST = 80
# Words that stand before nearly every name of a unit; alone they find nothing worth showing.
UNIT_WORDS = {
    "xa",
    "phuong",
    "thon",
    "to",
    "dan",
    "pho",
    "khu",
    "cu",
    "clb",
    "cau",
    "lac",
    "bo",
}
TITLES = {"ong", "ba", "anh", "chi"}  # before a person's name; in a place's they are the name: Ba Vì, Ba Đình


Standing = dict[int, list[Place]]


@dataclass(frozen=True)
class Hit:
    """One line of the answer: where it leads, its name, and what tells it apart."""

    url: str
    name: str
    beside: str


@dataclass(frozen=True)
class Group:
    """The hits of one sort; `more` says that there are more than shown."""

    title: str
    hits: list[Hit]
    more: bool


def words_of(query: str, *, of_person: bool = False) -> list[str]:
    """The words to look for, folded; common words of units drop out when others remain, and a title before a person."""
    words = fold(clean(query)[:LONGEST]).split()
    if of_person and len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    words = list(dict.fromkeys(words))
    words = [word for word in words if word not in UNIT_WORDS] or words
    return sorted(words, key=len, reverse=True)  # the longest is the rarest: most rows fail at the first test


def every_word(words: list[str], field: str) -> Q:
    """The condition that each word begins some word of the folded `field`."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})
    return condition


def closest_first(words: list[str], field: str) -> Case:
    """For ordering: names whose last word is among `words` and that hold all of them whole, such that hold them whole, others."""
    whole, ends = Q(), Q()
    for word in words:
        last = Q(**{field: word}) | Q(**{f"{field}__endswith": f" {word}"})
        whole &= last | Q(**{f"{field}__startswith": f"{word} "}) | Q(**{f"{field}__contains": f" {word} "})
        ends |= last
    return Case(When(whole & ends, then=0), When(whole, then=1), default=2)


def search(query: str, user: User, day: date) -> list[Group]:
    """What the box finds for `user` on `day`; groups without hits are left out."""
    words = words_of(query)
    if not words:
        return []
    found = _group(_("Xã, phường, thôn, tổ dân phố"), places(words))
    groups = [
        _group(_("Thành viên"), persons(words_of(query, of_person=True), user, day)),
        _group(_("Câu lạc bộ"), clubs(words, user, day)),
    ]
    groups.insert(0 if found.hits and _is_the_commune(found.hits[0], words) else len(groups), found)
    renamed, units = former_names(words), former_units(words)
    now = standing([*(row.place for row in renamed), *(row.successor for row in units)])
    groups.append(_group(_("Đã đổi tên"), of_names(renamed, now)))
    groups.append(_group(_("Tên cũ trước 01/7/2025"), of_units(units, now)))
    return [group for group in groups if group.hits]


def _is_the_commune(hit: Hit, words: list[str]) -> bool:
    """Whether a place is a commune of just this name: then it stands before the clubs of all that sounds like it."""
    return not hit.beside and set(fold(split_name(hit.name)[1]).split()) == set(words)


def _group(title: str, hits: list[Hit]) -> Group:
    return Group(title, hits[:MOST], len(hits) > MOST)


def persons(words: list[str], user: User, day: date) -> list[Hit]:
    """Members within the user's reach, the closest names first, then by given name; one line per person and club."""
    if not powers.holds_any(user, Verb.SEE_PERSONS, day):
        return []
    within = Membership.objects.filter(powers.reach(user, Verb.SEE_PERSONS, day, "club__place__path")).exclude(
        leave_reason=LeaveReason.MISTAKE
    )
    if powers.reaches_above_communes(user, Verb.SEE_PERSONS, day):
        # The names of a whole city, read in the order in which they are shown, until the page is full.
        here = Person.objects.filter(every_word(words, "name_fold"), Exists(within.filter(person=OuterRef("pk"))))
        within = within.filter(person__in=list(here.order_by("sort_key").values_list("pk", flat=True)[: MOST + 1]))
    else:
        within = within.filter(every_word(words, "person__name_fold"))
    found = within.order_by(closest_first(words, "person__name_fold"), "person__sort_key", "-joined_on").values_list(
        "person_id", "person__full_name", "person__born_year", "club__name", "left_on"
    )[: MOST * 2 + 1]
    hits: dict[int, Hit] = {}
    for pk, name, born, club, left_on in found:
        gone = _(", đã ra") if left_on is not None and left_on < day else ""
        if pk in hits:
            beside = f"{hits[pk].beside}; {club}{gone}"
        else:
            beside = _("sinh năm %(year)s, %(club)s") % {"year": born, "club": club} + gone
        hits[pk] = Hit(address("members:person", pk), name, beside)
    return list(hits.values())


def clubs(words: list[str], user: User, day: date) -> list[Hit]:
    """Clubs whose name, or the name of whose commune, holds every word."""
    codes = Place.objects.filter(every_word(words, "name_fold"), kind=Kind.COMMUNE).values_list("path", flat=True)[
        :MOST
    ]
    condition = every_word(words, "place__name_fold")
    for path in codes:
        condition |= Q(place__path__gte=path + ".", place__path__lt=path + "/")
    found = Club.objects.filter(powers.reach(user, Verb.SEE_FIGURES, day, "place__path")).filter(condition)
    rows = found.order_by("place__sort").values_list("pk", "name", "place__path", "state")[: MOST + 1]
    rows = list(rows)
    names = dict(
        Place.objects.filter(code__in={path.split(".")[2] for _pk, _name, path, _state in rows}).values_list(
            "code", "name"
        )
    )
    labels = dict(Club._meta.get_field("state").flatchoices)
    return [
        Hit(address("web:club", pk), name, f"{names.get(path.split('.')[2], '')}, {str(labels[state]).lower()}")
        for pk, name, path, state in rows
    ]


def places(words: list[str]) -> list[Hit]:
    """The closest names first, of those the units that still stand, communes before hamlets, which lead to their commune.

    A code finds its unit.
    """
    kinds = [Kind.COMMUNE, Kind.HAMLET]
    found = Place.objects.filter(every_word(words, "name_fold") | Q(code=words[0]), kind__in=kinds)
    is_closed = Case(When(valid_to__isnull=False, then=1), default=0)
    order = (closest_first(words, "name_fold"), is_closed, "kind", "sort")
    rows = list(found.order_by(*order).values_list("kind", "code", "name", "path", "valid_to")[: MOST + 1])
    names = dict(
        Place.objects.filter(code__in={path.split(".")[2] for *_row, path, _to in rows}).values_list("code", "name")
    )
    hits = []
    for kind, code, name, path, valid_to in rows:
        commune = path.split(".")[2]
        beside = "" if kind == Kind.COMMUNE else names.get(commune, "")
        if valid_to is not None:
            beside = ", ".join(filter(None, [beside, _("nay không còn")]))
        hits.append(Hit(address("web:commune", code if kind == Kind.COMMUNE else commune), name, beside))
    return hits


def former_names(words: list[str]) -> list[Span]:
    """Communes and hamlets, by a name that they bore before."""
    spans = Span.objects.filter(place__kind__in=[Kind.COMMUNE, Kind.HAMLET], to_on__isnull=False)
    spans = spans.exclude(name=F("place__name")).select_related("place")
    # A span has no folded name to ask for; those that differ from the name of now are few.
    rows = [row for row in spans.order_by("place__kind", "place__sort") if _holds_every(words, fold(row.name))]
    return list({(row.name, row.place_id): row for row in rows}.values())[: MOST + 1]


def former_units(words: list[str]) -> list[FormerUnit]:
    """Units of before 1/7/2025 with the unit that took each over; one row per successor where it was split."""
    found = FormerUnit.objects.filter(every_word(words, "name_fold")).select_related("successor")
    return list(found.order_by("name_fold", "code", "pk"))


def _holds_every(words: list[str], folded: str) -> bool:
    """As `every_word`, for a name at hand."""
    return all(folded.startswith(word) or f" {word}" in folded for word in words)


def standing(units: list[Place]) -> Standing:
    """Unit → those that stand there now; itself where it stands, and where it was closed without an heir."""
    closed = [unit for unit in units if unit.valid_to is not None]
    later = heirs_of(closed) if closed else {}
    return {unit.pk: later.get(unit.pk) or [unit] for unit in units}


def of_names(rows: list[Span], now: Standing) -> list[Hit]:
    """Former names with what stands there now, which they lead to; a hamlet's lead to its commune."""
    lines = [(row.name, unit) for row in rows for unit in now[row.place_id]]
    codes = {unit.commune_code for _name, unit in lines if unit.kind == Kind.HAMLET}
    communes = dict(Place.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    hits = []
    for name, unit in lines:
        beside = _("tên cũ, nay là %(unit)s") % {"unit": unit.name}
        if unit.kind == Kind.HAMLET:
            beside = f"{beside}, {communes.get(unit.commune_code, '')}"
        if unit.valid_to is not None:
            beside = f"{beside}, {_('nay không còn')}"
        hits.append(Hit(address("web:commune", unit.commune_code), name, beside))
    return hits


def of_units(rows: list[FormerUnit], now: Standing) -> list[Hit]:
    """Units of before 1/7/2025 with what stands there now; one line for each of several, for the user to choose."""
    lines: dict[str, dict[int, Place]] = {}
    names = {}
    for row in rows:
        names[row.code] = f"{row.name}, {row.district}"
        lines.setdefault(row.code, {}).update({unit.pk: unit for unit in now[row.successor_id]})
    return [
        Hit(
            address("web:commune", unit.code), names[code],
            (_("một phần nay thuộc %(unit)s") if len(units) > 1 else _("nay thuộc %(unit)s")) % {"unit": unit.name},
        )
        for code, units in lines.items() for unit in units.values()
    ]  # fmt: skip
