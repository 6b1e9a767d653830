// @ts-check
/**
 * The engine in its own thread: starts Python, then answers messages one by one.
 * See protocol.js for the messages.
 */
import { lock } from "./lock.mjs";
import { loadPyodide } from "./pyodide.mjs";

/** @typedef {import("./protocol.js").Request} Request */

const here = new URL(".", import.meta.url).href;

/** @param {string} stage */
const say = (stage) => postMessage({ stage });

/** @param {string} name */
async function archive(name) {
  const response = await fetch(here + name);
  if (!response.ok) throw new Error(`${response.status} ${name}`);
  return response.arrayBuffer();
}

async function start() {
  say("download");
  const [pyodide, wheel, libraries] = await Promise.all([
    loadPyodide({ indexURL: here, lockFileContents: lock, packageBaseUrl: here }),
    archive("estimator.whl"),
    archive("libraries.zip"),
  ]);
  say("start");
  pyodide.unpackArchive(wheel, "wheel");
  pyodide.unpackArchive(libraries, "zip", { extractDir: "/engine" });
  pyodide.runPython("import sys; sys.path.append('/engine')");
  return pyodide.pyimport("estimator.bridge").Bridge("/engine/compiled_templates");
}

// Questions may arrive before Python is ready: they wait for it.
const bridge = start();
bridge.then(
  () => postMessage({ stage: "ready", boot: "plain" }),
  (error) => postMessage({ stage: "failed", error: String(error) }),
);

/** @param {MessageEvent<Request>} event */
onmessage = async (event) => {
  const { id, ...question } = event.data;
  try {
    postMessage({ id, ...JSON.parse((await bridge).reply(JSON.stringify(question))) });
  } catch (error) {
    postMessage({ id, ok: false, error: String(error) });
  }
};
