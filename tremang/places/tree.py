"""What a decree does to the tree, without asking who or why: rename, merge, split, move.

`Place.path` becomes where a node stands now, for all nodes below as well, closed ones included, so that everything
that ever was is found by the boundaries of now. Spans keep where each stood on any day. Nothing below is lost: every
node below a closed unit has a new parent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.problems import Problem
from tremang.places import problems as say
from tremang.places.journal import Journal
from tremang.places.models import Change, Dated, Kind, Place, Span, Succession, UnitType
from tremang.places.naming import keys_of, sound_name
from tremang.places.queries import under

PARENTS = {
    Kind.COMMUNE: (Kind.PROVINCE,),
    Kind.HAMLET: (Kind.COMMUNE,),
    Kind.CLUB: (Kind.HAMLET, Kind.COMMUNE),
}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewUnit:
    """A unit that a decree brings into being."""

    code: str
    name: str
    unit_type: UnitType


Heir = Place | NewUnit


def rename(journal: Journal, place: Place, name: str, unit_type: UnitType, since: date) -> None:
    """Give `place` another name, or another standing (a xã that becomes a phường)."""
    must_stand(place, since)
    name = sound_name(name, unit_type)
    if (name, unit_type) == (place.name, place.unit_type):
        raise Problem("same_name", say.SAME_NAME, field="name")
    must_be_free(place.parent, name, but=place)
    journal.update(place, unit_type=unit_type, **keys_of(name))
    _respan(journal, place, since)


def move(journal: Journal, place: Place, parent: Place, since: date) -> None:
    """Set `place` and all below it under another parent."""
    must_stand(place, since)
    must_stand(parent, since, can_be_new=True)
    if parent.kind not in PARENTS.get(Kind(place.kind), ()):
        raise Problem("bad_parent", say.BAD_PARENT, field="parent", name=place.name, parent=parent.name)
    if place.parent_id == parent.pk:
        raise Problem("same_parent", say.SAME_PARENT, field="parent", name=place.name, parent=parent.name)
    if place.kind != Kind.CLUB:
        must_be_free(parent, place.name, but=place)
    _follow(journal, place, parent, since)


def merge(journal: Journal, change: Change, units: Sequence[Place], into: Heir) -> Place:
    """Close `units` and set everything below them under `into`, which may be new or one that goes on."""
    since = change.effective_on
    closing = [unit for unit in units if unit != into]
    if len({unit.pk for unit in closing}) + isinstance(into, Place) < 2:
        raise Problem("too_few", say.TOO_FEW, field="units")
    kind = closing[0].kind
    for unit in [*closing, *([into] if isinstance(into, Place) else [])]:
        must_stand(unit, since)
        if unit.kind != kind or kind not in (Kind.COMMUNE, Kind.HAMLET):
            raise Problem("other_kind", say.OTHER_KIND, field="units", name=unit.name)
        if unit.parent_id != closing[0].parent_id:
            raise Problem("other_commune", say.OTHER_COMMUNE, field="units", name=unit.name)
    heir = _heir(journal, change, closing[0], into, leaving=closing)
    for unit in closing:
        for child in unit.children.order_by("pk"):
            _follow(journal, child, heir, since)
        _close(journal, change, unit, [heir])
    return heir


def split(
    journal: Journal, change: Change, unit: Place, parts: Sequence[Heir], where: Mapping[int, int]
) -> list[Place]:  # fmt: skip
    """Divide `unit` into `parts`; `where` says for each node directly below into which part (by position) it goes.

    `unit` may itself be one of the parts and then goes on. What is closed already goes to the first part.
    """
    since = change.effective_on
    must_stand(unit, since)
    if len(parts) < 2:
        raise Problem("too_few_parts", say.TOO_FEW_PARTS, field="parts")
    for part in parts:
        if isinstance(part, Place) and part != unit:
            must_stand(part, since)
            if part.kind != unit.kind:
                raise Problem("other_kind", say.OTHER_KIND, field="parts", name=part.name)
            if part.parent_id != unit.parent_id:
                raise Problem("other_commune", say.OTHER_COMMUNE, field="parts", name=part.name)
    _no_part_twice(parts)
    children = list(unit.children.order_by("sort", "pk"))
    missing = [child for child in children if child.pk not in where and child.valid_to is None]
    if missing:
        raise Problem("unassigned", say.UNASSIGNED, field="where", count=len(missing), name=missing[0].name)
    if set(where) - {child.pk for child in children} or not set(where.values()) <= set(range(len(parts))):
        raise Problem("no_such_child", say.NO_SUCH_CHILD, field="where", name=unit.name)
    goes_on = unit in parts
    heirs = [
        part if isinstance(part, Place) else _heir(journal, change, unit, part, leaving=[] if goes_on else [unit])
        for part in parts
    ]
    for child in children:
        heir = heirs[where.get(child.pk, 0)]
        if heir != unit:
            _follow(journal, child, heir, since)
    if goes_on:
        _succeed(journal, change, unit, [heir for heir in heirs if heir != unit])
    else:
        _close(journal, change, unit, heirs)
    return heirs


def must_stand(place: Place, since: date, *, can_be_new: bool = False) -> None:
    """Refuse a unit that is closed, younger than the change, or already changed after it."""
    if place.valid_to is not None:
        raise Problem("closed", say.CLOSED, name=place.name, day=written(place.valid_to + ONE_DAY))
    if place.valid_from > since or (place.valid_from == since and not can_be_new):
        raise Problem("too_soon", say.TOO_SOON, field="effective_on", name=place.name, day=written(place.valid_from))
    later = place.spans.filter(from_on__gt=since).order_by("-from_on").first()
    if later is not None and later.from_on > place.valid_from:
        raise Problem(
            "later_change", say.LATER_CHANGE, field="effective_on", name=place.name, day=written(later.from_on)
        )


def must_have_begun(place: Place, since: date, field: str) -> None:
    """Refuse the day `since` of a form's `field` where `place` was not there yet."""
    if since < place.valid_from:
        raise Problem("before_unit", say.BEFORE_UNIT, field=field, name=place.name, day=written(place.valid_from))


