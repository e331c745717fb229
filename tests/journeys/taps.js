// How often a shaking finger that aims at the middle of a control hits another one. Returns [name, share, most of it where] of
// each control.
//
// The misses are normal in both directions with a mean distance of 3.36 mm, so sigma = 3.36 / sqrt(pi / 2) mm; 160 CSS px
// are an inch. Only what can be seen is aimed at and hit: what lies under the fixed foot counts as far as it shows.
() => {
  const sigma = (3.36 / Math.sqrt(Math.PI / 2)) * (160 / 25.4);
  const erf = (x) => {
    const t = 1 / (1 + 0.3275911 * Math.abs(x));
    const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
    return Math.sign(x) * (1 - tail * Math.exp(-x * x));
  };
  const between = (from, to, at) => (erf((to - at) / (sigma * Math.SQRT2)) - erf((from - at) / (sigma * Math.SQRT2))) / 2;
  const foot = document.querySelector(".foot");
  const tabs = document.querySelector(".tabs");
  const edges = [foot, tabs].filter(Boolean).map((node) => node.getBoundingClientRect()).filter((box) => box.height > 1);
  const edge = Math.min(innerHeight, ...edges.map((box) => box.top));
  const controls = [];
  for (const node of document.querySelectorAll("button, a[href], input:not([type=hidden]), textarea, select")) {
    const box = node.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || !node.checkVisibility()) continue;
    const fixed = Boolean(node.closest(".foot, .tabs"));
    const bottom = fixed ? Math.min(box.bottom, innerHeight) : Math.min(box.bottom, edge);
    const top = Math.max(box.top, 0);
    if (bottom - top < 2) continue;
    const whole = top === box.top && bottom === box.bottom;
    const name = (node.innerText || node.getAttribute("aria-label") || node.name || node.id).trim().replace(/\s+/g, " ").slice(0, 40);
    controls.push({ name, whole, left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth), top, bottom });
  }
  return controls.filter((one) => one.whole).map((one) => {
    const [x, y] = [(one.left + one.right) / 2, (one.top + one.bottom) / 2];
    const others = controls.filter((other) => other !== one);
    const shares = others.map((box) => between(box.left, box.right, x) * between(box.top, box.bottom, y));
    return [one.name, shares.reduce((sum, share) => sum + share, 0), others[shares.indexOf(Math.max(...shares))]?.name ?? ""];
  });
};
