"""The files of a report, from what was sent or from the draft of now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tremang.documents import adx as adx_writer
from tremang.documents.docx import docx
from tremang.documents.pdf import pdf
from tremang.documents.xlsx import annex
from tremang.kernel.text import fold
from tremang.reports.models.papers import Issue
from tremang.reports.models.written import Frozen
from tremang.reports.papers.annex import data_set, sheets
from tremang.reports.papers.official import document

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "adx": "application/xml",
    "csv": "text/csv; charset=utf-8",
}
NAMES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "adx": "ADX", "csv": "CSV"}
ENDINGS = {"adx": "adx.xml", "csv": "csv"}


@dataclass(frozen=True)
class Source:
    """What a file is written from: the body, the moment that it bears, what the clerk added, and whether it is a draft.

    `replaced` is the newest paper that was made of an earlier version of the same report.
    """

    body: dict[str, Any]
    made_at: datetime
    issue: Issue | None = None
    is_draft: bool = False
    replaced: Issue | None = None

    @classmethod
    def of(cls, frozen: Frozen) -> "Source":
        """What was sent, with number and day where the clerk has issued it."""
        rows = Issue.objects.filter(frozen__report=frozen.report_id, frozen__number__lte=frozen.number)
        issues = {row.frozen_id: row for row in rows.order_by("frozen__number")}
        issue = issues.pop(frozen.pk, None)
        return cls(frozen.body, frozen.at, issue, replaced=next(reversed(issues.values()), None))


def written(source: Source, form: str) -> bytes:
    """The file in one of FORMS."""
    body, made_at = source.body, source.made_at
    if form == "xlsx":
        return annex(sheets(body), made_at)
    if form == "adx":
        return adx_writer.adx(data_set(body, made_at))
    if form == "csv":
        return adx_writer.csv(data_set(body, made_at))
    note = _("Dự thảo, chưa gửi") if source.is_draft else ""
    number = source.issue.number if source.issue else ""
    issued_on, signer = (source.issue.issued_on, source.issue.signer) if source.issue else (None, "")
    old = source.replaced
    replaced = (old.number, old.issued_on) if old else None
    paper = document(
        body, made_at, number=number, issued_on=issued_on, signer=signer, draft=note, replaced=replaced
    )  # fmt: skip
    return docx(paper) if form == "docx" else pdf(paper)


def file_name(body: dict[str, Any], form: str) -> str:
    """commune-quarter_09715-xa-phuc-tho_2026-Q3.docx"""
    place = body["place"]
    code = place["node"] if body["kind"]["level"] == "club" else place["code"]
    ending = ENDINGS.get(form, form)
    name = "-".join("".join(c if c.isalnum() else " " for c in fold(place["name"])).split())
    return f"{body['kind']['code']}_{code}-{name}_{body['period']['label']}.{ending}"
