// The sum of the ticked rows, kept up while names are tapped. Without it the sum is right after the next step.

const form = document.querySelector("[data-sums]");
const shown = form.querySelector("[data-sum]");
const button = form.querySelector("[data-write]");
const elsewhere = Number(shown.dataset.elsewhere);
const received = Number(shown.dataset.received);

// Plain digits and thousands (10.000, 10k) are added up here; every other way of writing waits for the machine.
const read = (text) => {
  const found = /^(\d{1,3}(?:[.\s]\d{3})*|\d+)\s*(k|nghìn)?\s*đ?$/iu.exec(text.trim());
  return found ? Number(found[1].replace(/\D/g, "")) * (found[2] ? 1000 : 1) : NaN;
};
const written = (sum) => `${sum.toLocaleString("vi-VN")}\u00a0đ`;
const tell = () => {
  const ticked = [...form.querySelectorAll("[name=pays]:checked")];
  const sum = ticked.reduce((all, box) => all + read(box.closest(".pay").querySelector(".pay-sum").value), elsewhere);
  shown.textContent = Number.isNaN(sum) ? "–" : written(received + sum);
  if (!button || button.getAttribute("aria-busy")) return;
  if (!ticked.length && !elsewhere) button.textContent = button.dataset.none;
  else if (!Number.isNaN(sum)) button.textContent = button.dataset.write.replace("{sum}", written(sum));
};

form.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches(".pay-sum")) {
    // Whoever writes a sum means that it is paid.
    field.closest(".pay").querySelector("[name=pays]").checked = field.value.trim() !== "";
  }
  tell();
});
addEventListener("pageshow", tell);
