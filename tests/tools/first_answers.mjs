// What the page's own script answers from tables of the build, run under Node.
//
//   node first_answers.mjs < cases.json > answers.json
//
// A case is {"table": …, "defaults": answers of the form, "needs": [what differs from them]}.
import { text } from "node:stream/consumers";
import { firstAnswer } from "../../theme/static/js/first-answer.js";

const answers = JSON.parse(await text(process.stdin)).map(({ table, defaults, needs }) =>
  needs.map((need) => firstAnswer(table, { ...defaults, ...need }, defaults)),
);
process.stdout.write(JSON.stringify(answers));
