// Random lives of one phone: two tabs, cuts, kills, old copies, a moody server. Whatever happens, each acknowledged act counts once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openClub } from "../../static/phone/core/club.js";
import { turns } from "../../static/phone/core/lock.js";
import { begin, bodyOf, dueAll } from "../../static/phone/core/meeting.js";
import { memoryStore } from "../../static/phone/core/store.js";
import { clockAt, Killed, seeded, serverOf, TODAY } from "./world.mjs";

const HISTORIES = Number(process.env.CORE_HISTORIES ?? 50);
const STEPS = 40;

/** A phone with its disk, which can be killed in the middle of a write and started again, and its two tabs. */
class Phone {
  constructor(seed) {
    this.dice = seeded(seed);
    this.disk = memoryStore();
    this.clock = clockAt();
    this.moods = { refuse: 0.25, cut: 0.3 };
    const rule = (said) => (said.kind === "gift" && this.chance(this.moods.refuse) ? this.pick([{ state: "refused", sentence: "Chưa được." }, { state: "held" }, { state: "part" }, { state: "nothing" }]) : {});
    const fault = (call) => (call > 1 && this.chance(this.moods.cut) ? this.pick(["before", "after", { status: 503, json: { code: "busy" }, retryAfter: 9 }, { status: 200, json: null }]) : null);
    this.server = serverOf({ rule, fault, clock: clockAt() });
    this.acked = new Set();
    this.released = new Set(); // undone before it left, dropped by a decision, or lost with an old copy: need not arrive
    this.fuse = Infinity;
  }

  chance(share) {
    return this.dice(1)[0] / 256 < share;
  }

  pick(list) {
    return list[this.dice(1)[0] % list.length];
  }

  /** Whether the server has settled an act; one that it refused is the phone's to keep. */
  arrived(uid) {
    return (this.server.kept.get(uid)?.outcome.state ?? "refused") !== "refused";
  }

  /** The disk as the app sees it: its write number `fuse` dies, before or after it took hold, and all later ones with it. */
  store() {
    const life = { dead: false };
    this.life = life;
    const write = async (change) => {
      if (life.dead) throw new Killed();
      this.fuse -= 1;
      const dies = this.fuse <= 0;
      if (dies) life.dead = true;
      if (!dies || this.chance(0.5)) await this.disk.write(change);
      if (dies) throw new Killed();
    };
    return { ...this.disk, get: (key) => this.disk.get(key), getMany: (prefix) => this.disk.getMany(prefix), write };
  }

  async start() {
    this.fuse = this.chance(0.4) ? 1 + (this.dice(1)[0] % 12) : Infinity;
    const [lock, store] = [turns(), this.store()];
    const open = () => openClub({ store, transport: this.server.transport, clock: this.clock, random: this.dice, lock, device: { uid: "d", secret: "s" } });
    this.tabs = [await open(), await open()];
  }

  async step() {
    const club = this.pick(this.tabs);
    await club.reload();
    const { unsent, sent } = club.view();
    const refused = unsent.filter((row) => row.state === "refused");
    const gift = { day: TODAY, fund: "activity", amount: 1_000 * (1 + this.dice(1)[0]) };
    const acts = {
      act: async () => this.acked.add((await club.act("gift", gift)).uid),
      twoAtOnce: async () => (await Promise.all(this.tabs.map((tab) => tab.act("gift", gift)))).forEach(({ uid }) => this.acked.add(uid)),
      meeting: async () => {
        const draft = dueAll(begin(club.view(), TODAY, { now: this.clock.now(), random: this.dice }), club.view());
        await club.draft.save(draft);
        const finish = () => club.act("meeting", bodyOf(draft), { uid: draft.uid, endsDraft: true });
        const [first, again] = await Promise.all([finish(), this.pick(this.tabs).act("meeting", bodyOf(draft), { uid: draft.uid, endsDraft: true })]);
        assert.equal(first.code, again.code);
        this.acked.add(draft.uid);
      },
      undo: async () => {
        const row = this.pick([...unsent, ...sent.slice(0, 5)].filter((each) => each.kind === "gift"));
        if (!row) return;
        this.released.add(row.uid); // from the moment of the tap either is right
        await club.undo(row.uid);
      },
      retry: async () => refused.length && club.retry(this.pick(refused).uid),
      drop: async () => {
        if (!refused.length) return;
        const row = this.pick(refused);
        this.released.add(row.uid);
        await club.drop(row.uid);
      },
      amend: async () => {
        if (!refused.length) return;
        const row = this.pick(refused);
        this.released.add(row.uid);
        this.acked.add((await club.amend(row.uid, gift)).uid);
      },
      sync: () => club.sync(),
      bothSync: () => Promise.all(this.tabs.map((tab) => tab.sync())),
      clock: async () => this.clock.pass(this.pick([-400 * 86_400, -3_600, 60, 86_400, 400 * 86_400])),
      copy: async () => (this.copy = { rows: this.disk.dump(), acked: new Set(this.acked) }),
      restore: () => this.restore(),
      restart: () => this.start(),
    };
    await acts[this.pick(["act", "act", "act", "twoAtOnce", "meeting", "undo", "retry", "drop", "amend", "sync", "sync", "bothSync", "clock", "copy", "restore", "restart"])]();
  }

  /** The phone comes back from an old copy: what was neither in it nor settled by the server is gone with the old phone. */
  async restore() {
    if (!this.copy) return;
    for (const uid of this.acked) if (!this.copy.acked.has(uid) && !this.arrived(uid)) this.released.add(uid);
    this.disk = memoryStore(this.copy.rows);
    await this.start();
  }

  /** The network is good and the server kind: everything settles; what is still refused is dropped by hand. */
  async heal() {
    this.moods = { refuse: 0, cut: 0 };
    this.fuse = Infinity;
    this.server.rule = () => ({});
    await this.start();
    this.fuse = Infinity;
    const [club] = this.tabs;
    for (let round = 0; round < 4; round += 1) {
      for (const row of club.view().unsent.filter((each) => each.state === "refused")) await club.retry(row.uid);
      assert.equal((await club.sync()).ok, true);
    }
    return club;
  }
}

test(`${HISTORIES} random lives of a phone: nothing acknowledged is lost or doubled`, async () => {
  let [deaths, acts, refusals] = [0, 0, 0];
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const phone = new Phone(seed);
    await phone.start();
    for (let step = 0; step < STEPS; step += 1) {
      try {
        await phone.step();
      } catch (error) {
        if (!(error instanceof Killed)) {
          if (!["not_refused", "unknown", "too_late", "replaced"].includes(error.code)) throw error;
          refusals += 1;
        }
        if (phone.life.dead) {
          deaths += 1;
          await phone.start();
        }
      }
    }
    const club = await phone.heal();
    assert.deepEqual(club.view().unsent.map((row) => [row.kind, row.state]), [], `seed ${seed}: all has settled`);
    for (const uid of phone.acked) if (!phone.released.has(uid)) assert.ok(phone.arrived(uid), `seed ${seed}: ${uid} was lost`);
    for (const [uid, times] of phone.server.applied) assert.equal(times, 1, `seed ${seed}: ${uid} was doubled`);
    const meetings = [...phone.server.kept.values()].map((row) => JSON.parse(row.text)).filter((said) => said.kind === "meeting");
    assert.equal(new Set(meetings.map((said) => said.uid)).size, meetings.length);
    acts += phone.acked.size;
  }
  assert.ok(deaths > HISTORIES / 3 && acts > HISTORIES * 5, JSON.stringify({ deaths, acts, refusals }));
});
