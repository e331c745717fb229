// What an old pair of eyes and a shaking finger would stumble over on the page as it is now. Returns sentences.
() => {
  const found = [];
  const name = (node) => {
    const text = (node.innerText || node.value || node.getAttribute("aria-label") || "").trim().slice(0, 30);
    return `<${node.tagName.toLowerCase()}${node.id ? "#" + node.id : ""} class="${node.getAttribute("class") || ""}"> ${text}`;
  };
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (style.visibility !== "visible" || box.width < 2 || box.height < 2) return false;
    if (node.closest(".sr, .skip, [hidden], .sheet")) return false; // a paper keeps its own sizes
    return node.checkVisibility ? node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : true;
  };

  // Sideways scrolling, and boxes that stick out of the screen without a scroll area of their own.
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 1 && !document.querySelector(".sheet")) {
    found.push(`scrolls sideways by ${wide} px`);
    for (const node of document.querySelectorAll("main *")) {
      if (seen(node) && node.getBoundingClientRect().right > innerWidth + 1) {
        found.push(`sticks out: ${name(node)}`);
        break;
      }
    }
  }

  // Contrast of text, and its size.
  const parse = (color) => {
    const parts = (color.match(/[\d.]+/g) || []).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const lum = ([r, g, b]) => {
    const lin = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
  };
  const ratio = (a, b) => {
    const [high, low] = [lum(a), lum(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const { rgb, alpha } = parse(style.backgroundColor);
      if (alpha === 1) return rgb;
      if (alpha > 0) return null;
    }
    return [255, 255, 255];
  };
  const told = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || told.has(node)) continue;
    if (node.closest("svg, script, style, noscript, option") || !seen(node)) continue;
    told.add(node);
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    if (size < 16) found.push(`text of ${size} px: ${name(node)}`);
    const back = behind(node);
    if (back) {
      const value = ratio(parse(style.color).rgb, back);
      if (value < 7) found.push(`contrast ${value.toFixed(1)}: ${name(node)}`);
    }
  }
  if (parseFloat(getComputedStyle(document.body).fontSize) < 18) found.push("body text is smaller than 18 px");

  // What is pressed must be large enough; links within running text are exempt.
  const press = "button, .button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea, summary";
  for (const node of document.querySelectorAll(press)) {
    if (!seen(node)) continue;
    const box = node.getBoundingClientRect();
    if (node.matches("button.link, a.link")) continue;
    if (box.height < 44) found.push(`only ${Math.round(box.height)} px high: ${name(node)}`);
  }
  for (const node of document.querySelectorAll("input[type=checkbox], input[type=radio]")) {
    const area = node.closest("label, .person-main, .person-more") || document.querySelector(`label[for="${node.id}"]`) || node;
    if (!seen(area) || getComputedStyle(node).display === "none") continue; // what is folded on a phone is a plain heading on a desk
    const box = area.getBoundingClientRect();
    if (box.height < 44) found.push(`only ${Math.round(box.height)} px high: ${name(area)}`);
  }

  const primary = [...document.querySelectorAll("main .button.primary")].filter(seen);
  if (primary.length > 1) found.push(`${primary.length} primary buttons: ${primary.map(name).join(" | ")}`);
  return [...new Set(found)];
};
