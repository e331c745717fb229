"""Having the papers of all communes and the City made: begun once, gone on with, and done."""

from collections.abc import Sequence
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.kernel.rows import insert, update
from tremang.places.queries import city
from tremang.reports import problems as say
from tremang.reports.models.archives import Archive
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.papers import FORMS
from tremang.reports.periods import Period


def start_archive(kind: ReportKind, period: Period, forms: Sequence[str], *, by: User, today: date) -> Archive:
    """Begin the archive of a communes' kind (with the City's report that it feeds). One that is under way goes on.

    Raises Problem: no_archive (not a communes' kind, a period that is not over, no form), Refused.
    """
    root = city()
    require(by, Verb.APPROVE_REPORTS, root, today)  # what is not sent yet is in it as a draft
    chosen = [form for form in FORMS if form in forms]
    if kind.level != Level.COMMUNE or period.to_on >= today or not chosen:
        raise Problem("no_archive", say.NO_ARCHIVE)
    with writing(root.pk):
        known = Archive.objects.filter(
            kind=kind.code, period=period.label, by_id=by.pk, finished_at__isnull=True, forms=chosen
        ).first()
        if known is not None:
            return known
        row = Archive(kind=kind.code, period=period.label, forms=chosen, by_id=by.pk, at=clock.now())
        insert([row])
        body = {"title": kind.title, "period": period.words}
        record(root.pk, "start_archive", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
        return row


def finish_archive(
    archive: Archive, kind: ReportKind, period: Period, sha256: str, size: int, failed: list[dict[str, str]]
) -> None:
    """Record that an archive is done; a second finish changes nothing."""
    root = city()
    with writing(root.pk):
        row = Archive.objects.get(pk=archive.pk)
        if row.finished_at is not None:
            return
        row.finished_at, row.sha256, row.size, row.failed = clock.now(), sha256, size, failed
        update(row, {"finished_at": row.finished_at, "sha256": sha256, "size": size, "failed": failed})
        body = {"title": kind.title, "period": period.words, "failed": len(failed)}
        record(root.pk, "finish_archive", key(row), by_id=row.by_id, body=body, rows={key(row): plain(row)})
