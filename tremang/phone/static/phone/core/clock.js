/** What day it is for the club: the phone's clock put right by the server's, and whether it can be believed. Pure. */

import { dayNumber, hanoi, hanoiDay } from "./days.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONG_AGO = 40 * DAY; // a phone that was not opened for so long is asked once: clubs meet every month

/** The clock's memory before anything is known. `offset`: server less phone in ms; `seen`: the latest phone time seen. */
export const FRESH = { offset: 0, seen: 0, known: false };

/** Milliseconds since 1970 as the server would say them. */
export const truly = (memory, phoneNow) => phoneNow + memory.offset;

/** {day, iso, doubt}: `doubt` where the phone's clock went back, or far ahead, since it was last seen. */
export function judge(memory, phoneNow, awake = 0) {
  const ms = truly(memory, phoneNow);
  const back = memory.seen && phoneNow < memory.seen - HOUR;
  const ahead = memory.seen && phoneNow > memory.seen + LONG_AGO;
  const jumped = awake > DAY;
  return { day: hanoiDay(ms), iso: hanoi(ms), doubt: Boolean(back || ahead || jumped) };
}

/** After an answer of the server: its time and the phone's at that moment. */
export const told = (serverMs, phoneNow) => ({ offset: serverMs - phoneNow, seen: phoneNow, known: true });

/** After somebody said what day it is; the time of day is still the phone's. */
export const asked = (memory, day, phoneNow) => ({
  ...memory, offset: (dayNumber(day) - dayNumber(hanoiDay(phoneNow))) * DAY, seen: phoneNow,
});

/** After the phone's clock was looked at and believed. */
export const seen = (memory, phoneNow) => (phoneNow > memory.seen ? { ...memory, seen: phoneNow } : memory);
