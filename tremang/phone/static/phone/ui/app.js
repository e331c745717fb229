/** What every screen gets: the club, the way between screens, what was last done, how it shall look. */

import { h, icon, patch, whole } from "./dom.js";
import { frame } from "./frame.js";
import { routes } from "./routes.js";
import { canSpeak, findVoice, guidanceOf, hush, isReading, say, wordsOf } from "./speak.js";

const SETTINGS = "tremang-look";
const NOTE = "plain/note"; // left by core/keys.js and core/rounds.js when they wipe
const LOCKS_AFTER = 15 * 60_000; // ms out of sight; the draft is kept

/** One running app in the place of an element. `club` is null until it has been opened with the PIN. */
export class App {
  constructor(place) {
    this.place = place; // what the page says until the first screen is drawn
    this.root = h("div", { id: "app" });
    this.club = null; // core Club, of the real club or of the practice one
    this.real = null; // the real one while practising
    this.practice = false;
    this.store = null; // the phone's own store, open from `begin` on
    this.bound = null; // {device, club {name, commune}, name, address} of a phone that a card has bound
    this.begun = null; // {token, device, secret, answer}: a binding that has begun and has no PIN yet
    this.note = null; // {why, sentence}: why the phone wiped itself
    this.warning = ""; // what this browser makes risky: see screens/trouble.js
    this.trouble = ""; // why this browser cannot keep the club: see screens/trouble.js
    this.fresh = null; // takes a waiting new version into use
    this.offer = null; // the browser's own question whether to install
    this.last = null; // what was done last: {words, undo}
    this.look = { text: "1", contrast: matchMedia("(prefers-contrast: more)").matches, voice: false, ...kept() };
    this.local = {}; // what a screen remembers while it is shown
    this.shown = "";
    this.dress();
  }

  /** Begin: draw the screen of the address, and again whenever it or the club changes. */
  start() {
    for (const change of ["hashchange", "online", "offline"]) addEventListener(change, () => this.redraw());
    // Whoever takes the phone up again sees what the others wrote meanwhile, not what it was when he put it down.
    for (const back of ["online", "focus"]) addEventListener(back, () => this.pulse?.kick());
    addEventListener("visibilitychange", () => this.lockWhenLeft());
    addEventListener("unhandledrejection", (event) => this.failed(event));
    findVoice(() => this.redraw());
    return this.redraw();
  }

