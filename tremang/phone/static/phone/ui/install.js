/** Behind the first screen: the service worker, the rest of the app, a new version, lasting storage, installation. */

const WORKER = document.body.dataset.worker || "/may/sw.js";
const LITTLE = 20e6; // bytes
const ASKS_AFTER = 60 * 60_000; // ms between looks for a new version while the app stays open

/** Register the worker; it keeps the first screens at once and fetches the rest when told that the page is quiet; `whole()` once all is there. */
export async function install(app, whole) {
  if (!app.bound && (await isPrivate())) app.warning = "private"; // a full disk refuses too: a phone with a club is not suspected
  app.warning ||= (await isNearlyFull()) ? "room" : "";
  if (!navigator.serviceWorker) {
    app.warning ||= "no-worker";
    return app.redraw();
  }
  const registration = await navigator.serviceWorker.register(WORKER, { scope: "/may/", updateViaCache: "none" });
  registration.addEventListener("updatefound", () => watch(app, registration));
  let asked = Date.now();
  addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < ASKS_AFTER) return;
    asked = Date.now();
    registration.update().catch(() => {}); // no network: the next time
  });
  if (registration.waiting) offerFresh(app, registration.waiting);
  const first = registration.active ? null : registration.installing;
  first?.addEventListener("statechange", () => first.state === "redundant" && unkept(app)); // cut off, or no room for it
  const ready = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => (data.rest === data.of ? whole() : unkept(app));
  ready.active.postMessage({ do: "rest" }, [port2]);
  return app.warning && app.redraw();
}

/** Without a network the app would not open, or not all of it: the next start goes on. */
function unkept(app) {
  app.warning ||= "unkept";
  app.redraw();
}

function watch(app, registration) {
  const next = registration.installing;
  next?.addEventListener("statechange", () => {
    if (next.state === "installed" && navigator.serviceWorker.controller) offerFresh(app, next);
  });
}

/** "Có bản mới": taken into use when the person says so, then the page begins anew. */
function offerFresh(app, worker) {
  app.fresh = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage({ do: "take-over" });
  };
  app.redraw();
}

/** Ask the browser to keep the club's data; true when it promised to. Asked at a calm moment, not at the start. */
export async function askToKeep() {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

/** Whether the app runs as an installed one. */
export const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

/** Whether this is an Apple phone, which installs by its own menu only and forgets after seven days what is not installed. */
export const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

/** Whether the browser has hardly any room left for this app. */
async function isNearlyFull() {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota - usage < LITTLE;
}

/** A private window forgets everything when closed. Firefox and Safari refuse this there; Chrome's cannot be told apart. */
const isPrivate = async () => Boolean(await navigator.storage?.getDirectory?.().then(() => false, () => true));
