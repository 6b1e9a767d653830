// @ts-check
/** Modules that are fetched when they are needed, and may fail to come. */

/** How often a module has failed, by its address. @type {Map<string, number>} */
const failures = new Map();

/**
 * Import a module, and try once more when it fails.
 *
 * Many browsers keep a failed import for the life of the page. Each try has an address of its own.
 *
 * @param {string} address   absolute
 * @returns {Promise<any>}
 */
export async function load(address) {
  try {
    return await attempt(address);
  } catch {
    return attempt(address);
  }
}

/** @param {string} address @returns {Promise<any>} */
async function attempt(address) {
  const failed = failures.get(address) ?? 0;
  try {
    return await import(failed ? retried(address, failed) : address);
  } catch (error) {
    failures.set(address, failed + 1);
    throw error;
  }
}

/** The address of another try: the same file to a host, another one to a browser. @param {string} address @param {number} time */
export function retried(address, time) {
  const other = new URL(address);
  other.searchParams.set("essai", String(time + 1));
  return other.href;
}

/** The copy of a script that no start can do without, beside it. @param {string} address   or name */
export const copyOf = (address) => address.replace(/\.js$/, "-2.js");
