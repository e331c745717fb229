"""The papers of all communes and the City as one file, made a few at a time so that a page can show how far it is.

Each place's papers are written into the archive's folder, first under another name and then moved, so that whatever stops
the work leaves whole files behind and the next bit of work goes on from there. A place whose papers cannot be made is named in
the list of contents, and the others are not touched by it. Two at once make the same files.
"""

import hashlib
import json
import logging
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tremang.facts.actions import catch_up
from tremang.kernel.problems import Problem
from tremang.places.models import Kind, Place
from tremang.places.queries import city, communes
from tremang.reports.actions.archives import finish_archive
from tremang.reports.kinds import kind_on, rules_of
from tremang.reports.models.archives import Archive
from tremang.reports.models.kinds import ReportKind
from tremang.reports.papers import file_name, written
from tremang.reports.periods import Period, period_of
from tremang.reports.sources import shown_to, source_of

FOLDER = "archives"
LIST = "DANH-MUC.csv"
MOMENT = (1980, 1, 1, 0, 0, 0)  # the day that every entry bears: the same papers give the same archive
log = logging.getLogger(__name__)
Part = tuple[ReportKind, Place, Period]


@dataclass(frozen=True)
class Progress:
    """How far an archive is: places done of all, and those that failed."""

    done: int
    total: int
    failed: int

    @property
    def is_done(self) -> bool:
        """Whether every place was tried."""
        return self.done == self.total


def folder(archive: Archive) -> Path:
    """Where the archive's files lie."""
    return Path(settings.VAR_DIR) / FOLDER / str(archive.pk)


def file_of(archive: Archive) -> Path:
    """The finished archive."""
    return Path(settings.VAR_DIR) / FOLDER / f"{archive.pk}.zip"


def parts(archive: Archive, today: date) -> list[Part]:
    """What the archive holds: every commune's report, and the City's that they feed."""
    kind = kind_on(archive.kind, today)
    period = period_of(kind, archive.period)
    found = [(kind, place, period) for place in communes()]
    if kind.feeds:
        above = rules_of(kind).named(kind.feeds, today)
        found.append((above, city(), period_of(above, archive.period)))
    return found


def progress(archive: Archive, today: date) -> Progress:
    """How far it is. Only looks."""
    listed = parts(archive, today)
    if archive.finished_at is None:
        inside = folder(archive)
        try:
            notes = _notes(inside, [part for part in listed if _note(inside, part).exists()])
        except FileNotFoundError:
            if not _is_closed_meanwhile(archive):
                raise
        else:
            return Progress(len(notes), len(listed), sum(bool(note["failed"]) for note in notes))
    return Progress(len(listed), len(listed), len(archive.failed))


def _notes(inside: Path, tried: list[Part]) -> list[dict[str, Any]]:
    """The notes of places that were tried. Raises FileNotFoundError where one is gone."""
    return [json.loads(_note(inside, part).read_text("utf-8")) for part in tried]


def work(archive: Archive, today: date, seconds: float) -> Progress:
    """Go on for about so many seconds; the last bit of work closes the archive."""
    if archive.finished_at is None:
        try:
            _go_on(archive, today, seconds)
        except FileNotFoundError:
            if not _is_closed_meanwhile(archive):
                raise
    return progress(archive, today)


def _is_closed_meanwhile(archive: Archive) -> bool:
    """Whether another has closed the archive since it was read, and so cleared its folder away."""
    archive.refresh_from_db()
    return archive.finished_at is not None


def _go_on(archive: Archive, today: date, seconds: float) -> None:
    inside = folder(archive)
    inside.mkdir(parents=True, exist_ok=True)
    listed = parts(archive, today)
    waiting = [part for part in listed if not _note(inside, part).exists()]
    until = time.monotonic() + seconds
    if waiting:
        catch_up(city(), today)
    for part in list(waiting):
        _make(inside, part, archive.forms, today)
        waiting.remove(part)
        if time.monotonic() >= until:
            break
    if not waiting:
        _close(archive, inside, _notes(inside, listed), listed[0][0], listed[0][2])


def _note(inside: Path, part: Part) -> Path:
    kind, place, _period = part
    return inside / f"{kind.code}_{place.code}.json"


def _make(inside: Path, part: Part, forms: list[str], today: date) -> None:
    """The papers of one place, and the note that it was tried."""
    kind, place, period = part
    note: dict[str, Any] = {"place": place.name, "code": place.code, "failed": "", "files": []}
    try:
        source = shown_to(source_of(kind, place, period, today), sees_needs=place.kind == Kind.PROVINCE)
        note["state"] = _("dự thảo, chưa gửi") if source.is_draft else _("như đã gửi")
        for form in forms:
            data, name = written(source, form), file_name(source.body, form)
            _put(inside / name, data)
            note["files"].append({"name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)})
    except Problem as problem:
        note["failed"] = problem.sentence
    except Exception:
        log.exception("archive: the papers of one place could not be made", extra={"place": place.code})
        note["failed"] = _("Không lập được tệp vì lỗi phần mềm; người quản trị xem nhật ký máy chủ.")
    _put(_note(inside, part), json.dumps(note, ensure_ascii=False).encode())


def _put(path: Path, data: bytes) -> None:
    unfinished = path.with_suffix(f"{path.suffix}.{time.monotonic_ns()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _close(archive: Archive, inside: Path, notes: list[dict[str, Any]], kind: ReportKind, period: Period) -> None:
    """Put everything into one file with its list of contents, and keep only that."""
    path = file_of(archive)
    unfinished = path.with_suffix(f".{time.monotonic_ns()}")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(zipfile.ZipInfo(LIST, MOMENT), "\ufeff" + "".join(_listed(notes)))
            for note in notes:
                for entry in note["files"]:
                    file.writestr(zipfile.ZipInfo(entry["name"], MOMENT), (inside / entry["name"]).read_bytes())
        data = unfinished.read_bytes()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    failed = [{"place": note["place"], "why": note["failed"]} for note in notes if note["failed"]]
    finish_archive(archive, kind, period, hashlib.sha256(data).hexdigest(), len(data), failed)
    shutil.rmtree(inside, ignore_errors=True)
    archive.refresh_from_db()


def _listed(notes: list[dict[str, Any]]) -> Iterator[str]:
    """The list of contents: place, state, file, bytes, checksum; a place without papers says why."""
    yield "nơi;mã;trạng thái;tệp;số byte;SHA-256\r\n"
    for note in notes:
        for entry in note["files"]:
            yield f"{note['place']};{note['code']};{note['state']};{entry['name']};{entry['size']};{entry['sha256']}\r\n"
        if note["failed"]:
            yield f"{note['place']};{note['code']};{note['failed']};;;\r\n"
