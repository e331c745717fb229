// While notes are counted: what each pile and all of them come to. Without this the sum comes on the next page.

const form = document.querySelector("form[data-count]");
const total = form?.querySelector("[data-total]");
const written = (sum) => `${sum.toLocaleString("vi-VN")}\u00a0đ`;

function add() {
  let all = 0;
  for (const field of form.querySelectorAll("[data-note]")) {
    const digits = field.value.replace(/[.\s]/g, "");
    const sum = /^\d{1,4}$/.test(digits) ? Number(digits) * Number(field.dataset.note) : 0;
    const shown = field.parentElement.querySelector("output");
    shown.textContent = sum ? written(sum) : "";
    shown.hidden = false;
    all += sum;
  }
  total.textContent = written(all);
  total.parentElement.hidden = false;
}

form?.addEventListener("input", add);
if (form) add();
