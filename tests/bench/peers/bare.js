// No engine at all: what the page, the worker and the messages take by themselves.
onmessage = ({ data: { id, pay } }) => postMessage({ id, ok: true, value: pay * 1.4 });
postMessage({ stage: "ready" });