def must_be_free(parent: Place | None, name: str, but: Place | None = None, leaving: Iterable[Place] = ()) -> None:
    """Refuse a name that another open unit under `parent` has."""
    if parent is None:
        return
    others = Place.objects.filter(parent=parent, valid_to__isnull=True, name=name).exclude(kind=Kind.CLUB)
    others = others.exclude(pk__in=[unit.pk for unit in [*leaving, *([but] if but else [])]])
    if others.exists():
        raise Problem("name_taken", say.NAME_TAKEN, field="name", place=parent.name, name=name)


def new_place(
    journal: Journal, kind: Kind, unit: NewUnit, parent: Place, since: date, legal_basis: str = ""
) -> Place:  # fmt: skip
    """A node of the tree from `since` on, with its first span."""
    place = Place(
        id=new_id(), kind=kind, unit_type=unit.unit_type, code=unit.code, parent=parent, valid_from=since,
        legal_basis=legal_basis,
    )  # fmt: skip
    place.rename(unit.name)
    segment = {Kind.HAMLET: f"h{place.pk}", Kind.CLUB: f"c{place.pk}"}.get(kind, unit.code)
    place.path = f"{parent.path}.{segment}"
    journal.create(place)
    journal.create(Span(place=place, name=place.name, unit_type=unit.unit_type, path=place.path, from_on=since))
    return place


