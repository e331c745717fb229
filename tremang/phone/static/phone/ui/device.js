/** Binding this phone by a card, and a new PIN when the old one is forgotten. */

import { b64url, randomBytes, sha256hex, uuid4 } from "../core/bytes.js";
import { makeKeys, rescuePin } from "../core/keys.js";
import { sealed } from "../core/sealed.js";
import { call, NO_NETWORK, refusal } from "./transport.js";

const PENDING = "plain/card"; // {token, device, secret, answer}: a binding that has begun and has no PIN yet
/** Where {device, club, name, address, posts} of a bound phone stands, in clear: the PIN screen greets by it. */
export const WHO = "plain/who";

/**
 * Bind this phone by the card: {sentence} when refused, else {answer}. The phone's name and secret are stored before
 * the call, so a cut connection or a killed app sends the very same again.
 */
export async function useCard(app, token) {
  let { begun } = app;
  if (begun?.token !== token) begun = { token, device: uuid4(), secret: b64url(randomBytes(32)), answer: null };
  await app.store.write({ put: { [PENDING]: begun }, remove: [] });
  app.begun = begun;
  const sent = { card: token, device: begun.device, key: await sha256hex(begun.secret), label: label() };
  const answer = await call("the", sent).catch(() => null);
  if (!answer) return { sentence: NO_NETWORK };
  const sentence = refusal(answer);
  if (sentence) return { sentence, code: answer.json?.code ?? "" };
  app.begun = { ...begun, answer: answer.json };
  await app.store.write({ put: { [PENDING]: app.begun }, remove: [] });
  return { answer: answer.json };
}

/** The PIN was chosen: seal the secret behind it. Returns the key that opens the club. */
export async function finish(app, pin) {
  const { device, secret, answer } = app.begun;
  const { key } = await makeKeys(pin, app.store, answer.rescue);
  await sealed(app.store, key).write({ put: { device: { uid: device, secret } }, remove: [] });
  const who = { device, club: answer.club, name: answer.user.name, address: answer.user.address, posts: answer.posts };
  await app.store.write({ put: { [WHO]: who }, remove: [PENDING] });
  Object.assign(app, { bound: who, begun: null, note: null });
  return key;
}

/** Ask with the code of the chair or officer: {sentence} when refused, else {rescue}. */
export async function askRescue(app, code) {
  const answer = await call("ma-moi", { device: app.bound.device, code }).catch(() => null);
  if (!answer) return { sentence: NO_NETWORK };
  const sentence = refusal(answer);
  return sentence ? { sentence } : { rescue: answer.json.rescue };
}

/** A new PIN by what the server kept for this phone; the key that opens the club. */
export async function newPin(app, rescue, pin) {
  return (await rescuePin(rescue, pin, app.store)).key;
}

/** What the officer's list calls this phone. */
function label() {
  const brand = navigator.userAgentData?.brands?.at(-1)?.brand ?? "";
  const model = /\(([^)]+)\)/.exec(navigator.userAgent)?.[1]?.split(";").at(-1)?.trim() ?? "";
  return `${model} ${brand}`.trim().slice(0, 60);
}
