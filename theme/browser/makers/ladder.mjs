// @ts-check
/** Reductions, one after the other. Each is kept if what it makes still answers rightly, and skipped alone if not. */

/**
 * @template T
 * @typedef {object} Rung
 * @property {string} name
 * @property {(made: T) => T | Promise<T>} apply   gives something new: what it was given stays as it is
 */
/**
 * @template T
 * @typedef {{ made: T, kept: string[], skipped: { name: string, reason: string }[] }} Climb
 */

/** A rung that takes no processor for this long waits for nothing. Time alone says little: a machine may be busy. */
const PATIENCE_MS = 60_000;
const IDLE_MICROSECONDS = 100_000;
const REASON_LENGTH = 200;

/**
 * @template T
 * @param {T} base   what stands without any rung
 * @param {Rung<T>[]} rungs
 * @param {(made: T) => Promise<void>} check   throws where an answer is wrong
 * @returns {Promise<Climb<T>>}
 */
export async function climb(base, rungs, check) {
  /** @type {Climb<T>} */
  const climbed = { made: base, kept: [], skipped: [] };
  for (const { name, apply } of rungs) {
    const tried = async () => {
      const made = await apply(climbed.made);
      await check(made);
      return made;
    };
    try {
      climbed.made = await settled(tried);
      climbed.kept.push(name);
    } catch (error) {
      climbed.skipped.push({ name, reason: String(error).split("\n")[0].slice(0, REASON_LENGTH) });
    }
  }
  return climbed;
}

/**
 * Climb with few questions for each rung and all of them at the top. Where these find a fault, climb with all.
 *
 * @template T
 * @param {T} base
 * @param {Rung<T>[]} rungs
 * @param {{ some: (made: T) => Promise<void>, all: (made: T) => Promise<void> }} checks
 * @returns {Promise<Climb<T>>} throws where the base itself answers wrongly
 */
export async function climbChecked(base, rungs, { some, all }) {
  await settled(() => all(base));
  const climbed = await climb(base, rungs, some);
  try {
    await settled(() => all(climbed.made));
    return climbed;
  } catch {
    return climb(base, rungs, all);
  }
}

/**
 * What a task gives in time, unless something stops elsewhere: a runtime may stop where nobody waits for it.
 *
 * @template T @param {() => Promise<T>} task @returns {Promise<T>}
 */
async function settled(task) {
  /** @type {(error: unknown) => void} */
  let stop = () => {};
  /** @type {Promise<never>} */
  const stopped = new Promise((_, reject) => (stop = reject));
  let before = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    if (user + system < IDLE_MICROSECONDS) stop(new Error("it never ends"));
    before = process.cpuUsage();
  }, PATIENCE_MS);
  for (const kind of ["uncaughtException", "unhandledRejection"]) process.on(kind, stop);
  try {
    return await Promise.race([task(), stopped]);
  } finally {
    clearInterval(timer);
    for (const kind of ["uncaughtException", "unhandledRejection"]) process.off(kind, stop);
  }
}
