"""Word files spoiled on purpose, to see that the checker sees it."""

import re
import zipfile
from io import BytesIO

DOCUMENT, STYLES, HEADER = "word/document.xml", "word/styles.xml", "word/header1.xml"


def changed(content: bytes, member: str, old: str, new: str) -> bytes:
    """The file with every match of the pattern `old` in `member` replaced; fails where there is none."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            kept = source.read(name)
            if name == member:
                kept_text, count = re.subn(old, new, kept.decode(), flags=re.DOTALL)
                assert count, f"nothing to spoil: {old}"
                kept = kept_text.encode()
            target.writestr(name, kept)
    return result.getvalue()


def restyled(content: bytes, style: str, old: str, new: str) -> bytes:
    """The file with `old` replaced inside one style."""
    return changed(content, STYLES, f'(w:styleId="{style}"[^>]*>(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}")
