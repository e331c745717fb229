"""`tremang facts-rebuild`: every fact from nothing; with --compare, against what keeping up had stored."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.clubs.models import Club
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.models import Fact
from tremang.kernel import clock
from tremang.kernel.events import canonical
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.kernel.periods import half_first
from tremang.places.models import Place
from tremang.places.queries import city

Stored = dict[tuple[int, int], str]


class Command(BaseCommand):
    help = "Tính lại mọi số liệu từ đầu, từ các dòng đã ghi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compare", action="store_true", help="so với số đang lưu; có chỗ khác thì báo lỗi")
        parser.add_argument("--if-none", action="store_true", help="chỉ tính khi có câu lạc bộ mà chưa lưu số nào")

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        if options["if_none"]:
            if Fact.objects.exists() or not Club.objects.exists():
                return
            self.stdout.write("Đang tính lại mọi số liệu, xin chờ…")
        before: Stored = {}
        if options["compare"]:
            catch_up(city(), today)
            before = stored()
        rows = rebuild_all(today)
        if options["compare"] and (different := differences(before, stored())):
            raise CommandError(
                f"{number(len(different))} dòng số liệu khác khi tính lại; trước hết là {different[0]}. Đã lưu số mới."
            )
        self.stdout.write(f"Đã tính lại {number(rows)} dòng số liệu{', đều khớp' if options['compare'] else ''}.")


def stored() -> Stored:
    """Every fact as text by its key."""
    rows = Fact.objects.values_list("node_id", "half", "as_of", "values")
    return {(node, half): f"{as_of} {canonical(values)}" for node, half, as_of, values in rows.iterator(2000)}


def differences(before: Stored, after: Stored) -> list[str]:
    """Where the two differ, in words: the place and the half-month."""
    keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    names = dict(Place.objects.filter(pk__in={node for node, _half in keys[:20]}).values_list("pk", "name"))
    return [f"{names.get(node, node)}, từ {written(half_first(half))}" for node, half in keys]
