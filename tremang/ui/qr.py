"""Square codes that a camera reads, as inline SVG. They are made here: no service learns what they hold."""

import re

import qrcode  # type: ignore[import-untyped]
from django.utils.safestring import SafeString

from tremang.ui import svg

QUIET = 4  # modules of white that a reader needs around the code
MEDIUM, HIGH = qrcode.ERROR_CORRECT_M, qrcode.ERROR_CORRECT_Q  # 15 and 25% may be spoilt


def drawn(text: str, label: str, level: int = MEDIUM) -> SafeString:
    """A code as inline SVG, one unit a module; `label` says in words what it holds, in place of the picture."""
    code = qrcode.QRCode(error_correction=level, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    runs = []
    for y, row in enumerate(rows):
        cells = "".join("1" if dark else "0" for dark in row)
        runs += [f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z" for run in re.finditer("1+", cells)]
    side = len(rows)
    # Black on white by attribute, whatever the page's colours: a camera reads it.
    ground = svg.tag("rect", width=side, height=side, fill="#fff")
    return svg.drawing(side, side, label, ground, svg.tag("path", d="".join(runs), fill="#000"), cls="qr")
