// What a screen reader would stumble over on the screen as it is now: names, one title, an order. Returns sentences.
() => {
  const found = [];
  const name = (node) => (node.getAttribute("aria-label") || node.innerText || "").trim();
  const labelled = (node) => node.labels?.length || node.getAttribute("aria-label");
  for (const node of document.querySelectorAll("button")) {
    if (!name(node)) found.push(`a button without a name: ${node.outerHTML.slice(0, 80)}`);
    if (node.tabIndex < 0) found.push(`a button that no keyboard reaches: ${name(node)}`);
    if (node.querySelector("button, a, input, textarea, select")) found.push(`a control within a control: ${name(node)}`);
  }
  for (const node of document.querySelectorAll("input, textarea, select")) if (!labelled(node)) found.push(`a field without a label: ${node.outerHTML.slice(0, 80)}`);
  for (const node of document.querySelectorAll("[role=checkbox], [role=radio]"))
    if (!["true", "false"].includes(node.getAttribute("aria-checked"))) found.push(`ticked or not? ${name(node)}`);
  for (const node of document.querySelectorAll("[role=radio]")) if (!node.closest("[role=radiogroup][aria-label]")) found.push(`a choice of what? ${name(node)}`);
  for (const node of document.querySelectorAll("svg")) if (node.getAttribute("aria-hidden") !== "true") found.push("a drawing that is read out");
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of new Set(ids)) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`two things called ${id}`);
  const titles = document.querySelectorAll("h1");
  if (titles.length !== 1) found.push(`${titles.length} titles`);
  if (document.querySelectorAll("main main, main").length !== 1) found.push("not just one main part");
  const solid = [...document.querySelectorAll(".press.solid")].filter((node) => node.checkVisibility());
  if (solid.length > 1) found.push(`${solid.length} solid buttons`);
  if (document.documentElement.lang !== "vi") found.push("not said to be Vietnamese");
  return found;
};
