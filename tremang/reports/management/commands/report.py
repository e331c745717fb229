"""`tremang report`: one report as files, as it was sent or, where it was not, as it stands now."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.reports.asking import asked
from tremang.reports.papers import FORMS, Source, written
from tremang.reports.sources import ensure_there, source_of


class Command(BaseCommand):
    help = "Xuất một báo cáo thành tệp: --kind --period --place, và --docx --pdf --xlsx --adx --csv"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--kind", required=True, help="loại, ví dụ commune-quarter")
        parser.add_argument("--period", required=True, help="kỳ: 2026-10, 2026-Q3, 2026-H1, 2026")
        parser.add_argument("--place", default="01", help="mã xã, phường; số của câu lạc bộ; 01 là Thành phố")
        for form in FORMS:
            parser.add_argument(f"--{form}", metavar="TỆP", help=f"ghi ra tệp {form}")

    def handle(self, **options: Any) -> None:
        try:
            self._write(options)
        except Problem as problem:
            raise CommandError(problem.sentence, returncode=2) from problem
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {error.filename}. Mời xem lại đường dẫn.") from error

    def _write(self, options: dict[str, Any]) -> None:
        today = clock.today()
        kind, place, period = asked(options["kind"], options["place"], options["period"], today)
        wanted = {form: Path(options[form]) for form in FORMS if options[form]}
        if not wanted:
            raise CommandError(
                "Mời ghi ít nhất một tệp muốn xuất: --docx, --pdf, --xlsx, --adx hoặc --csv.", returncode=2
            )
        ensure_there(kind, place, period, today)
        source: Source = source_of(kind, place, period, today)
        for form, path in wanted.items():
            path.write_bytes(written(source, form))
            self.stdout.write(f"{path}")
        if period.to_on >= today:
            self.stderr.write("Kỳ báo cáo chưa hết: đây là bản dự thảo với số liệu đến hôm nay.")
