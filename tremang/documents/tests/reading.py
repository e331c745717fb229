"""A Word file read back: how each paragraph shows, as Word works it out of the run, the styles and the defaults."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

TWIPS_A_MM = 1440 / 25.4


@dataclass(frozen=True)
class Look:
    """How a paragraph shows."""

    size: float
    bold: bool
    italic: bool
    align: str
    first_line: float
    between: float  # points to its neighbours
    spacing: float
    level: int | None


class Paper:
    """The file, with what Word would work out."""

    def __init__(self, content: bytes) -> None:
        self.file = docx.Document(BytesIO(content))
        styles = self.file.styles.element
        self.styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        self.defaults = styles.find(qn("w:docDefaults"))
        self.sections: list[list[Any]] = [[]]
        for child in self.file.element.body:
            if child.tag == qn("w:p"):
                self.sections[-1].append(Paragraph(child, self.file._body))
                if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                    self.sections.append([])
            elif child.tag == qn("w:tbl"):
                self.sections[-1].append(Table(child, self.file._body))

    def _chain(self, paragraph: Paragraph) -> list[Any]:
        """What says how `paragraph` looks, the nearest first: itself, its style, the styles beneath, the defaults."""
        found = [paragraph._p]
        mark = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = "Normal" if mark is None else mark.get(qn("w:val"))
        while name in self.styles:
            found.append(self.styles[name])
            beneath = self.styles[name].find(qn("w:basedOn"))
            name = None if beneath is None else beneath.get(qn("w:val"))
        return [*found, *(self.defaults.find(qn(f"w:{kind}Default")) for kind in ("rPr", "pPr"))]

    def _of(self, paragraph: Paragraph, group: str, tag: str, attribute: str = "val") -> str | None:
        for source in self._chain(paragraph):
            if group == "rPr" and source is paragraph._p:
                nodes = [run._r.find(qn("w:rPr")) for run in paragraph.runs]
            else:
                nodes = [source.find(qn(f"w:{group}"))]
            for node in nodes:
                element = None if node is None else node.find(qn(f"w:{tag}"))
                value = None if element is None else element.get(qn(f"w:{attribute}"))
                if element is not None and (value is not None or attribute == "val"):
                    return "true" if value is None else value
        return None

    def look(self, paragraph: Paragraph) -> Look:
        """How Word shows it."""
        value = lambda *path: float(self._of(paragraph, *path) or 0)  # noqa: E731
        on = lambda tag: self._of(paragraph, "rPr", tag) not in (None, "0", "false")  # noqa: E731
        level = self._of(paragraph, "pPr", "outlineLvl")
        return Look(
            size=value("rPr", "sz") / 2,
            bold=on("b"),
            italic=on("i"),
            align=self._of(paragraph, "pPr", "jc") or "left",
            first_line=value("pPr", "ind", "firstLine") / TWIPS_A_MM,
            between=max(value("pPr", "spacing", "before"), value("pPr", "spacing", "after")) / 20,
            spacing=value("pPr", "spacing", "line") / 240,
            level=None if level is None else int(level),
        )

    def rule(self, paragraph: Paragraph, room: float) -> float:
        """Length in mm of the solid line that `paragraph` draws in a room of that width; 0 if it draws none."""
        for source in self._chain(paragraph):
            border = source.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
            if border is not None and any(side.get(qn("w:val")) == "single" for side in border):
                sides = (self._of(paragraph, "pPr", "ind", side) or 0 for side in ("left", "right"))
                return room - sum(map(float, sides)) / TWIPS_A_MM
        return 0.0
