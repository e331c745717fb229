"""What axe says of a screen: WCAG 2.2 at AA, its advice on headings and landmarks, and contrast of 7:1."""

from functools import cache
from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ENHANCED = "color-contrast-enhanced"
LOOKS_ONLY = ["color-contrast", ENHANCED, "target-size"]  # all that another look of the same screen can change
# A row that is cut off by the fixed foot is free once it is scrolled to: it is asked about again where it then stands.
RUN = """async options => {
  const why = ({ any, all, none }, help) => [...any, ...all, ...none][0]?.message || help;
  const found = [];
  const { violations } = await axe.run(document, options);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) {
      if (id === "target-size" && why(node, "").includes("obscured")) {
        const [top, aimed] = [scrollY, document.querySelector(node.target[0])];
        aimed.scrollIntoView({ block: "center" });
        const again = await axe.run(aimed, { runOnly: { type: "rule", values: [id] } });
        scrollTo(0, top);
        if (!again.violations.length) continue;
      }
      found.push(`${id}: ${node.target.join(" ")}: ${why(node, help)}`);
    }
  }
  return found;
}"""


@cache
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return Axe().axe_script


def told(page: Any, *, look_only: bool = False) -> list[str]:
    """One line for each thing found on the shown screen. `look_only`: of a screen that was looked at in another look."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_script())
    rules = {ENHANCED: {"enabled": True}}
    only = {"type": "rule", "values": LOOKS_ONLY} if look_only else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]} | ({} if look_only else {"rules": rules})
    return page.evaluate(RUN, options)
