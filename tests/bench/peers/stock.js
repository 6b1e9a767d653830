// Pyodide as it comes: its whole standard library, its lock file, the estimator and Jinja2 as sources.
import { loadPyodide } from "./pyodide.mjs";

const archive = async (name) => (await fetch(new URL(name, import.meta.url))).arrayBuffer();

async function start() {
  postMessage({ stage: "download" });
  const [pyodide, estimator] = await Promise.all([loadPyodide(), archive("estimator.zip")]);
  postMessage({ stage: "start" });
  pyodide.unpackArchive(estimator, "zip", { extractDir: "/engine" });
  pyodide.runPython("import sys; sys.path.append('/engine')");
  return pyodide.pyimport("estimator.bridge").Bridge("/engine/compiled_templates");
}

const bridge = start();
bridge.then(
  () => postMessage({ stage: "ready" }),
  (error) => postMessage({ stage: "failed", error: String(error) }),
);

onmessage = async ({ data: { id, ...question } }) => {
  postMessage({ id, ...JSON.parse((await bridge).reply(JSON.stringify(question))) });
};
