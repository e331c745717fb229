// Small comforts. Every page works without them.

const CLOCK = '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><circle class="stroke" cx="10" cy="10" r="8"/><path class="stroke" d="M10 5.5V10h3.5"/></svg>';

// A second press does nothing: the button says "Đang ghi" and the form is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button?.classList.contains("primary")) {
    button.dataset.words = button.textContent;
    button.setAttribute("aria-busy", "true");
    button.innerHTML = `${CLOCK} ${button.dataset.busy ?? "Đang ghi"}`;
  }
});

// Coming back by the browser's button, the form can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.textContent = button.dataset.words;
  }
});

// What went wrong is read first.
document.querySelector("[data-focus]")?.focus();

// Long work goes on by itself, a bit at a time, for as long as its page is looked at; the button stays for whoever runs no script.
// A page never reloads under a finger, nor while a link that was pressed is still being fetched: that press would be lost.
let pressing = false, leaving = 0;
addEventListener("pointerdown", () => (pressing = true), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => (pressing = false), 300), true);
addEventListener("beforeunload", () => (leaving = Date.now()));
function reloadWhenFree() {
  if (pressing || Date.now() - leaving < 8000) setTimeout(reloadWhenFree, 500);
  else location.reload();
}

const going = document.querySelector("form[data-go-on]");
if (going) {
  fetch(going.action, { method: "post", body: new FormData(going), redirect: "manual" })
    .then((answer) => answer.type === "opaqueredirect" && reloadWhenFree())
    .catch(() => {});
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
