// Put into the estimation page before its own scripts: notes when things happen, in ms since the navigation.
// `watch` is read by visits.py.
(() => {
  if (window !== top) return;
  /** @type {any} */
  const notes = { paint: null, largest: null, shift: 0, interactions: {}, trips: [], touched: null, worker: null, ready: null, state: "" };
  /** @type {any} What was asked last, and when its answers were painted. */
  let asked = null;

  const observe = (type, note, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
  observe("paint", (entry) => { if (entry.name === "first-contentful-paint") notes.paint = entry.startTime; });
  observe("largest-contentful-paint", (entry) => (notes.largest = entry.startTime));
  observe("layout-shift", (entry) => { if (!entry.hadRecentInput) notes.shift += entry.value; });
  observe("event", ({ interactionId, duration }) => {
    if (interactionId) notes.interactions[interactionId] = Math.max(duration, notes.interactions[interactionId] ?? 0);
  }, { durationThreshold: 16 });

  const sent = new Map();
  const Native = window.Worker;
  window.Worker = class extends Native {
    constructor(...given) {
      // @ts-ignore
      super(...given);
      notes.worker ??= performance.now();
      this.addEventListener("message", ({ data }) => {
        if (sent.has(data.id)) notes.trips.push(performance.now() - sent.get(data.id));
      });
    }
    postMessage(message, ...rest) {
      if (message?.id !== undefined) sent.set(message.id, performance.now());
      // @ts-ignore
      super.postMessage(message, ...rest);
    }
  };

  const estimator = () => document.querySelector("cost-estimator");
  const totals = () =>
    [...document.querySelectorAll("[data-option] [data-period=mois]")].map((total) => total.getAttribute("value") ?? total.textContent).join();

  /** Tell when what is on the page now has been painted. */
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(0);
      }),
    );

  function look() {
    const page = estimator();
    if (!page) return;
    notes.state = page.dataset.state;
    if (notes.state === "ready") notes.ready ??= performance.now();
    if (asked?.at === null || !asked || totals() === asked.before) return;
    const { at, first, live } = asked;
    if (!asked.seen) {
      asked.seen = true;
      painted().then((time) => first(time - at));
    }
    const settled = notes.state === "ready" && !page.hasAttribute("data-first") && !page.querySelector("[data-result][aria-busy]");
    if (settled && !asked.settled) {
      asked.settled = true;
      painted().then((time) => live({ taken: time - at, at: time }));
    }
  }

  addEventListener("pointerdown", (event) => (notes.touched ??= event.timeStamp), true);
  addEventListener("input", (event) => { if (asked) asked.at ??= event.timeStamp; }, true);
  addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(look).observe(document.documentElement, { attributes: true, childList: true, characterData: true, subtree: true });
  });

  const within = (promise, patience) =>
    Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(`no answer; state ${notes.state}`)), patience))]);

  globalThis.watch = {
    /** Select what the field holds and wait for the next input. */
    prepare(field) {
      asked = { at: null, before: totals(), seen: false, settled: false };
      asked.firstAnswer = new Promise((resolve) => (asked.first = resolve));
      asked.liveAnswer = new Promise((resolve) => (asked.live = resolve));
      document.querySelector(field).select();
    },
    /** ms from the input to the first answer painted, whatever gave it. */
    first: (patience) => within(asked.firstAnswer, patience),
    /** The same for the engine's own answer, and its time since the navigation. */
    live: (patience) => within(asked.liveAnswer, patience),
    notes: () => notes,
  };
})();
