/** Opens the club behind the door: the real one with the PIN's key, or the invented one. Fetched when first needed. */

import { openClub } from "../core/club.js";
import { tabBus, tabLock } from "../core/lock.js";
import { pace } from "../core/pace.js";
import { practiceClub } from "../core/practice.js";
import { sealed } from "../core/sealed.js";
import { transport } from "./transport.js";

/** The club of this phone, in step with the server from now on. */
export async function openReal(app, key) {
  const store = sealed(app.store, key);
  const device = await store.get("device");
  const club = await openClub({ store, device, transport: transport(device), lock: tabLock(), bus: tabBus() });
  app.pulse?.stop();
  app.opened(club);
  app.pulse = pace(club);
  return club;
}

/** The invented club: in memory only, gone when left. */
export const openPractice = () => practiceClub();
