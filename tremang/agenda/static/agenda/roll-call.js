// How many came, kept up while names are tapped. Without it the count is right after the next step.

const form = document.querySelector("[data-roll-call]");
const shown = form.querySelector("[data-here]");
const ticked = () => form.querySelectorAll(".absent:checked").length;
const all = Number(shown.dataset.here) + ticked();

const count = () => {
  shown.textContent = all - ticked();
};
form.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches(".absent")) {
    // Present again: the reason goes with the absence.
    if (!box.checked) for (const why of box.closest(".person").querySelectorAll("[type=radio]")) why.checked = false;
    count();
  }
});
addEventListener("pageshow", count);