  /** The parts of the address after "#/". */
  get path() {
    return decoded(location.hash.replace(/^#\/?/, "")) || "viec-cho";
  }

  /** Show another screen. `replace`: the way back leads past this one. */
  go(path, { replace = false } = {}) {
    const address = `#/${path}`;
    if (location.hash === address) return this.redraw();
    if (replace) {
      history.replaceState(null, "", address);
      return this.redraw();
    }
    location.hash = address;
    return undefined;
  }

  /** What was just done, with the way to undo it, for as long as that is open (`still()`); stays until the next one. */
  said(words, undo = null, still = () => true) {
    this.last = { words, undo, still, path: this.path };
    this.redraw();
  }

  /** What was tapped could not be done, and its screen says nothing of that: its sentence stands where the done thing would. */
  failed(event) {
    const words = event.reason?.sentence;
    if (!words) return;
    event.preventDefault();
    if (this.last?.words !== words) this.said(words);
  }

  /** Keep how the app shall look: text "1" "2" "3", contrast, voice. */
  set(changes) {
    Object.assign(this.look, changes);
    try {
      localStorage.setItem(SETTINGS, JSON.stringify(this.look));
    } catch {
      // a browser that keeps nothing: the look holds until it is closed
    }
    this.dress();
    this.redraw();
  }

  dress() {
    const page = document.documentElement;
    page.classList.toggle("text-2", this.look.text === "2");
    page.classList.toggle("text-3", this.look.text === "3");
    page.classList.toggle("contrast", this.look.contrast);
  }

  /** What the shown screen remembers until another is shown. */
  state(initial) {
    if (!this.local.value) this.local.value = initial();
    return this.local.value;
  }

  /** A club was opened; every change of it draws the screen again. */
  opened(club) {
    this.club = club;
    club.onChange(() => {
      if (club.closed && club === (this.real ?? this.club)) this.wiped();
      else if (club === this.club) this.follow();
    });
  }

  /** Draw what has changed, unless whoever changed it draws at once, as `said` does: one drawing for one tap. */
  follow() {
    const { turn } = this;
    setTimeout(() => turn === this.turn && this.redraw());
  }

  /** Nothing of the club is left in this phone: ten wrong PINs, or the server has cut it off. Back to the door. */
  async wiped() {
    this.pulse?.stop();
    Object.assign(this, { club: null, real: null, practice: false, bound: null, last: null });
    this.note = await this.noted();
    this.set({ had: false });
    this.go("the", { replace: true });
  }

  /** The browser has thrown the club away while it was open: what is unsent lies in memory alone, and can still leave. */
  vanished() {
    this.pulse?.stop();
    this.trouble = "lost";
    this.redraw();
  }

  /** {why, sentence}: why this phone wiped itself; null where it did not. */
  async noted() {
    return (await this.store.get(NOTE)) ?? null;
  }

  /** Lock: the PIN opens it again. What is being written stays in the store. */
  lock() {
    hush();
    this.pulse?.stop();
    for (const club of [this.club, this.real]) club?.close();
    Object.assign(this, { club: null, real: null, practice: false, last: null });
    this.go("viec-cho", { replace: true });
  }

  lockWhenLeft() {
    if (document.hidden) {
      this.leftAt = Date.now();
      this.pulse?.kick(); // whoever lays the phone aside means what he chose
    } else if ((this.practice ? this.real : this.club) && Date.now() - this.leftAt > LOCKS_AFTER) this.lock(); // also the one behind the practice
  }

  /** Go over to the invented club, which never sends. */
  async practise() {
    const { openPractice } = await import("./open.js");
    if (!this.practice) this.real = this.club;
    this.practice = true;
    this.last = null;
    this.opened(await openPractice());
    this.go("viec-cho");
    this.redraw();
  }

  /** Back from the invented club to one's own, or to the door. */
  leavePractice() {
    Object.assign(this, { club: this.real, real: null, practice: false, last: null });
    this.go(this.club ? "viec-cho" : this.bound ? "mo-may" : "the");
    this.redraw();
  }

  /** Draw the screen of the address. One drawing at a time; a later one wins. */
  async redraw() {
    const path = this.path;
    const turn = (this.turn = (this.turn || 0) + 1);
    const { club } = this;
    const [name, ...args] = path.split("/");
    const screen = await routes(name, this);
    if (turn !== this.turn) return;
    if (club !== this.club) return this.redraw(); // it was wiped or locked while the screen's file came
    const moved = path !== this.shown || screen !== this.screen;
    if (moved) this.arrive(path, screen);
    const drawn = screen.draw(this, args);
    if (!drawn || turn !== this.turn) return; // the screen led elsewhere
    const page = frame(this, drawn, screen.tab);
    if (moved) this.show(page);
    else patch(this.root.firstChild, page);
    this.tellRest();
    this.reachKeys();
  }

  arrive(path, screen) {
    this.local = {};
    if (this.last && this.last.path !== path && this.last.seen) this.last = null;
    if (this.last) this.last.seen = true;
    this.shown = path;
    this.screen = screen;
    hush();
  }

  show(page) {
    this.root.replaceChildren(whole(page));
    if (!this.root.isConnected) this.place.replaceWith(this.root);
    scrollTo(0, 0);
    const head = this.root.querySelector("h1");
    if (head) head.focus({ preventScroll: true });
    if (this.look.voice && canSpeak()) say(guidanceOf(this.root), () => {}, { guides: true });
  }

  /** Read the whole screen aloud, or stop reading. */
  listen() {
    if (isReading()) hush();
    else say(wordsOf(this.root), () => this.redraw());
    this.redraw();
  }

  /** Large letters push a pad's last keys under the foot: the page comes up by as much as they lack, and they never move. */
  reachKeys() {
    const pad = this.root.querySelector(".keypad");
    const lacks = pad ? pad.getBoundingClientRect().bottom - this.root.querySelector(".bottom").getBoundingClientRect().top : 0;
    if (lacks > 0) scrollBy(0, lacks + 8);
  }

  /** "Còn 58 tên ở dưới": how many rows lie below the fold. */
  tellRest() {
    const told = this.root.querySelector("[data-rest]");
    if (!told) return;
    const edge = this.root.querySelector(".foot").getBoundingClientRect().top;
    const below = [...this.root.querySelectorAll("main .row")].filter((one) => !one.closest(".uncounted") && one.getBoundingClientRect().top > edge - 20).length;
    told.hidden = below === 0;
    told.replaceChildren(h("span", {}, told.dataset.rest.replace("%", String(below))), icon("down"));
    if (!this.watching) addEventListener("scroll", () => this.tellRest(), { passive: true });
    this.watching = true;
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // an address cut in the middle of a letter
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(SETTINGS) || "{}");
  } catch {
    return {};
  }
}
