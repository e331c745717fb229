"""Writes an official paper as PDF/A-2b (ISO 19005-2), the kind that archives keep, with its fonts inside."""

import json
from dataclasses import asdict
from datetime import UTC
from functools import cache
from threading import Lock
from typing import Any

import typst

from tremang.documents import parts, text
from tremang.documents.layout import FONTS, PDF_FONT, POINTS_A_MM, Face, advances
from tremang.documents.letters import shown
from tremang.documents.model import Document

TEMPLATE = FONTS.parent / "official.typ"
STANDARD = "a-2b"
PADDING, UPRIGHT_PADDING = 1.0, 0.5  # mm inside a cell, as official.typ has it
LINE = 1.107  # height of a line in ems
WIDEST = 1.0
_lock = Lock()


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all: it keeps the fonts and the parsed template, which is most of the time of a first paper."""
    return typst.Compiler(str(TEMPLATE), root=str(FONTS.parent), font_paths=[str(FONTS)], ignore_system_fonts=True)


def pdf(document: Document) -> bytes:
    """The paper as PDF; the same paper gives the same bytes."""
    return _compiled(document, format="pdf", pdf_standards=STANDARD)


def pictures(document: Document, ppi: float = 80) -> list[bytes]:
    """The pages as PNG, to be looked at."""
    pages = _compiled(document, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compiled(document: Document, **wanted: Any) -> Any:
    made_at = document.made_at if document.made_at.tzinfo else document.made_at.replace(tzinfo=UTC)
    paper = shown(json.dumps(_data(document), ensure_ascii=False))
    with _lock:
        return _compiler().compile(sys_inputs={"paper": paper}, timestamp=int(made_at.timestamp()), **wanted)


def _data(document: Document) -> dict[str, Any]:
    rules = parts.rules_of(document)
    above, below = parts.signing(document)
    note = text.cleaned(document.draft_note)
    return {
        **{name: getattr(rules, name) for name in ("top", "bottom", "left", "right", "header", "left_head", "signing")},
        "font": PDF_FONT,
        "faces": {name: asdict(face) for name, face in rules.faces.items()},
        "title": text.cleaned(f"{document.type_name} {document.subject}"),
        "author": text.cleaned(document.issuing_body),
        "draft": [asdict(parts.Line("Draft", note))] if note else [],
        "head": [[{"lines": [asdict(line) for line in side]} for side in row] for row in parts.head(document)],
        "body": _kept([_plain(part, rules.faces) for part in parts.body(document)]),
        "copies": [asdict(line) for line in parts.copies(document)],
        "above": [asdict(line) for line in above],
        "below": [asdict(line) for line in below],
        "sections": [
            {"landscape": section.landscape, "parts": [_plain(part, rules.faces) for part in section.parts]}
            for section in parts.sections(document)
        ],
    }


def _kept(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last paragraph stays with the signature: nobody signs a page that says nothing."""
    if body and "text" in body[-1]:
        body[-1]["keeps"] = True
    return body


def _plain(part: parts.Part, faces: dict[str, Face]) -> dict[str, Any]:
    if isinstance(part, parts.Line):
        return {"face": part.face, "text": part.text, "rule": part.rule}
    rows = [*part.rows, part.total] if part.total else part.rows
    size = faces[part.face("CellHead")].size
    return {
        "widths": part.widths,
        "size": size,
        "aligned": ["right" if number else "left" for number in part.numbers],
        "head": part.head,
        "rows": rows,
        "heights": [_height(row, part.widths, size) for row in rows],
        "total": bool(part.total),
    }


def _height(row: tuple[str, ...], widths: tuple[float, ...], size: float) -> float | None:
    """Height in points of a row whose cells surely take one line each; None where typst has to find out.

    Saying it saves typst a third of its time on a long table.
    """
    letters = advances()
    for words, width in zip(row, widths, strict=True):
        if sum(letters.get(letter, WIDEST) for letter in words) * size > (width - 2 * PADDING) * POINTS_A_MM:
            return None
    return size * LINE + 2 * UPRIGHT_PADDING * POINTS_A_MM
