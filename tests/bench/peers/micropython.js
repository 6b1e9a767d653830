// The least that Python can be in a browser: MicroPython, which has no Decimal, summing a payslip in whole cents.
import { loadMicroPython } from "./micropython.mjs";

const PROGRAM = `
def cost(pay):
    cents = pay * 100
    rates = (7000, 8550, 2020, 5250, 4050, 250, 472, 129, 16, 550, 680, 100)
    return cents + sum((cents * rate + 50000) // 100000 for rate in rates)
`;

async function start() {
  const python = await loadMicroPython();
  python.runPython(PROGRAM);
  return python.globals.get("cost");
}

const cost = start();
cost.then(
  () => postMessage({ stage: "ready" }),
  (error) => postMessage({ stage: "failed", error: String(error) }),
);

onmessage = async ({ data: { id, pay } }) => {
  const value = (await cost)(pay);
  postMessage({ id, ok: value > pay * 100, value });
};
