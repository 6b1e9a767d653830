// @ts-check
/**
 * The estimator in the frame of another site: tells its height, and opens links beside that site.
 *
 * The message is `{ estimation: { height } }`, in CSS pixels. It holds nothing that a visitor types.
 */
const area = /** @type {HTMLElement} */ (document.querySelector("main"));

function tell() {
  // To anyone: a frame is not always told who shows it, and a height is no secret.
  parent.postMessage({ estimation: { height: Math.ceil(area.getBoundingClientRect().bottom + scrollY) } }, "*");
}

/** @param {MouseEvent} event */
function openBeside({ target }) {
  const link = target instanceof Element ? target.closest("a") : null;
  const isHere = link?.pathname === location.pathname && link.host === location.host;
  // What leads elsewhere would open inside the frame, where nobody looks for a page.
  if (link?.protocol.startsWith("http") && !isHere) link.target = "_blank";
}

new ResizeObserver(tell).observe(area);
addEventListener("click", openBeside, { capture: true });
