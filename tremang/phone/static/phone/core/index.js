/** What screens need of the core. Each module can also be imported by itself. */

export * as box from "./box.js";
export * as days from "./days.js";
export * as lunar from "./lunar.js";
export * as meeting from "./meeting.js";
export * as money from "./money.js";
export * as names from "./names.js";
export { b64url, code8, sha256hex, uuid4, uuid7 } from "./bytes.js";
export { openClub } from "./club.js";
export { idbStore } from "./idb.js";
export { changePin, hasKeys, makeKeys, NOTE, rescuePin, unlock } from "./keys.js";
export { pace } from "./pace.js";
export { practiceClub } from "./practice.js";
export { sealed } from "./sealed.js";
export { memoryStore } from "./store.js";
export { APP, delay } from "./sync.js";
export { KINDS, Problem, STATES, unsentWords } from "./texts.js";
export { waiting } from "./waiting.js";
