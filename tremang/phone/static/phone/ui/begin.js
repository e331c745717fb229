/** The first moments: what this browser can do, whether a card has bound the phone, and what is fetched behind the first screen. */

import { idbStore } from "../core/idb.js";
import { install, isApple, isInstalled } from "./install.js";
import { warm } from "./routes.js";

const CARD = /^#the=([\w.~-]+)$/;
const IN_APP = /Zalo|FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger/i;

/** Ready `app` for its first screen; what can wait is done behind it. */
export async function begin(app) {
  takeCard();
  addEventListener("hashchange", takeCard);
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    app.offer = event;
  });
  app.warning = IN_APP.test(navigator.userAgent) ? "in-app" : isApple() && !isInstalled() ? "apple" : "";
  app.trouble = hindrance();
  if (!app.trouble) await openStore(app);
  afterFirstScreen(() => install(app, warm));
}

/** A scanned card opens `…/may/#the=<token>`; from then on it is the address of the screen that binds. */
function takeCard() {
  const card = CARD.exec(location.hash);
  if (card) history.replaceState(null, "", `#/the/${card[1]}`);
}

function hindrance() {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return "insecure";
  return globalThis.indexedDB ? "" : "no-store";
}

async function openStore(app) {
  try {
    app.store = await idbStore("tremang", () => app.vanished());
    app.bound = (await app.store.get("plain/who")) ?? null;
    app.begun = (await app.store.get("plain/card")) ?? null;
    if (!app.bound) app.note = await app.noted();
  } catch {
    app.trouble = "no-store"; // some private windows have the name but refuse to open it
  }
}

function afterFirstScreen(work) {
  const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 400));
  const start = () => idle(() => work().catch(() => {})); // cut off while fetching: the next start does it
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}