def stand_since(journal: Journal, leaf: Place, since: date) -> None:
    """Let a leaf stand from `since` on, before its first span wherever the unit above it stood then.

    Hamlets change communes, so a club that is written down late began in the commune of its day. A commune that was not
    there yet is refused.
    """
    if since >= leaf.valid_from:
        return
    first = leaf.spans.order_by("from_on")[0]
    above, _dot, segment = first.path.rpartition(".")
    unit = Span.objects.filter(Dated.on(first.from_on), path=above).values("place")[:1]
    earlier = Span.objects.filter(place=unit, from_on__lt=first.from_on).exclude(to_on__lt=since)
    for was in earlier.order_by("-from_on"):
        path = f"{was.path}.{segment}"
        begin = max(was.from_on, since)
        if path == first.path:
            journal.update(first, from_on=begin)
        else:
            first = Span(
                place=leaf, name=first.name, unit_type=first.unit_type, path=path, from_on=begin, to_on=was.to_on
            )
            journal.create(first)
    commune = Place.objects.get(kind=Kind.COMMUNE, code=first.path.split(".")[2])
    must_have_begun(commune, since, "on")
    journal.update(first, from_on=since)
    journal.update(leaf, valid_from=since)


def close_node(journal: Journal, place: Place, last: date) -> None:
    """End a node and its running span on `last`."""
    journal.update(place, valid_to=last)
    span = place.spans.order_by("-from_on").first()
    if span is not None and (span.to_on is None or span.to_on > last):
        journal.update(span, to_on=last)


def _no_part_twice(parts: Sequence[Heir]) -> None:
    seen: set[str] = set()
    for part in parts:
        if part.code in seen or part.name in seen:
            raise Problem("same_part_twice", say.SAME_PART_TWICE, field="parts", name=part.name)
        seen |= {part.code, part.name} - {""}


def _heir(journal: Journal, change: Change, like: Place, into: Heir, leaving: Sequence[Place]) -> Place:
    if isinstance(into, Place):
        return into
    parent = Place.objects.get(pk=like.parent_id)
    name = sound_name(into.name, into.unit_type)
    code = into.code or next_code(parent)
    known = Place.objects.filter(code=code).first()
    if like.kind == Kind.COMMUNE and not (len(code) == 5 and code.isascii() and code.isdigit()):
        raise Problem("bad_code", say.BAD_CODE, field="code")
    if known is not None:
        raise Problem("code_taken", say.CODE_TAKEN, field="code", number=code, name=known.name)
    must_be_free(parent, name, leaving=leaving)
    basis = f"{change.decree} ngày {written(change.decree_on)}"
    return new_place(journal, Kind(like.kind), NewUnit(code, name, into.unit_type), parent, change.effective_on, basis)


def next_code(commune: Place) -> str:
    """A free code for a new hamlet of `commune`: its code, a hyphen and a running number."""
    prefix = f"{commune.code}-"
    used = Place.objects.filter(code__gte=prefix, code__lt=f"{commune.code}.").values_list("code", flat=True)
    numbers = [int(code[len(prefix) :]) for code in used if code[len(prefix) :].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


def _follow(journal: Journal, node: Place, parent: Place, since: date) -> None:
    old = node.path
    new = f"{parent.path}.{old.rpartition('.')[2]}"
    for below in Place.objects.filter(under(old)).order_by("path"):
        values = {"path": new + below.path[len(old) :]}
        if below.pk == node.pk:
            values["parent_id"] = parent.pk
        journal.update(below, **values)
        _respan(journal, below, since)
    node.refresh_from_db()


def _respan(journal: Journal, place: Place, since: date) -> None:
    """From `since` on the node's span says what the node itself says now; before it, what it said before."""
    span = place.spans.order_by("-from_on").first()
    if span is None or (span.to_on is not None and span.to_on < since):
        return
    now = {"name": place.name, "unit_type": place.unit_type, "path": place.path}
    if span.from_on >= since:
        journal.update(span, **now)
        return
    rest = Span(place=place, from_on=since, to_on=span.to_on, **now)
    journal.update(span, to_on=since - ONE_DAY)
    journal.create(rest)


def _close(journal: Journal, change: Change, unit: Place, heirs: Sequence[Place]) -> None:
    close_node(journal, unit, change.effective_on - ONE_DAY)
    _succeed(journal, change, unit, heirs)


def _succeed(journal: Journal, change: Change, unit: Place, heirs: Sequence[Place]) -> None:
    for heir in heirs:
        journal.create(Succession(change=change, predecessor=unit, successor=heir))
