"""What the clerk records after a report was signed on paper or by electronic signature.

A commune's Association signs, numbers and stamps its report itself, before or as it goes up; the City's approval is a word
on what has gone up, not a part of the paper (NĐ 30/2020, art. 13 and 15: signed, numbered and dated by the office that
issues it). So every version that is sent can be issued, approved or not. What is issued afterwards is another paper: where
an issued version comes back or is taken back, its number stays with it, the pages say that it is no longer the one that
is sent, and the version sent next says which paper it replaces (art. 18: mistaken content is replaced by a paper of equal form).

The signed paper is often scanned later than its number is written down. It can be added then.

Only the clerk's own record can be put right (a number misread, the wrong file chosen), with the reason; what it said before
and its file stay readable. The version itself stays as it was sent.
"""

import hashlib
from datetime import date

from django.conf import settings
from django.utils import timezone

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.documents.text import parted_number
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert, update
from tremang.kernel.text import clean
from tremang.reports import problems as say
from tremang.reports.models.papers import Issue, IssuedBefore
from tremang.reports.models.written import Frozen, Report

FOLDER = "reports"
PDF_HEAD, PDF_TAIL = b"%PDF-", b"%%EOF"
_WORDS, _PAPER = ("number", "issued_on", "signer", "position"), ("file", "sha256", "size")


def _words(
    number: str, issued_on: date, signer: str, position: str, pdf: bytes | None, today: date
) -> tuple[str, str, str]:
    """Number, signer and position as they are kept. Raises Problem where what was given can stand on no paper."""
    named, who, what = clean(number)[:40], clean(signer)[:120], clean(position)[:120]
    if not named:
        raise Problem("no_number", say.NO_NUMBER, field="number")
    own, symbol = parted_number(named)
    if not own:
        raise Problem("odd_number", say.ODD_NUMBER, field="number", number=named)
    named = f"{own}/{symbol}" if symbol else own  # as a paper bears it, however it was typed
    if issued_on > today:
        raise Problem("issued_in_future", say.ISSUED_IN_FUTURE, field="issued_on", day=written(issued_on))
    if not who or not what:
        raise Problem("no_signer", say.NO_SIGNER, field="position" if who else "signer")
    if pdf is not None:
        _ensure_pdf(pdf)
    return named, who, what


def _ensure_fits(report: Report, frozen: Frozen, number: str, issued_on: date) -> None:
    """Raise Problem where the day is before the version, or its place wrote the number on another paper of the year."""
    if issued_on < timezone.localtime(frozen.at).date():
        raise Problem("issued_too_early", say.ISSUED_TOO_EARLY, field="issued_on", day=written(issued_on))
    own, _symbol = parted_number(number)
    rows = Issue.objects.filter(frozen__report__place=report.place, issued_on__year=issued_on.year).exclude(
        frozen=frozen
    )
    for other in rows:
        if own == parted_number(other.number)[0]:
            raise Problem(
                "number_taken", say.NUMBER_TAKEN, field="number", number=other.number, day=written(other.issued_on)
            )


def issue(
    report: Report, number: str, issued_on: date, signer: str, position: str, pdf: bytes | None = None, *, by: User,
    today: date,
) -> Issue:  # fmt: skip
    """Record number, day, signer and the signed PDF of the version as sent; they are locked to it.

    Raises Problem: not_sent, is_issued, no_number, odd_number, number_taken, issued_in_future, issued_too_early, no_signer, not_a_pdf.
    """
    require(by, Verb.WRITE_REPORTS, report.place, today)
    named, who, what = _words(number, issued_on, signer, position, pdf, today)
    with writing(report.place_id):
        now = Report.objects.get(pk=report.pk)
        frozen = Frozen.objects.filter(report=now).order_by("-number").first()
        if not now.is_sent or frozen is None:
            raise Problem("not_sent", say.NOT_SENT)
        known = Issue.objects.filter(frozen=frozen).first()
        if known is not None:
            raise Conflict("is_issued", say.IS_ISSUED, number=known.number, day=written(known.issued_on))
        _ensure_fits(report, frozen, named, issued_on)
        row = Issue(
            frozen=frozen, number=named, issued_on=issued_on, signer=who, position=what, by_id=by.pk, at=clock.now()
        )  # fmt: skip
        if pdf is not None:
            _put(row, pdf)
        insert([row])
        body = {"number": named, "day": issued_on}
        record(report.place_id, "report_issue", key(now), by_id=by.pk, body=body, rows={key(row): plain(row)})
        return row


