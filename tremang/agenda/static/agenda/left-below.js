// How many names are still hidden by the foot or below the screen. Without it nothing is said, and nothing is missing.

const words = document.querySelector("[data-left-below]");
const names = [...document.querySelectorAll(".rollcall .person-name")];

if (words && names.length) {
  const line = words.parentElement;
  const foot = line.parentElement;
  let waiting = false;
  const tell = () => {
    waiting = false;
    const edge = foot.getBoundingClientRect().top;
    const below = names.filter((name) => name.getBoundingClientRect().bottom > edge).length;
    words.textContent = words.dataset.leftBelow.replace("{n}", below);
    line.hidden = below === 0;
  };
  const later = () => {
    if (!waiting) requestAnimationFrame(tell);
    waiting = true;
  };
  for (const what of ["scroll", "resize", "pageshow"]) addEventListener(what, later, { passive: true });
  document.addEventListener("change", later);
  tell();
}
