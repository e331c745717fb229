// While a name is typed, the cards that may be the same person. Without this the question comes when the form is sent.

const form = document.querySelector("form[data-alike]");
const place = form?.querySelector("[data-alike-place]");
const WATCHED = new Set(["full_name", "sex", "born", "phone", "nickname", "citizen"]);
let timer = 0;
let turn = 0;

async function look() {
  const mine = ++turn;
  const answer = await fetch(form.dataset.alike, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok || mine !== turn) return;
  const chosen = form.querySelector("[name=same]:checked")?.value;
  place.innerHTML = await answer.text();
  const again = chosen && place.querySelector(`[name=same][value="${CSS.escape(chosen)}"]`);
  if (again) again.checked = true;
}

form?.addEventListener("input", (event) => {
  if (!WATCHED.has(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(look, 400);
});
