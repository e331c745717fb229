/** Elements made and brought up to date; nothing here knows a club. */

const STAND = "stand-in";
const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "checked", "onclick", "oninput", "onchange", "onsubmit", "onkeydown"]);
const HANDLERS = ["onclick", "oninput", "onchange", "onsubmit", "onkeydown"];

/** An element; `attrs` by name (handlers as onclick …, null and false leave out), children as nodes, words or lists of them. */
export function h(tag, attrs, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  if (tag === "select" && attrs?.value !== undefined) element.value = attrs.value; // only now are its options there
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

const SHAPES = {
  tick: ["M5 12.5l4.5 4.5L19 7.5"],
  left: ["M15 5l-7 7 7 7"],
  right: ["M9 5l7 7-7 7"],
  down: ["M5 9l7 7 7-7"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7v5.5h4"],
  ring: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z"],
  dot: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z"],
  dash: ["M6 12h12"],
  half: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M12 4v16"],
  sound: ["M4 9v6h4l5 4V5L8 9z", "M17 9c1 2 1 4 0 6"],
};

/** A drawn sign, hidden from readers: a word always stands beside it. `disc` draws it white on a filled disc. */
export function icon(name, { disc = false } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", disc ? "icon disc" : "icon");
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}

/**
 * Stands in a list for an element that is built only where none of that look stands there yet: sixty rows of which one
 * changes are one row. `like` tells apart from its neighbours and says all that it shows; `build` makes the element.
 */
export function standIn(like, build) {
  const stand = document.createElement(STAND);
  stand.like = like;
  stand.build = () => Object.assign(build(), { like });
  return stand;
}

/** The tree with every stand-in built. */
export function whole(tree) {
  for (const stand of tree.querySelectorAll?.(STAND) ?? []) stand.replaceWith(stand.build());
  return tree;
}

/** Make `old` look like `fresh` and keep what is the same, so that focus, scrolling and typing stay. Returns the node in place. */
export function patch(old, fresh) {
  if (old === fresh) return old;
  if (!alike(old, fresh)) {
    old.replaceWith(whole(fresh));
    return fresh;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return old;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const name of HANDLERS) if (old[name] !== fresh[name]) old[name] = fresh[name];
  if ("checked" in fresh && old.checked !== fresh.checked) old.checked = fresh.checked;
  if ("value" in fresh && old.tagName !== "BUTTON" && old.value !== fresh.value) old.value = fresh.value;
  old.like = fresh.like;
  patchChildren(old, fresh);
  return old;
}

const keyOf = (node) => (node.getAttribute ? node.getAttribute("data-key") || "" : "");
const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

/** What came between is put in, what is gone is taken out, so that neighbours stay the same nodes. */
function patchChildren(old, fresh) {
  const standing = new Map([...old.childNodes].filter((node) => node.like).map((node) => [node.like, node]));
  const wanted = [...fresh.childNodes].map((child) => (child.build ? (standing.get(child.like) ?? child.build()) : child));
  wanted.forEach((child, index) => {
    let present = old.childNodes[index];
    if (present && !alike(present, child)) {
      const later = [...old.childNodes].slice(index + 1).find((node) => alike(node, child));
      const stays = wanted.slice(index + 1).some((node) => alike(node, present));
      if (later) while (old.childNodes[index] !== later) old.childNodes[index].remove();
      else if (stays) return old.insertBefore(whole(child), present);
      present = old.childNodes[index];
    }
    return present ? patch(present, child) : old.append(whole(child));
  });
  while (old.childNodes.length > wanted.length) old.lastChild.remove();
}
