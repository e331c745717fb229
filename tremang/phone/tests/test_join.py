"""Joined modules do what they did one by one, in the engine that runs them."""

import json
import subprocess
from pathlib import Path

import pytest

from tremang.phone.assets import FOLDER, START, read
from tremang.phone.join import join
from tremang.phone.thin import thin

WRITTEN = {
    "a/one.js": """
/** What others take from it. */
export const told = [];
const own = "one";
export function add(what) { told.push(`${own}: ${what}`); return told.length; }
export class Box { constructor(held) { this.held = held; } }
export async function late() { return (await import("../b/late.js")).value; }
""",
    "b/two.js": """
import { add as put, told } from "../a/one.js";
import * as one from "../a/one.js";
import "./quiet.js";
const own = "two";
export const many = () => put(own) + one.told.length + told.length;
export function* up() { yield "import { x } from './y.js'"; }
""",
    "b/quiet.js": 'globalThis.quiet = (globalThis.quiet ?? 0) + 1;\n',
    "b/late.js": 'import { add, told } from "../a/one.js";\nadd("late");\nexport const value = [...told];\n',
    "app.js": """
import { Box, late } from "./a/one.js";
import {
  many,
  up,
} from "./b/two.js";
const box = new Box(many());
const line = /import\\(/.test(`
import( is a word here
export const nothing = 1;`);
globalThis.said = late().then((value) => [box.held, value, [...up()], line, globalThis.quiet]);
""",
}  # fmt: skip
RUNS = 'await import("./app.js"); console.log(JSON.stringify(await globalThis.said));'
# The names that each module of a folder hands out, without running any.
NAMES = """
import vm from "vm"; import { readFileSync, readdirSync } from "fs"; import path from "path";
const known = new Map();
const get = (file) => {
  if (!known.has(file)) known.set(file, new vm.SourceTextModule(readFileSync(file, "utf8"), { identifier: file }));
  return known.get(file);
};
const told = {};
for (const file of readdirSync(".", { recursive: true }).filter((name) => name.endsWith(".js"))) {
  const module = get(path.resolve(file));
  if (module.status === "unlinked") await module.link((wanted, from) => get(path.resolve(path.dirname(from.identifier), wanted)));
  told[file] = Object.getOwnPropertyNames(module.namespace).filter((name) => !name.startsWith("$")).sort();
}
console.log(JSON.stringify(told));
"""


def laid(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def said(folder: Path, script: str) -> object:
    playwright = pytest.importorskip("playwright", reason="its node runs the modules")
    node = Path(playwright.__file__).parent / "driver" / "node"
    (folder / "run.mjs").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [node, "--no-warnings", "--experimental-vm-modules", "run.mjs"], cwd=folder, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def served(folder: Path) -> dict[str, str]:
    return {name: asset.plain.decode() for name, asset in read(folder).files.items() if name.endswith(".js")}


def test_joined_modules_say_the_same_and_exist_only_once(tmp_path):
    written = laid(tmp_path / "written", WRITTEN)
    travels = served(written)
    assert travels["app.js"].count("globalThis.quiet=") == 1 and "app.js" in travels["a/one.js"]
    told = said(laid(tmp_path / "joined", travels), RUNS)
    assert told == said(written, RUNS)
    assert told == [3, ["one: two", "one: late"], ["import { x } from './y.js'"], True, 1]


def test_every_module_of_the_phone_hands_out_the_same_names_as_it_travels(tmp_path):
    scripts = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in FOLDER.rglob("*.js")}
    written = said(laid(tmp_path / "written", scripts), NAMES)
    travels = served(FOLDER)
    assert said(laid(tmp_path / "travels", travels), NAMES) == written
    assert sum(START in text for name, text in travels.items() if name != START) >= 10  # it is about joined ones


@pytest.mark.parametrize(
    "text",
    ['export default 1;', 'export { a } from "./b.js";', "let a = 1;\nexport { a };", "export let a = 1;", 'import a from "./b.js";',
     "export const { a, b } = c;", "const a = import.meta.url;", 'import { a } from "./nowhere.js";'],
)  # fmt: skip
def test_a_form_that_is_not_known_is_an_error_and_not_a_guess(text):
    with pytest.raises(ValueError, match=r"joined|before it"):
        join(["app.js"], {"app.js": thin(text)})


def test_a_circle_of_imports_is_named(tmp_path):
    laid(tmp_path, {"app.js": 'import "./a.js";\n', "a.js": 'import "./app.js";\n'})
    with pytest.raises(ValueError, match=r"app\.js → a\.js → app\.js"):
        read(tmp_path)
