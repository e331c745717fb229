"""The styles of the Word file, made of the faces of the layout, and the empty package that every paper starts from."""

import zipfile
from functools import cache
from io import BytesIO

import docx as python_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tremang.documents.layout import LAYOUTS, WORD_FONT, Face, Layout

TWIPS_A_MM = 1440 / 25.4
HEADINGS = {"Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3"}
UNWANTED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/numbering")
# Mode 15 is Word 2013 and later: a table's edge stands on the margin, not its text.
SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
FONT = "".join(f' w:{script}="{WORD_FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))


def twips(mm: float) -> int:
    """Millimetres in Word's unit."""
    return round(mm * TWIPS_A_MM)


def _style(name: str, face: Face) -> str:
    level = int(name[-1]) - 1 if name in HEADINGS else None
    kept = name.startswith(("Heading1", "Heading2", "Caption", "Authority", "Position", "Appendix"))
    own = "" if name in HEADINGS else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{own}>'
        f'<w:name w:val="{HEADINGS.get(name, name)}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if kept else "")
        + f'<w:spacing w:before="{face.before * 20:.0f}" w:after="{face.after * 20:.0f}"/>'
        + (f'<w:ind w:firstLine="{twips(face.first_line)}"/>' if face.first_line else "")
        + f'<w:jc w:val="{face.align}"/>'
        + (f'<w:outlineLvl w:val="{level}"/>' if level is not None else "")
        + f"</w:pPr><w:rPr>{'<w:b/><w:bCs/>' if face.bold else ''}{'<w:i/><w:iCs/>' if face.italic else ''}"
        f'<w:sz w:val="{face.size * 2:.0f}"/><w:szCs w:val="{face.size * 2:.0f}"/></w:rPr></w:style>'
    )


def _styles(rules: Layout) -> str:
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{FONT}/>"
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Rule"><w:name w:val="Rule"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="40" w:line="40" w:lineRule="exact"/></w:pPr></w:style>'
        + "".join(_style(name, face) for name, face in rules.faces.items())
        + "</w:styles>"
    )


@cache
def blank(rules_index: int) -> tuple[tuple[tuple[str, bytes], ...], str]:
    """The members of an empty Word file with the styles of `LAYOUTS[rules_index]`, and the relation to its header.

    The header is the page number. Of python-docx's own template neither styles nor thumbnail are kept.
    """
    document = python_docx.Document()
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNWANTED)]:
            del relations[key]
    document.styles.element[:] = list(parse_xml(_styles(LAYOUTS[rules_index])))
    document.settings.element[:] = list(parse_xml(SETTINGS))
    header, relation = document.part.add_header_part()
    header.element[:] = [
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
            '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
        )
    ]
    file = BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as saved:
        return tuple((name, saved.read(name)) for name in saved.namelist()), relation
