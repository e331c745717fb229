/* Keeps the phone's shell, so that it opens without a network. The server writes in the version and the lists of files.

   Messages that the page may send:  {do: "rest"}       fetch the files that the first screen did not need; answered by
                                                        {rest: how many are kept, of: how many there are}
                                     {do: "take-over"}  a new version that waits may begin now; the page then loads anew
   A new version never begins by itself while a page of the old one is open: a meeting may be half written. */
const VERSION = "{{ version }}";
const KEPT = "shell-" + VERSION;
const HOME = {{ home|safe }};
const SYNC = {{ sync|safe }};
const MANIFEST = {{ manifest|safe }};
const FIRST = {{ first|safe }};
const REST = {{ rest|safe }};
const FOLDER = {{ folder|safe }};
const PACK = {{ pack|safe }};

const sameOrigin = { credentials: "omit", cache: "reload" };

async function install() {
  const kept = await caches.open(KEPT);
  const page = await fetch(HOME, sameOrigin);
  const text = page.ok ? await page.clone().text() : "";
  if (!text.includes(VERSION)) throw new Error("the page is of another version");
  await kept.put(HOME, page);
  await fill(kept, FIRST);
  if (self.registration.active) await everything(kept); // an update comes whole: it may begin where there is no network
}

/** Fetch what is not kept yet, from the browser's own store where the page has just fetched it. */
async function fill(kept, names) {
  for (const name of names) {
    if (!(await kept.match(name))) await kept.add(new Request(name, { credentials: "omit" }));
  }
}

/** How many of the rest are kept. */
async function count(kept) {
  const found = await Promise.all(REST.map((name) => kept.match(name)));
  return found.filter(Boolean).length;
}

/** The texts come in one piece; pictures and fonts each by itself. */
async function unpack(kept) {
  const answer = await fetch(PACK, { credentials: "omit" });
  if (!answer.ok) throw new Error("no pack");
  const told = await answer.text();
  let at = told.indexOf("\n") + 1;
  for (const [name, kind, length] of JSON.parse(told.slice(0, at))) {
    const text = told.slice(at, (at += length));
    await kept.put(FOLDER + name, new Response(text, { headers: { "Content-Type": kind } }));
  }
}

async function everything(kept) {
  if ((await count(kept)) < REST.length) await unpack(kept);
  await fill(kept, [...REST, MANIFEST]);
}

async function rest() {
  const kept = await caches.open(KEPT);
  try {
    await everything(kept);
  } catch {
    // no network any more: the next start goes on
  }
  return { rest: await count(kept), of: REST.length };
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, name) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(name);
  if (found) return found;
  const fresh = await fetch(request);
  if (fresh.ok && (REST.includes(name) || FIRST.includes(name))) await kept.put(name, fresh.clone());
  return fresh;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data?.do === "take-over") self.skipWaiting();
  if (event.data?.do === "rest") {
    event.waitUntil(rest().then((told) => (event.ports[0] ?? event.source)?.postMessage(told)));
  }
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname === SYNC) return;
  if (request.mode === "navigate" && url.pathname === HOME) event.respondWith(answer(request, HOME));
  else if (FIRST.includes(url.pathname) || REST.includes(url.pathname)) event.respondWith(answer(request, url.pathname));
  else if (url.pathname === MANIFEST) event.respondWith(answer(request, MANIFEST));
});
