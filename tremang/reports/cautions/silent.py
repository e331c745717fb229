"""Clubs that were silent: in a club's own report a period without a meeting, above it the clubs silent at its end."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tremang.advice.queries import Silent
from tremang.clubs.models import State, StateRow
from tremang.kernel.format import number
from tremang.places.models import Dated, Kind
from tremang.reports.boxes.phrases import begin, called, listed, silence
from tremang.reports.cautions.base import Caution
from tremang.reports.draft import Draft
from tremang.reports.lines.base import Figure
from tremang.ui.links import address

MOST = 10
NAMED = 3


def found(draft: Draft) -> Iterable[Caution]:
    """A caution per silent club of a commune, per commune of the City; beyond `MOST` one line for the rest."""
    if draft.place.kind == Kind.CLUB:
        return _own(draft)
    return _of_communes(draft) if draft.place.kind == Kind.PROVINCE else _of_clubs(draft)


def _own(draft: Draft) -> Iterator[Caution]:
    """A month in which the club was active to its end and no meeting is on record."""
    if draft.reported.get("meetings", Figure(1)).n:
        return
    active = StateRow.objects.filter(Dated.on(draft.around.day), club=draft.place.pk, state=State.ACTIVE)
    if active.exists():
        text = _("%(period)s chưa ghi buổi sinh hoạt nào.") % {"period": begin(draft.period.words)}
        yield Caution("no-meeting", text, address("agenda:start", draft.place.pk), _("Ghi buổi sinh hoạt"))


def _of_clubs(draft: Draft) -> Iterator[Caution]:
    silent = draft.around.silent
    for club in silent[:MOST]:
        yield Caution(f"silent-{club.club_id}", silence(club), club.url, club.action, club)
    if len(silent) > MOST:
        text = _("Còn %(count)s câu lạc bộ khác từ hai tháng trở lên chưa ghi buổi sinh hoạt.")
        yield Caution(
            "silent-rest", text % {"count": number(len(silent) - MOST)}, address("advice:silent"), _("Xem danh sách")
        )


def _of_communes(draft: Draft) -> Iterator[Caution]:
    communes: dict[str, list[Silent]] = {}
    for club in draft.around.silent:
        communes.setdefault(club.commune_code, []).append(club)
    ranked = sorted(communes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for code, silent in ranked[:MOST]:
        words = {
            "commune": begin(called(silent[0].commune)), "count": number(len(silent)),
            "clubs": listed([called(club.name) for club in silent], NAMED, _("câu lạc bộ")),
        }  # fmt: skip
        text = _("%(commune)s có %(count)s câu lạc bộ từ hai tháng trở lên chưa ghi buổi sinh hoạt: %(clubs)s.") % words
        yield Caution(f"silent-{code}", text, address("web:commune", code), _("Mở trang xã, phường"))
    if len(ranked) > MOST:
        rest = ranked[MOST:]
        words = {"communes": number(len(rest)), "count": number(sum(len(silent) for _code, silent in rest))}
        text = _(
            "Còn %(communes)s xã, phường khác có %(count)s câu lạc bộ từ hai tháng trở lên chưa ghi buổi sinh hoạt."
        )
        yield Caution("silent-rest", text % words, address("advice:silent"), _("Xem danh sách"))
