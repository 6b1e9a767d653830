// The grade that Mozilla's scanner gives to a site of this machine: node scan.mjs <http port> <https port>.
// Its own command scans port 443 alone and asks the network for a list. These are the parts that it is made of.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const scanner = new URL("node_modules/@mdn/mdn-http-observatory/", import.meta.url);
// The list of names that browsers know as HTTPS alone: none of ours is in it.
writeFileSync(fileURLToPath(new URL("conf/hsts-preload.json", scanner)), "{}");

const [httpPort, httpsPort] = process.argv.slice(2).map(Number);
const { retrieve } = await import(new URL("src/retriever/retriever.js", scanner));
const { ALL_TESTS } = await import(new URL("src/constants.js", scanner));
const { getGradeForScore, getScoreModifier } = await import(new URL("src/grader/grader.js", scanner));

const site = await retrieve("localhost", { httpPort, httpsPort });
const results = ALL_TESTS.map((test) => test(site)).filter((result) => result.result);
const points = results.map((result) => getScoreModifier(result.result));
// As the scanner does: what is more than asked counts only once all that is asked is there.
const base = 100 + points.filter((point) => point < 0).reduce((sum, point) => sum + point, 0);
const score = base >= 90 ? 100 + points.reduce((sum, point) => sum + point, 0) : base;
const failed = results.filter((result) => !result.pass).map((result) => result.result);
console.log(JSON.stringify({ ...getGradeForScore(score), failed }));
