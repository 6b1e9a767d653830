// @ts-check
/// <reference lib="webworker" />
/**
 * The second visit. Engine files come from this browser. The page comes from the network, and from here when there is
 * none, or when it is slow.
 *
 * It governs the estimation page alone. The build writes VERSION, PAGE and ENGINE before it. A cache holds one version
 * of the page with what it shows, put there at once. The engine of that version joins it once the visitor has made it
 * start. The version before goes when the engine of this one is complete. Nothing is kept whose digest is not the
 * build's.
 *
 * @typedef {{ VERSION: string, PAGE: Record<string, string>, ENGINE: Record<string, string> }} Build
 *   digests by address, beside this script. PAGE has the page (what its text holds) and what it shows. ENGINE has the
 *   engine's files, for every way to start
 */
const worker = /** @type {ServiceWorkerGlobalScope & Build} */ (/** @type {unknown} */ (self));

/** @param {string} address */
const absolute = (address) => new URL(address, worker.location.href).href;
const HOME = absolute("./");
/** Two sites of one origin must not meet: a cache is named by the page's folder too. */
const PREFIX = `estimation ${new URL(HOME).pathname} `;
const NAME = PREFIX + worker.VERSION;
/** What a cache holds once its engine is complete. */
const COMPLETE = absolute("./?complet");
/** After so long the page comes from this browser, where it is. */
const PATIENCE_MS = 3000;

/** @param {Record<string, string>} files */
const byAddress = (files) => new Map(Object.entries(files).map(([address, digest]) => [absolute(address), digest]));
const parts = byAddress(worker.PAGE);
const engine = byAddress(worker.ENGINE);

/** @param {string} address   without what chooses a way to start */
const bare = (address) => address.split(/[?#]/)[0];

/** The caches of this page, oldest first. */
const names = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/** @param {string} cacheName @returns {Promise<boolean>} */
const isComplete = async (cacheName) => (await caches.match(COMPLETE, { cacheName })) !== undefined;

/** @param {string} address @returns {Promise<Response | undefined>} what is kept, of this version once it is complete */
async function copy(address) {
  const own = (await isComplete(NAME)) ? [NAME] : [];
  for (const cacheName of [...own, ...(await names())]) {
    const answer = await caches.match(address, { cacheName });
    if (answer) return answer;
  }
  return undefined;
}

/** @param {string} address @param {Response} answer   read to its end @returns {Promise<boolean>} whether it is the build's */
async function isIntact(address, answer) {
  if (!answer.ok) return false;
  if (address === HOME) return (await answer.text()).includes(parts.get(HOME) ?? "");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  return btoa(String.fromCharCode(...digest)) === (engine.get(address) ?? parts.get(address));
}

/** @param {Cache} cache @param {string} address @param {RequestCache[]} ways   to ask for it, until it is intact */
async function store(cache, address, ways) {
  for (const way of ways) {
    const answer = await fetch(address, { cache: way });
    if (await isIntact(address, answer.clone())) return cache.put(address, answer);
  }
  throw new Error(`altered: ${address}`);
}

async function install() {
  // The version before may govern a page still open: its files stay until this one is complete.
  worker.skipWaiting();
  const cache = await caches.open(NAME);
  await Promise.all([...parts.keys()].map((address) => store(cache, address, ["no-cache"])));
  await takeOver(cache);
}

/** Engine files are named by their content: those of the version before may be this one's. @param {Cache} cache */
async function takeOver(cache) {
  const completes = await Promise.all((await names()).map(isComplete));
  let isWhole = completes.includes(true);
  let count = 0;
  for (const address of engine.keys()) {
    const known = await copy(address);
    if (!known) continue;
    count += 1;
    if (await isIntact(address, known.clone())) await cache.put(address, known);
    else isWhole = false;
  }
  if (isWhole && count) await cache.put(COMPLETE, new Response());
}

/** Remove what no page needs: other versions without an engine, and all once this one has its own. */
async function removeOthers() {
  const isWhole = await isComplete(NAME);
  for (const name of await names()) {
    if (name !== NAME && (isWhole || !(await isComplete(name)))) await caches.delete(name);
  }
}

/** Keep files of the engine, which the browser has just received. @param {string[]} files */
async function keep(files) {
  const cache = await caches.open(NAME);
  for (const address of engine.keys()) {
    if (!files.includes(address.slice(address.lastIndexOf("/") + 1))) continue;
    if (!(await cache.match(address))) await store(cache, address, ["force-cache", "reload"]);
  }
  await cache.put(COMPLETE, new Response());
  await removeOthers();
}

/** What is kept may be wrong: a file asked for again comes from the network, and takes its place. @param {FetchEvent} event */
async function engineFirst(event) {
  const address = bare(event.request.url);
  const known = await copy(address);
  const isAgain = new URL(event.request.url).searchParams.has("essai");
  // Larger files are checked by who reads them.
  const isRight = async () => !address.endsWith(".js") || !engine.has(address) || isIntact(address, /** @type {Response} */ (known).clone());
  if (known && !isAgain && (await isRight())) return known;
  const answer = await fetch(event.request);
  if (known && engine.has(address)) event.waitUntil(replace(address, answer.clone()));
  return answer;
}

/** @param {string} address @param {Response} answer */
async function replace(address, answer) {
  if (await isIntact(address, answer.clone())) await (await caches.open(NAME)).put(address, answer);
}

/** @param {Request} request */
async function networkFirst(request) {
  const online = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const otherwise = async () => (await copy(bare(request.url))) ?? online;
  return Promise.race([online.catch(otherwise), late.then(otherwise)]);
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(removeOthers()));
worker.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));
worker.addEventListener("fetch", (event) => {
  const address = bare(event.request.url);
  // Of any version: a page still open may ask for the engine of its own.
  if (address.startsWith(absolute("moteur/"))) event.respondWith(engineFirst(event));
  else if (parts.has(address)) event.respondWith(networkFirst(event.request));
});
