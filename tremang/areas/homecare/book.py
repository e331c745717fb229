"""The book of content 3: what it holds, what it counts, what it advises, what waits."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, may
from tremang.areas.common.books import Book, File, Reader, Register, file_by_consent
from tremang.areas.common.models import Counted
from tremang.areas.common.queries import called_on
from tremang.areas.homecare.cares import cares_words, monday_of, weekdays_words
from tremang.areas.homecare.forms import CaredForm, CarePairForm, CareTrainingForm, CareVisitForm
from tremang.areas.homecare.models import Cared, CarePair, CareTraining, CareVisit
from tremang.areas.homecare.queries import called, open_plans, volunteers_in
from tremang.areas.homecare.rules import check_cared, check_pair, check_training, check_visit
from tremang.areas.homecare.schedule import Planned
from tremang.areas.homecare.seeing import all_agreed, sees
from tremang.kernel.format import longday
from tremang.meetings.areas import Area
from tremang.ui.tables import Column

LOOK = "care"
VISIT = "care_visit"
MOST_SHOWN = 4  # missed visits named one by one
Missed = tuple[Planned, CarePair]

TRAININGS = Register(
    code="care_training", slug="tap-huan", model=CareTraining, form=CareTrainingForm,
    title=gettext_lazy("Tập huấn tình nguyện viên"), button=gettext_lazy("Ghi người được tập huấn"),
    empty=gettext_lazy("Chưa ghi ai được tập huấn."),
    columns=lambda: [
        Column("who", _("Họ và tên"), small="giver"), Column("day", _("Ngày"), "day"),
    ],
    line=lambda row: {"who": called_on(row.membership, row.on), "day": row.on, "giver": row.giver},
    words=lambda row: {"name": row.membership.person.full_name, "day": row.on}, check=check_training,
    day_of=lambda row: row.on, order=("-on", "-pk"), related=("membership__person",),
    blank=(gettext_lazy("Ngày"), gettext_lazy("Họ và tên"), gettext_lazy("Đơn vị tập huấn")),
)  # fmt: skip


def first_up(words: str) -> str:
    """The same with a capital first letter, as a line begins."""
    return words[:1].upper() + words[1:]


def _cared_line(row: Cared) -> dict[str, Any]:
    return {"who": called(row, row.from_on), "needs": cares_words(row.needs), "since": row.from_on, "until": row.to_on}


CAREDS = Register(
    code="cared", slug="nguoi-duoc-cham-soc", model=Cared, form=CaredForm,
    title=gettext_lazy("Người được chăm sóc"), button=gettext_lazy("Ghi người cần chăm sóc"),
    empty=gettext_lazy("Chưa ghi ai cần chăm sóc tại nhà."),
    columns=lambda: [
        Column("who", _("Chăm sóc ai"), small="needs"), Column("since", _("Từ ngày"), "day"),
        Column("until", _("Đến ngày"), "day"),
    ],
    line=_cared_line, words=lambda row: {"day": row.from_on}, check=check_cared, day_of=lambda row: row.from_on,
    order=("membership__person__sort_key", "-from_on", "pk"), related=("membership__person", "group"),
    see=Verb.SEE_CARE, also=Verb.SEE_CARE, secret=LOOK, sees=sees,
)  # fmt: skip


def _pair_line(row: CarePair) -> dict[str, Any]:
    return {
        "who": called(row.cared, row.from_on), "volunteer": called_on(row.volunteer, row.from_on),
        "days": first_up(weekdays_words(row.weekdays)), "since": row.from_on, "until": row.to_on,
    }  # fmt: skip


PAIRS = Register(
    code="care_pair", slug="phan-cong", model=CarePair, form=CarePairForm, title=gettext_lazy("Ai đi thăm ai"),
    button=gettext_lazy("Phân công đi thăm"), empty=gettext_lazy("Chưa phân công ai đi thăm."),
    columns=lambda: [
        Column("who", _("Thăm ai"), small="days"), Column("volunteer", _("Ai đến thăm")),
        Column("since", _("Từ ngày"), "day"), Column("until", _("Đến ngày"), "day"),
    ],
    line=_pair_line, words=lambda row: {"volunteer": row.volunteer.person.full_name, "day": row.from_on}, check=check_pair,
    day_of=lambda row: row.from_on, order=("cared__membership__person__sort_key", "-from_on", "pk"),
    related=("cared__membership__person", "volunteer__person"), see=Verb.SEE_CARE, also=Verb.SEE_CARE, secret=LOOK,
    sees=sees,
)  # fmt: skip


def counted(row: CareVisit, members: tuple[int, ...] = ()) -> Counted | None:
    """A visit counts as one person cared for, a member by name; what was needed and done stays in the book."""
    if row.why:
        return None
    named = [row.cared.membership_id] if row.cared.membership_id is not None else []
    return Counted(VISIT, Area.HOMECARE, row.on, _("Thăm, chăm sóc tại nhà"), named, outsiders=0 if named else 1)


def _visit_line(row: CareVisit) -> dict[str, Any]:
    done = _("Không đến được: %(why)s") % {"why": row.get_why_display().lower()} if row.why else cares_words(row.done)
    return {
        "who": called(row.cared, row.on), "volunteer": called_on(row.volunteer, row.on), "day": row.on, "done": done,
        "report": row.report,
    }  # fmt: skip


VISITS = Register(
    code=VISIT, slug="lan-tham", model=CareVisit, form=CareVisitForm, title=gettext_lazy("Những lần đi thăm"),
    button=gettext_lazy("Ghi một lần thăm"), empty=gettext_lazy("Chưa ghi lần thăm nào."),
    columns=lambda: [
        Column("who", _("Thăm ai"), small="done"), Column("day", _("Ngày"), "day"), Column("volunteer", _("Ai đến thăm")),
        Column("report", _("Cần báo")),
    ],
    line=_visit_line, words=lambda row: {"day": row.on}, check=check_visit, day_of=lambda row: row.on, counted=counted,
    order=("-on", "-pk"), related=("cared__membership__person", "volunteer__person"), see=Verb.SEE_CARE,
    also=Verb.SEE_CARE, secret=LOOK, sees=sees,
    blank=(
        gettext_lazy("Ngày"), gettext_lazy("Thăm ai"), gettext_lazy("Ai đến thăm"), gettext_lazy("Đã giúp việc gì"),
        gettext_lazy("Cần báo"),
    ),
)  # fmt: skip


def sees_care(reader: Reader) -> bool:
    """Whether the reader may open what is sensitive in the book."""
    return may(reader.user, Verb.SEE_CARE, reader.club.place, reader.today)


def _doors(reader: Reader) -> list[tuple[str, str]]:
    club, doors = reader.club.pk, []
    if sees_care(reader):
        doors += [
            (_("Các lần thăm trong tuần"), reverse("homecare:week", args=[club])),
            (_("Phân công người đi thăm"), reverse("homecare:plan", args=[club])),
        ]
    if reader.sees_persons:
        doors.append((_("Tình nguyện viên"), reverse("homecare:team", args=[club])))
    return doors


def _by_day_and_volunteer(missed: list[Missed]) -> list[list[Missed]]:
    """The visits of one volunteer on one day together, in the order given."""
    found: dict[tuple[date, int], list[Missed]] = {}
    for one in missed:
        found.setdefault((one[0].day, one[1].volunteer_id), []).append(one)
    return list(found.values())


def _waiting(reader: Reader) -> list[dict[str, Any]]:
    """Planned visits that nobody answered for, from the day after on. Names the volunteer only: who is cared for stays inside."""
    if not (reader.keeps and sees_care(reader)):
        return []
    jobs = []
    week_url = reverse("homecare:week", args=[reader.club.pk])
    missed = open_plans(reader.club, reader.user, reader.today)
    groups = _by_day_and_volunteer(missed)
    for times_of in groups[:MOST_SHOWN]:
        day, who = times_of[0][0].day, called_on(times_of[0][1].volunteer, reader.today)
        given = {"day": first_up(longday(day, year=False)), "who": who, "n": len(times_of)}
        one = _("%(day)s chưa ai ghi %(who)s đã đến thăm.") % given
        several = _("%(day)s chưa ai ghi %(who)s đã đến thăm %(n)s người.") % given
        jobs.append({
            "what": one if len(times_of) == 1 else several,
            "cause": _("Mời hỏi %(who)s: đã đến thì ghi đã đến, không đến được thì ghi vì sao.") % {"who": who},
            "url": f"{week_url}?tuan={monday_of(day).isoformat()}", "action": _("Ghi đã đến hoặc vì sao"),
        })  # fmt: skip
    if len(groups) > MOST_SHOWN:
        rest = sum(map(len, groups[MOST_SHOWN:]))
        jobs.append({
            "what": _("Còn %(n)s lần đi thăm trước đó chưa ai ghi.") % {"n": rest}, "cause": _("Mời xem từng tuần."),
            "url": week_url, "action": _("Xem các lần thăm"),
        })  # fmt: skip
    return jobs


def _urgent(reader: Reader) -> list[dict[str, Any]]:
    """That planned visits have no answer, in one line for whoever may see care. Names nobody; two queries at most."""
    if not sees_care(reader):
        return []
    missed = open_plans(reader.club, reader.user, reader.today)
    if not missed:
        return []
    last = missed[0][0].day
    given = {"n": len(missed), "day": longday(last, year=False)}
    return [{
        "what": _("%(n)s lần thăm tại nhà chưa ai ghi đã đến hay chưa.") % given,
        "cause": _("Gần nhất là %(day)s.") % given, "action": _("Xem các lần thăm"),
        "url": f"{reverse('homecare:week', args=[reader.club.pk])}?tuan={monday_of(last).isoformat()}",
    }]  # fmt: skip


BOOK = Book(
    area=Area.HOMECARE, code="homecare", slug="cham-soc-tai-nha", title=gettext_lazy("Chăm sóc tại nhà"), only_times=True,
    examples=(
        gettext_lazy("Họp đội chăm sóc tại nhà"), gettext_lazy("Tập huấn tình nguyện viên"),
        gettext_lazy("Dọn nhà giúp người già yếu"),
    ),
    ideas=(
        gettext_lazy("Họp đội chăm sóc tại nhà để chia lại ngày đi thăm"),
        gettext_lazy("Mời trạm y tế hướng dẫn tình nguyện viên chăm sóc người nằm lâu"),
    ),
    registers=(CAREDS, PAIRS, VISITS, TRAININGS), doors=_doors, waiting=_waiting, urgent=_urgent, norms={"volunteers": volunteers_in},
    hides_small=Verb.SEE_CARE,
    acts={"record_care_visits": Verb.KEEP_BOOKS},
    files={
        "care_trainings": File(
            "id,club_id,person_id,day",
            lambda: CareTraining.objects.order_by("club", "on", "pk").values_list(
                "pk", "club", "membership__person", "on"
            ),
        ),
        "care_people": file_by_consent(
            "id,club_id,person_id,needs,prefers_sex,from,to",
            lambda: Cared.objects.order_by("club", "from_on", "pk"), lambda rows: rows.filter(all_agreed()),
            "pk", "club", "membership__person", "needs", "prefers_sex", "from_on", "to_on",
        ),
        "care_pairs": file_by_consent(
            "id,club_id,cared_id,volunteer_person_id,weekdays,from,to",
            lambda: CarePair.objects.order_by("club", "from_on", "pk"), lambda rows: rows.filter(all_agreed("cared__")),
            "pk", "club", "cared", "volunteer__person", "weekdays", "from_on", "to_on",
        ),
        "care_visits": file_by_consent(
            "id,club_id,cared_id,volunteer_person_id,day,done,why_not",
            lambda: CareVisit.objects.order_by("club", "on", "pk"), lambda rows: rows.filter(all_agreed("cared__")),
            "pk", "club", "cared", "volunteer__person", "on", "done", "why",
        ),
    },
)  # fmt: skip
