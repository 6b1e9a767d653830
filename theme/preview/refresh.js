// @ts-check
// In each page of the preview: says that the site is being built, and shows the new one at once. It leads to what there
// is to read again, and stamps what visitors do not have yet.
(() => {
  const { build, told: remarks, stamp } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const message = document.createElement("p");
  message.setAttribute("role", "status");
  message.style.cssText =
    "position: fixed; inset: auto 0 0 auto; z-index: 9; margin: 0; background: #1d2a3a; color: #fff; font: 1rem sans-serif";
  document.body.append(message);

  if (Number(remarks)) {
    const link = document.createElement("a");
    link.href = "/.apercu/remarques";
    link.textContent = Number(remarks) > 1 ? `${remarks} remarques` : "1 remarque";
    link.style.cssText =
      "position: fixed; inset: auto auto 0 0; z-index: 9; padding: 0.5rem 1rem; background: #fff3c4; color: #1d2a3a; font: 1rem sans-serif";
    document.body.append(link);
  }

  if (stamp) {
    const mark = document.createElement("p");
    mark.textContent = stamp;
    mark.style.cssText =
      "position: fixed; inset: 0 0 auto auto; z-index: 9; margin: 0; padding: 0.5rem 1rem; background: #9c3326; color: #fff; font: 600 1rem sans-serif";
    document.body.prepend(mark);
  }

  const say = (/** @type {string} */ text) => {
    message.textContent = text;
    message.style.padding = text ? "0.5rem 1rem" : "0";
  };

  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/.apercu/etat?page=${encodeURIComponent(location.pathname)}`);
    socket.onmessage = ({ data }) => {
      const state = JSON.parse(data);
      // The number, not the moment: what was built while this page was being fetched is not missed.
      // This page may come before the others of the same build, and needs no other then.
      if ((state.early[location.pathname] ?? state.build) !== build) location.reload();
      else say(state.building ? "Mise à jour du site…" : "");
    };
    socket.onclose = () => {
      say("L’aperçu est arrêté.");
      setTimeout(connect, 1000);
    };
  };
  connect();
})();
