"""A kind of report that the City sets: from its day on, with the words, lines and papers that follow from it, no code."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.reports.acting import fitting
from tremang.reports.actions import allow_late, set_kind
from tremang.reports.asking import asked
from tremang.reports.below import missing
from tremang.reports.freezing import body
from tremang.reports.kinds import kind_on
from tremang.reports.models import ReportKind
from tremang.reports.papers import FORMS, Source, written
from tremang.reports.papers.official import document
from tremang.reports.queries import completeness
from tremang.reports.queries.duties import first_page
from tremang.reports.queries.standings import standings
from tremang.reports.tests.asked import sent, signed_in, url
from tremang.reports.tests.words import draft, everything, words

BOXES = ["results", "standing_out", "obstacles", "missing", "proposals"]


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def values(**more):
    return {
        "title": "Báo cáo tháng của xã, phường", "subject": "Kết quả {period} của {place}", "level": "commune",
        "rhythm": "month", "cut": "calendar", "due_days": 3, "lock_days": 20, "feeds": "", "lines": ["meetings"],
        "boxes": BOXES, "to": ["{above}"], "recipients": ["Như trên", "Lưu: VT"], "is_ended": False, **more,
    }  # fmt: skip


def placed(world, code="commune-month", since=TODAY, **more) -> ReportKind:
    return set_kind(code, since, values(**more), by=world.users["ha"], today=TODAY)


def refused(world, code="commune-month", **more) -> tuple[str, str]:
    with pytest.raises(Problem) as problem:
        placed(world, code, **more)
    return problem.value.code, problem.value.field


def form(known: ReportKind, **more) -> dict:
    names = ("title", "subject", "level", "rhythm", "cut", "due_days", "lock_days", "feeds", "boxes")
    lists = {name: "\n".join(getattr(known, name)) for name in ("to", "recipients")}
    return {name: getattr(known, name) for name in names} | lists | {"effective_from": "23/9/2026", **more}


@pytest.mark.parametrize("level", ["club", "commune", "province"])
def test_a_kind_that_begins_with_none_is_signed_as_its_level_signs_and_has_all_its_papers(world, level):
    place = {"club": world.dong_vang.place, "commune": world.phuc_tho, "province": world.city}[level]
    made = placed(world, "new-month", level=level)
    assert made.letterhead == ReportKind.objects.filter(level=level).exclude(pk=made.pk).first().letterhead
    told = body(draft("new-month", place, "2026-08"))
    assert all(written(Source(told, clock.now(), is_draft=True), one) for one in FORMS)


def test_a_copy_for_another_level_is_not_signed_as_the_level_that_it_was_copied_from(world):
    data = form(
        kind_on("commune-quarter", TODAY), code="club-quarter", level="club", lines_meetings=["meetings"], feeds=""
    )
    answer = signed_in(world, "ha").post(reverse("reports:new_kind") + "?tu=commune-quarter", data)
    assert answer.status_code == 302
    assert ReportKind.objects.get(code="club-quarter").letterhead["position"] == "CHỦ NHIỆM"


@pytest.mark.parametrize(
    "text", ["Kết quả {kỳ}", "Kết quả {period", "Kết quả period}", "{0}", "{}", "{place.pk}", "{period:>9}"]
)
def test_a_text_that_no_paper_could_fill_in_is_refused_at_its_field(world, text):
    assert refused(world, subject=text) == ("bad_words", "subject")
    assert refused(world, to=["Sở Y tế", text]) == ("bad_words", "to")
    assert refused(world, recipients=[text]) == ("bad_words", "recipients")
    known = kind_on("commune-quarter", TODAY)
    data = form(known, code="commune-month", rhythm="month", subject=text, lines_meetings=["meetings"])
    answer = signed_in(world, "ha").post(reverse("reports:new_kind"), data)
    assert answer.status_code == 422 and "{period}, {place}, {above}" in answer.content.decode()
    assert not ReportKind.objects.filter(code="commune-month").exists()


def test_no_kind_goes_into_itself_through_others_nor_changes_level_or_rhythm_on_the_way(world):
    assert refused(world, "a", feeds="a") == ("kind_loop", "feeds")
    placed(world, "a")
    placed(world, "b", feeds="a")
    assert refused(world, "a", feeds="b") == ("kind_loop", "feeds")
    assert refused(world, "commune-quarter", rhythm="month") == ("other_kind", "rhythm")
    assert refused(world, "commune-quarter", rhythm="quarter", level="club") == ("other_kind", "level")
    assert placed(world, "a", rhythm="quarter").rhythm == "quarter"  # set today, put right today


def test_a_kind_that_is_set_today_is_owed_for_the_month_just_over_and_for_none_before(world):
    late = date(2026, 9, 1)
    with clock.fixed(late):
        made = set_kind("commune-month", late, values(feeds="commune-quarter"), by=world.users["ha"], today=late)
    july, august = (asked("commune-month", "09715", label, TODAY) for label in ("2026-07", "2026-08"))
    assert standings(made, july.period, TODAY) == [] and len(standings(made, august.period, TODAY)) == 2
    columns = completeness(date(2026, 6, 1), date(2026, 9, 1), ["commune-month"]).columns
    assert [column.expected for column in columns] == [[0, 0], [0, 0], [1, 1]]
    with pytest.raises(Problem) as problem:
        fitting(*july, TODAY)
    assert problem.value.code == "before_records" and "01/9/2026" in problem.value.sentence
    page = signed_in(world, "tuan").get(url(july)).content.decode()
    assert "không phải gửi báo cáo" in page and "Xem lại và gửi" not in page and "quá hạn" not in page
    [duty] = first_page(world.users["tuan"], TODAY).duties
    assert [one.period.label for one in duty.earlier if one.kind.code == "commune-month"] == []
    quarter = asked("commune-quarter", "09715", "2026-Q3", TODAY)
    assert [one.period.label for one in missing(*quarter) if one.kind.code == "commune-month"] == ["2026-08"]


def test_a_kind_set_after_the_month_was_due_is_not_late_at_once(world):
    made = placed(world)  # on 23/9: of August it would have been due on 4/9
    assert standings(made, asked("commune-month", "09715", "2026-08", TODAY).period, TODAY) == []
    assert len(standings(made, asked("commune-month", "09715", "2026-09", TODAY).period, TODAY)) == 2


def test_nothing_is_said_of_what_a_kind_does_not_ask(world):
    placed(world)
    of_commune = " ".join(everything(draft("commune-month", world.phuc_tho, "2026-08")))
    assert "chưa có câu lạc bộ" not in of_commune and "đạt chuẩn" not in of_commune and "hai quỹ" not in of_commune
    placed(world, "city-month", level="province", lines=["clubs"])
    of_city = words(draft("city-month", world.city, "2026-08"), "results")
    assert set(of_city) == {"network"} and "đang hoạt động" not in of_city["network"]
    placed(world, "city-funds", level="province", lines=["fund_income", "lent", "members"])
    told = " ".join(everything(draft("city-funds", world.city, "2026-08")))
    assert "Quỹ hoạt động" not in told and "chưa có câu lạc bộ" not in told and "cho vay thêm" not in told
    assert "phụ nữ" not in told and "sinh hoạt nào" not in words(draft("city-funds", world.city, "2026-08"), "results")


def test_a_line_added_from_a_day_on_is_compared_with_the_records_of_the_period_before(world):
    sent(asked("commune-quarter", "09715", "2026-Q3", TODAY), world.users["tuan"])
    known = kind_on("commune-quarter", TODAY)
    line = "capital_members"
    assert line not in known.lines
    names = (
        "title",
        "subject",
        "level",
        "rhythm",
        "cut",
        "due_days",
        "lock_days",
        "feeds",
        "boxes",
        "to",
        "recipients",
    )
    row = {name: getattr(known, name) for name in names} | {"lines": [*known.lines, line]}
    set_kind("commune-quarter", date(2026, 10, 1), row, by=world.users["ha"], today=TODAY)
    later = date(2026, 12, 20)
    found = draft("commune-quarter", world.phuc_tho, "2026-Q4", later)
    assert line in found.reported and found.previous[line].n == 0
    with clock.fixed(later):
        page = signed_in(world, "tuan").get(url(asked("commune-quarter", "09715", "2026-Q4", later)))
        assert page.status_code == 200


def test_figures_sent_from_below_bring_no_line_that_the_kind_above_does_not_ask(world):
    half = asked("commune-half", "09715", "2026-H1", TODAY)
    allow_late(*half, TODAY, "mới tập", by=world.users["ha"], today=TODAY)
    sent(half, world.users["tuan"])
    ReportKind.objects.filter(code="city-half").update(lines=["meetings", "members"])
    told = draft("city-half", world.city, "2026-H1")
    assert all(set(part.reported) == {"meetings", "members"} for part in told.sheet.parts)
    assert body(told)["parts"]


def test_a_paper_without_sentences_and_the_usual_lines_tells_its_own_and_ends_as_papers_end(world):
    placed(world, lines=["equipment_value", "launched"], boxes=[])
    paper = document(body(draft("commune-month", world.phuc_tho, "2026-08")), clock.now())
    [opening] = paper.blocks
    assert opening.text.endswith("ở các phụ lục kèm theo.")
    [table] = paper.appendices[1].blocks
    assert [column.title for column in table.columns[2:]] == ["Ra mắt trong kỳ", "Giá trị trang thiết bị khi nhận"]


def test_what_was_sent_of_a_kind_that_is_ended_is_read_and_approved_and_nothing_more_is_owed(world):
    with clock.fixed(date(2026, 9, 1)):
        set_kind("commune-month", date(2026, 9, 1), values(), by=world.users["ha"], today=date(2026, 9, 1))
    august = asked("commune-month", "09715", "2026-08", TODAY)
    sent(august, world.users["tuan"])
    placed(world, is_ended=True)
    assert asked("commune-month", "09715", "2026-08", TODAY).kind == august.kind
    with pytest.raises(Problem) as problem:
        asked("commune-month", "09715", "2026-09", TODAY)
    assert problem.value.code == "no_kind"
    assert [one.report.kind for one in first_page(world.users["ha"], TODAY).waiting] == ["commune-month"]
    client = signed_in(world, "ha")
    assert client.get(url(august)).status_code == 200 and client.get(url(august, "file", "docx")).status_code == 200
    assert client.post(url(august, "approve"), {"version": 1}).status_code == 302
    assert "đã duyệt" in client.get(url(august)).content.decode().lower()
