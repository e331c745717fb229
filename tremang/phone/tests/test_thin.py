"""What travels says the same as what was written: only comments and needless white space are gone."""

import subprocess
from pathlib import Path

import pytest

from tremang.phone.assets import FOLDER
from tremang.phone.thin import thin, thin_css, tokens

SCRIPTS = sorted(FOLDER.rglob("*.js"))


def said(text: str) -> list[str]:
    """All that a script says, in order."""
    return [token for token, kind in tokens(text) if kind not in ("aside", "space")]


@pytest.mark.parametrize(
    ("written", "travels"),
    [
        ("/** Says it. */\n\nexport const a = 1; // why\n", "export const a=1;\n"),
        ("const a = 'x // y', b = \"/* z */\";", "const a='x // y',b=\"/* z */\";\n"),
        ("a = b\n  (c)", "a=b\n(c)\n"),
        ('return  /[/"]+/g .test(a)  /  2', 'return /[/"]+/g.test(a) / 2\n'),
        ("a + +b - -c ++ d", "a+ +b- -c++d\n"),
        ("`a  // ${ b ? `c  ${d}` : '}' }  e`  +  f", "`a  // ${ b ? `c  ${d}` : '}' }  e`+f\n"),
        ("1 .toFixed()", "1 .toFixed()\n"),
        ("if (a) /x  y/.exec(b)", None),
        ("const ắ = 1, b = ắ in c", "const ắ=1,b=ắ in c\n"),
    ],
)
def test_a_script_says_the_same(written, travels):
    assert travels is None or thin(written) == travels
    assert said(thin(written)) == said(written)


def test_every_script_of_the_phone_says_the_same():
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert said(thin(text)) == said(text), path.name
        assert thin(thin(text)).strip() == thin(text).strip(), path.name


def test_every_script_can_be_read_by_a_browser_as_it_travels(tmp_path):
    playwright = pytest.importorskip("playwright", reason="its node reads the scripts")
    node = Path(playwright.__file__).parent / "driver" / "node"
    for number, path in enumerate(SCRIPTS):
        (tmp_path / f"{number}.mjs").write_text(thin(path.read_text(encoding="utf-8")), encoding="utf-8")
    reads = "import {readdirSync, readFileSync} from 'fs'; import vm from 'vm'; for (const name of readdirSync('.'))"
    reads += " if (name.endsWith('.mjs')) new vm.SourceTextModule(readFileSync(name, 'utf8'), {identifier: name});"
    done = subprocess.run(
        [node, "--experimental-vm-modules", "--input-type=module", "-e", reads], cwd=tmp_path, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_style_sheet_keeps_its_rules():
    assert thin_css("/* why\n  so */\n  a { b: url(//c); }\n\n  d { e: f }\n") == "a { b: url(//c); }\nd { e: f }\n"