def add_signed(frozen: Frozen, pdf: bytes | None, *, by: User, today: date) -> Issue:
    """Add the signed PDF of a version whose number is on record without one. What is there is only put right, with a reason.

    Raises Problem: no_pdf, not_a_pdf, not_issued, has_signed.
    """
    report = frozen.report
    require(by, Verb.WRITE_REPORTS, report.place, today)
    if pdf is None:
        raise Problem("no_pdf", say.NO_PDF, field="pdf")
    _ensure_pdf(pdf)
    with writing(report.place_id):
        row = Issue.objects.filter(frozen=frozen).first()
        if row is None:
            raise Problem("not_issued", say.NOT_ISSUED)
        if row.file:
            raise Conflict("has_signed", say.HAS_SIGNED, number=row.number)
        _put(row, pdf)
        update(row, ("file", "sha256", "size"))
        body = {"number": row.number, "version": frozen.number}
        record(report.place_id, "report_signed", key(report), by_id=by.pk, body=body, rows={key(row): plain(row)})
        return row


def correct_issue(
    frozen: Frozen, number: str, issued_on: date, signer: str, position: str, reason: str, pdf: bytes | None = None, *,
    by: User, today: date,
) -> bool:  # fmt: skip
    """Put right what is on record of an issued version; without `pdf` the signed paper stays. False where nothing differs.

    Raises the problems of `issue` for what was given, and Problem: not_issued, no_reason.
    """
    report = frozen.report
    require(by, Verb.WRITE_REPORTS, report.place, today)
    named, who, what = _words(number, issued_on, signer, position, pdf, today)
    why = clean(reason)[:200]
    if not why:
        raise Problem("no_reason", say.NO_CORRECTION_REASON, field="reason")
    with writing(report.place_id):
        row = Issue.objects.filter(frozen=frozen).first()
        if row is None:
            raise Problem("not_issued", say.NOT_ISSUED)
        is_other_paper = pdf is not None and hashlib.sha256(pdf).hexdigest() != row.sha256
        said = dict(zip(_WORDS, (named, issued_on, who, what), strict=True))
        if all(getattr(row, name) == value for name, value in said.items()) and not is_other_paper:
            return False
        _ensure_fits(report, frozen, named, issued_on)
        before = IssuedBefore(
            issue=row, reason=why, by_id=by.pk, at=clock.now(),
            **{name: getattr(row, name) for name in (*_WORDS, *_PAPER)},
        )  # fmt: skip
        for name, value in said.items():
            setattr(row, name, value)
        if pdf is not None and is_other_paper:
            _put(row, pdf)
        insert([before])
        update(row, (*_WORDS, *_PAPER))
        body = {"was": before.number, "number": named, "day": issued_on, "reason": why}
        rows = {key(one): plain(one) for one in (row, before)}
        record(report.place_id, "report_issue_correct", key(report), by_id=by.pk, body=body, rows=rows)
        return True


def _ensure_pdf(data: bytes) -> None:
    if not (data.startswith(PDF_HEAD) and PDF_TAIL in data[-2048:]):
        raise Problem("not_a_pdf", say.NOT_A_PDF, field="pdf")


def _put(row: Issue, pdf: bytes) -> None:
    """Lay the signed paper aside, and vouch for it in its row. It has a name of its own: none takes another's place."""
    row.file, row.sha256, row.size = f"{new_id()}.pdf", hashlib.sha256(pdf).hexdigest(), len(pdf)
    folder = settings.VAR_DIR / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / row.file).write_bytes(pdf)
