/** Read aloud, only where the phone has a Vietnamese voice; elsewhere nothing of it is shown. */

const PIECE = 180; // letters a piece: some phones fall silent in the middle of longer ones
let voice = null;
let reading = 0;
let aside = false; // what is being said was not asked for

/** Look for a Vietnamese voice of the phone's own (one far away would hear what is read), also later: phones tell their voices late. `found` is called when one appears. */
export function findVoice(found) {
  const speech = globalThis.speechSynthesis;
  if (!speech) return;
  const look = () => {
    const next = speech.getVoices().find((one) => one.localService !== false && /^vi([-_]|$)/i.test(one.lang)) || null;
    if (Boolean(next) === Boolean(voice)) return;
    voice = next;
    found();
  };
  look();
  speech.addEventListener?.("voiceschanged", look);
}

/** Whether the phone can read Vietnamese aloud. */
export const canSpeak = () => voice !== null;

/** Whether something is being read that somebody asked for: the key that asks for it then stops it. */
export const isReading = () => reading > 0 && !aside;

/** Stop reading. */
export function hush() {
  reading = 0;
  globalThis.speechSynthesis?.cancel();
}

/** Read `text` aloud, in place of what was being read; `ended` when the last word was said. `guides`: it comes by itself. */
export function say(text, ended = () => {}, { guides = false } = {}) {
  if (!voice) return;
  hush();
  aside = guides;
  const turn = (reading = Date.now() + Math.random());
  const pieces = piecesOf(text);
  pieces.forEach((piece, index) => {
    const one = new SpeechSynthesisUtterance(piece);
    one.voice = voice;
    one.lang = voice.lang;
    one.rate = 0.9;
    one.onend = one.onerror = () => {
      if (turn !== reading || index + 1 < pieces.length) return;
      reading = 0;
      ended();
    };
    speechSynthesis.speak(one);
  });
}

/** The words of a shown screen in the order of reading: its content, then its buttons. */
export function wordsOf(root) {
  return [...root.querySelectorAll("main, .foot-keys")].map((one) => one.innerText).join("\n");
}

/** What a screen asks: its title and the sentence beneath, or what stands first under it. */
export function guidanceOf(root) {
  return [root.querySelector("h1"), root.querySelector(".title + .lead, h2")].filter(Boolean).map((one) => one.innerText).join("\n");
}

function piecesOf(text) {
  const spoken = text.replace(/(\d)\s*đ(?![\p{L}])/gu, "$1 đồng").replace(/(\d)\.(?=\d{3})/g, "$1");
  const sentences = spoken.split(/\n+|(?<=[.?:;])\s+/).map((one) => one.trim()).filter(Boolean);
  return sentences.flatMap((one) => (one.length <= PIECE ? [one] : one.match(new RegExp(`.{1,${PIECE}}(\\s|$)`, "gu")) || [one]));
}
