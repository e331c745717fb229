/** Which file draws which address; all but the door are fetched when first needed. The name of a screen is the first part of its address. */

import { screen as card } from "./screens/card.js";
import { missing, screen as trouble } from "./screens/trouble.js";
import { screen as unlock } from "./screens/unlock.js";

const FILES = {
  "viec-cho": "./screens/home.js",
  "buoi": "./screens/meeting.js", // buoi/<step>
  "ghi": "./screens/act.js", // ghi/<what>: everything between meetings
  "thanh-vien": "./screens/members.js", // thanh-vien, thanh-vien/<membership>
  "so-sach": "./screens/books.js", // so-sach, so-sach/<book>
  "lich": "./screens/calendar.js",
  "chua-gui": "./screens/unsent.js", // what waits to be sent, what was sent, refused, by file
  "chon": "./screens/choices.js", // Cần bác xem và chọn
  "cai-dat": "./screens/settings.js", // cai-dat[/ma | /go-giup | /du-lieu | /cai-may | /tra-may]
  "ngay": "./screens/doubt.js",
};
const DOOR = { "mo-may": unlock, the: card }; // the PIN; binding by a card
const WRITES = new Set(["buoi", "ghi"]); // not before the day is sure
const EMPTY = new Set(["viec-cho", "chua-gui", "cai-dat"]); // what can be shown before the first sync has brought the club

/** The screen of an address. Without an opened club only those that open it. */
export async function routes(name, app) {
  if (app.trouble && !app.practice) return trouble;
  if (DOOR[name]) return DOOR[name];
  if (!app.club) return app.bound ? unlock : card;
  const found = FILES[name] ? name : "viec-cho";
  const shown = EMPTY.has(found) || app.club.view().club.id ? found : "viec-cho";
  if (WRITES.has(shown) && !app.practice && app.club.view().doubt) return import(FILES.ngay).then((file) => file.screen, () => missing);
  return import(FILES[shown]).then((file) => file.screen, () => missing);
}

/** Read every screen in quiet moments, so that the first tap at one finds it ready; for when all files are on the phone. */
export async function warm() {
  const idle = globalThis.requestIdleCallback ?? ((go) => setTimeout(go, 100));
  for (const file of ["../core/keys.js", "./open.js", ...Object.values(FILES)]) {
    await new Promise((go) => idle(go));
    await import(file).catch(() => {}); // it is fetched when needed
  }
}
