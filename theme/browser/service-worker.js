// @ts-check
/// <reference lib="webworker" />
/**
 * The second visit: engine files from this browser, the page from the network, and from here
 * when there is none.
 *
 * It governs the estimation page alone. The build writes VERSION, PAGE and ENGINE before it. A
 * cache holds one version of the page with what it shows, put there at once, and the engine of
 * that very version, once the visitor has made it start. Engine files are named by their content:
 * those of the version before are taken over when they are still the same.
 *
 * @typedef {{ VERSION: string, PAGE: string[], ENGINE: string[] }} Build
 *   addresses, beside this script: the page and what it shows; the engine's files, for every way to start
 */
const worker = /** @type {ServiceWorkerGlobalScope & Build} */ (/** @type {unknown} */ (self));
const PREFIX = "estimation-";
const NAME = PREFIX + worker.VERSION;

/** @param {string} address */
const absolute = (address) => new URL(address, worker.location.href).href;
const shown = new Set(worker.PAGE.map(absolute));
const engine = new Set(worker.ENGINE.map(absolute));

/** @param {string} address   without what chooses a way to start */
const bare = (address) => address.split(/[?#]/)[0];

async function install() {
  // The version before may govern a page still open: its engine runs already, and nothing of it is asked again.
  worker.skipWaiting();
  const cache = await caches.open(NAME);
  await cache.addAll([...shown].map((address) => new Request(address, { cache: "no-cache" })));
  for (const address of engine) {
    const known = await caches.match(address);
    if (known) await cache.put(address, known);
  }
}

async function removeOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

/** Keep files of the engine, which the browser has just received. @param {string[]} names */
async function keep(names) {
  const cache = await caches.open(NAME);
  for (const address of engine) {
    if (!names.includes(address.slice(address.lastIndexOf("/") + 1))) continue;
    if (!(await cache.match(address))) await cache.add(new Request(address, { cache: "force-cache" }));
  }
}

/** @param {Request} request */
async function engineFirst(request) {
  return (await caches.match(bare(request.url))) ?? fetch(request);
}

/** @param {Request} request */
async function networkFirst(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const known = await caches.match(bare(request.url));
    if (known) return known;
    throw error;
  }
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(removeOthers()));
worker.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));
worker.addEventListener("fetch", (event) => {
  const address = bare(event.request.url);
  if (engine.has(address)) event.respondWith(engineFirst(event.request));
  else if (shown.has(address)) event.respondWith(networkFirst(event.request));
});
