"""`tremang verify`: is everything that happened still as it was written down?"""

from argparse import ArgumentParser
from collections.abc import Iterator

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tremang.kernel.format import day, number
from tremang.kernel.models import Event
from tremang.kernel.sentences import row_names, told
from tremang.kernel.verify import Finding, Report, verify, words

WORDS = {
    "gap": "thiếu việc đứng trước nó trong sổ",
    "broken_link": "không nối với việc đứng trước nó",
    "event_changed": "đã bị sửa trong sổ",
    "content_changed": "lời ghi đã bị sửa",
    "content_missing": "lời ghi đã mất mà không có quyết định xóa",
    "row_changed": "{row} khác với lúc ghi",
    "row_missing": "{row} không còn",
    "row_came_back": "{row} đã bỏ mà nay lại có",
    "row_unknown": "{row} không có việc nào trong sổ nói tới",
}
SHOWN = 200


class Command(BaseCommand):
    help = "Dò chuỗi nhật ký và so từng dòng số liệu với lúc ghi; báo chỗ bị sửa, bị mất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--club", type=int, help="chỉ dò chuỗi của một câu lạc bộ hoặc xã, phường (id)")

    def handle(self, *args: object, club: int | None = None, **options: object) -> None:
        report = verify(club)
        if not report.findings:
            self.stdout.write(summary(report))
            return
        lines = list(described(report.findings[:SHOWN]))
        if (rest := len(report.findings) - SHOWN) > 0:
            lines.append(f"và {number(rest)} chỗ khác")
        raise CommandError("\n".join([f"Có {number(len(report.findings))} chỗ không khớp nhật ký:", *lines]))


def summary(report: Report) -> str:
    """What was looked at, when all is well."""
    text = f"Nhật ký nguyên vẹn: {number(report.events)} việc, {number(report.rows)} dòng khớp với lúc ghi."
    return text + (f" {number(report.erased)} việc đã xóa lời ghi theo yêu cầu của luật." if report.erased else "")


def described(findings: list[Finding]) -> Iterator[str]:
    """Each finding by club and event, in words."""
    places = apps.get_model("places", "Place").objects.in_bulk({found.chain_id for found in findings})
    sentences = WORDS | words()
    for found in findings:
        place = places.get(found.chain_id)
        where = place.name if place else f"chuỗi {found.chain_id}"
        what = sentences[found.code].format(row=row_words(found.row))
        yield f"- {where}, {event_words(found)}: {what}."


def row_words(row: str) -> str:
    """A row as people call it, with its id."""
    label, _, pk = row.partition(":")
    return f"{row_names().get(label, label)} {pk}" if label else ""


def event_words(found: Finding) -> str:
    """The event of a finding: its number, day and sentence."""
    event = Event.objects.filter(chain_id=found.chain_id, sequence=found.sequence).select_related("content").first()
    if event is None:
        return "ngoài nhật ký"
    body = event.content.body if hasattr(event, "content") else {}
    return f"việc số {event.sequence} ngày {day(timezone.localtime(event.at))} ({told(event.verb, body)})"
