// Arrow keys move over the tiles; the tile in hand is said in words beneath, in [data-tile-words] of the same figure.
// A map stands in the page itself or, as a picture of its own, inside an <object>.

function lead(map, holder) {
  const tiles = [...map.querySelectorAll("a.tile")];
  if (!tiles.length || map.dataset.led) return;
  map.dataset.led = "yes";
  const words = holder.closest("figure, section")?.querySelector("[data-tile-words]");
  const place = (tile) => [Number(tile.dataset.col), Number(tile.dataset.row)];
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // One stop for Tab; the arrows do the rest.
  const hold = (tile) => {
    for (const other of tiles) other.setAttribute("tabindex", other === tile ? "0" : "-1");
  };
  hold(tiles.find((tile) => tile.classList.contains("chosen")) ?? tiles[0]);

  const say = (event) => {
    const tile = event.target.closest("a.tile");
    if (tile && words) words.textContent = tile.getAttribute("aria-label");
    return tile;
  };
  map.addEventListener("pointerover", say);
  map.addEventListener("focusin", (event) => {
    const tile = say(event);
    if (tile) hold(tile);
  });

  map.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const tile = event.target.closest("a.tile");
    if (!step || !tile) return;
    event.preventDefault();
    const [col, row] = place(tile);
    // the nearest tile that way, favouring the same line
    const way = (other) => {
      const [c, r] = place(other);
      const ahead = (c - col) * step[0] + (r - row) * step[1];
      const aside = Math.abs((c - col) * step[1]) + Math.abs((r - row) * step[0]);
      return ahead > 0 ? ahead + aside * 3 : Infinity;
    };
    const next = tiles.reduce((best, other) => (way(other) < way(best) ? other : best), tile);
    next.focus();
  });
}

for (const map of document.querySelectorAll("svg.map")) lead(map, map);
for (const holder of document.querySelectorAll("object.map-picture")) {
  const begin = () => {
    const map = holder.contentDocument?.querySelector("svg.map");
    if (map) lead(map, holder);
  };
  if (holder.contentDocument?.readyState === "complete") begin();
  holder.addEventListener("load", begin);
}
