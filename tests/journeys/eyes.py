"""How one screen of the phone is met by weak eyes, a screen reader, a zoom of 200 % and a shaking finger, in each of its looks."""

from pathlib import Path

from tests.journeys import axe

HERE = Path(__file__)
LOOKS, SAYS, TAPS = (HERE.with_name(name).read_text(encoding="utf-8") for name in ("looks.js", "says.js", "taps.js"))
WRONG_NEIGHBOUR = 0.01  # of the taps at a control
STEP, FAR = 170, 2_000  # px that a list is moved on by, and how far: its rows are all alike
# What makes the page wider than the screen, if anything does.
WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return "";
  const out = [...document.querySelectorAll("#app *")].filter(node => node.getBoundingClientRect().right > innerWidth + 0.5);
  const ends = out.filter(node => !out.some(other => other !== node && node.contains(other)));
  const wide = document.documentElement.scrollWidth - innerWidth;
  return `${wide} px sideways: ${ends.map(node => node.outerHTML.slice(0, 90)).join(" | ")}`;
}"""
# A date or a sum that goes on in the next line although a line has room for it.
BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const { 0: words, index } of node.data.matchAll(/\\d[\\d./]*\\d/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + words.length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(`broken in two lines: ${words}`);
    }
  }
  return found;
}"""
ORDER = """() => {
  const heads = [...document.querySelectorAll("h1, h2, h3")].filter(node => node.checkVisibility());
  const found = heads[0]?.tagName === "H1" ? [] : ["the title is not the first heading"];
  for (const node of document.querySelectorAll("#app button, #app input, #app h1"))
    if (!node.closest("main, nav, header, footer, .band")) found.push(`in no landmark: ${node.outerHTML.slice(0, 80)}`);
  return found;
}"""
OTHER_LOOKS = ("contrast", "text-2", "text-3")


class Eyes:
    """Looks at one screen after the other and gathers what it stumbles over."""

    def __init__(self, page) -> None:
        self.page, self.found, self.seen = page, [], []

    def look(self, screen: str) -> None:
        """Everything about the shown screen, which is named `screen`."""
        page = self.page
        self.seen.append(screen)
        page.wait_for_timeout(30)
        told = [*axe.told(page), *page.evaluate(LOOKS), *page.evaluate(SAYS), *page.evaluate(ORDER), *self._shape()]
        for look in OTHER_LOOKS:
            page.evaluate("look => document.documentElement.classList.add(look)", look)
            told += [f"{look}: {fault}" for fault in [*axe.told(page, look_only=True), *self._shape()]]
            page.evaluate("look => document.documentElement.classList.remove(look)", look)
        page.set_viewport_size({"width": 180, "height": 370})  # 360 px at 200 %
        told += [f"200 %: {wide}"] if (wide := page.evaluate(WIDE)) else []
        page.set_viewport_size({"width": 360, "height": 740})
        page.evaluate("scrollTo(0, 0)")
        self.found += [f"{screen}: {fault}" for fault in told]

    def _shape(self) -> list[str]:
        """What depends on how large things are: width, lines, and whom a finger hits."""
        page = self.page
        found = [*page.evaluate(BROKEN), *([wide] if (wide := page.evaluate(WIDE)) else [])]
        height = page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, min(max(height - 740, 0), FAR) + STEP, STEP):
            page.evaluate("top => scrollTo(0, top)", top)
            found += [
                f"{share:.2%} beside {name}, mostly at {other}"
                for name, share, other in page.evaluate(TAPS)
                if share > WRONG_NEIGHBOUR
            ]
        return found

    def go(self, path: str) -> None:
        """The screen of an address; where it leads elsewhere, that one."""
        self.page.evaluate("path => { location.hash = '#/' + path; }", path)
        self.page.wait_for_function(
            "path => document.querySelector('main').dataset.key === path.split('/')[0] || !location.hash.startsWith('#/' + path)",
            arg=path,
        )
        self.page.wait_for_timeout(60)
        self.look(path)

    @property
    def stumbled(self) -> str:
        return "\n".join(dict.fromkeys(self.found))
