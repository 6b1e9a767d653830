// @ts-check
/**
 * The three costs of the four first questions, read from the table that the build computed. A visitor is answered so
 * while Python starts.
 *
 * @typedef {{ pays: number[], hours: number[], costs: number[][], exact?: number }} Curve
 *   one row of costs for each pay. Lines between its points are the costs themselves. With `exact` they are so up to
 *   so many hours only, at the pay of a row. The cost grows: elsewhere it lies between the points around it
 * @typedef {{ when: Values, period: string, asked: string, options: Record<string, number>, unlawful: string[] }} Sheet
 *   positions of the curves for one kind of need. `period` is what the costs are for. `asked` is the need in words,
 *   « # » its hours. What is unlawful has no rank
 * @typedef {{ curves: Curve[], sheets: Sheet[], names: Record<string, string>, beside: Record<string, string>, sentence: string, undecided: string, ranks: string[],
 *   tie: number }} Table
 *   `ranks` are the words of the cheapest, of the dearest, of one between, of what is unlawful. Costs that part by less
 *   than the share `tie` are about the same
 * @typedef {{ low: number, cost: number, high: number }} Span   a cost as read, and what it may be
 * @typedef {import("../../browser/protocol.js").Values} Values
 */
import { numberOf } from "./form.js";

/** The questions that the table answers. */
const ANSWERED = ["heures_par_mois", "salaire_brut_temps_plein", "ponctuel", "tva_deductible"];

/** EUR: costs of the table are known to less. */
const CENT = 0.01;

/**
 * Return where `x` stands among growing points: its two neighbours' positions and its share of the way; null outside.
 * On a point both are that point, and of two equal ones, where a cost jumps, the first.
 *
 * @param {number} x
 * @param {number[]} xs
 * @returns {[number, number, number] | null}
 */
function place(x, xs) {
  const right = xs.findIndex((point) => point >= x);
  if (right < 0 || !(x >= xs[0])) return null;
  if (xs[right] === x) return [right, right, 0];
  return [right - 1, right, (x - xs[right - 1]) / (xs[right] - xs[right - 1])];
}

/** @param {Curve} curve @param {number} hours @param {number} pay @returns {Span | null} null out of bounds */
function read({ pays, hours: points, costs, exact }, hours, pay) {
  const across = place(hours, points);
  const down = pays.length === 1 ? [0, 0, 0] : place(pay, pays);
  if (!across || !down) return null;
  const [before, after, way] = across;
  const [above, below, share] = down;
  const at = (/** @type {number[]} */ row) => row[before] + (row[after] - row[before]) * way;
  const [least, most] = [at(costs[above]), at(costs[below])];
  const cost = least + (most - least) * share;
  if (exact === undefined) return { low: cost, cost, high: cost };
  if (hours > exact) return { low: costs[above][before], cost, high: costs[below][after] };
  return { low: least, cost, high: most };
}

/**
 * Return what the table answers. It is null where another question is not at its default, or an answer is out of
 * bounds. Costs are sorted; `ranked` says of each whether its rank is sure.
 *
 * @param {Table} table
 * @param {Values} values
 * @param {Values} defaults
 */
export function firstAnswer(table, values, defaults) {
  const other = Object.keys(values).some((name) => !ANSWERED.includes(name) && values[name] !== defaults[name]);
  const sheet = table.sheets.find(({ when }) => Object.entries(when).every(([name, value]) => values[name] === value));
  if (other || !sheet) return null;
  const hours = numberOf(values.heures_par_mois);
  const pay = numberOf(values.salaire_brut_temps_plein);
  const costs = Object.entries(sheet.options).flatMap(([name, position]) => {
    const span = read(table.curves[position], hours, pay);
    return span ? [{ name, ...span, lawful: !sheet.unlawful.includes(name), ranked: false, words: table.ranks[3] }] : [];
  });
  if (costs.length < Object.keys(sheet.options).length) return null;
  costs.sort((one, other) => Number(other.lawful) - Number(one.lawful) || one.cost - other.cost);
  const rivals = costs.filter(({ lawful }) => lawful);
  const [first] = rivals;
  // Whether one surely costs less than another; of the cheapest, by the share that parts two costs at least.
  const isLess = (/** @type {Span} */ one, /** @type {Span} */ other) =>
    one.high * (one === first ? 1 + table.tie : 1) + CENT < other.low;
  rivals.forEach((span, index) => {
    span.ranked = rivals.every((one) => one === span || isLess(one, span) || isLess(span, one));
    span.words = table.ranks[index === rivals.length - 1 ? 1 : index && 2];
  });
  const sentence = first.ranked ? table.sentence.replace("#", table.names[first.name]) : table.undecided;
  const need = sheet.asked.replace("#", `${hours.toLocaleString("fr-FR")}\u00a0h`);
  const prices = rivals.map((one) => `${inWords(one, one.cost, WHOLE_EUROS)} ${table.beside[one.name]}`);
  const headline = `${need}\u00a0: ${prices.join(", ")}.`;
  return { hours, costs, headline, need, sentence, period: sheet.period, yearly: sheet.when.ponctuel !== "oui" };
}

const EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const WHOLE_EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });

/**
 * @param {Span} span @param {number} amount   of it @param {Intl.NumberFormat} format
 * @returns {string} the amount in words: « environ » where it lies between two limits
 */
const inWords = ({ low, high }, amount, format) =>
  low === high ? format.format(amount) : `environ ${WHOLE_EUROS.format(amount)}`;

/**
 * Show a first answer above the questions and in the cards of the result, which keep places and words.
 * A rank that is not sure is out of sight, and nothing then stands out as the cheapest.
 *
 * @param {HTMLElement} estimator
 * @param {NonNullable<ReturnType<typeof firstAnswer>>} answer
 */
export function showFirstAnswer(estimator, answer) {
  answer.costs.forEach((span, index) => {
    const { name, cost, ranked, lawful, words } = span;
    const card = estimator.querySelector(`[data-option="${name}"]`);
    if (!card) return;
    const amounts = { mois: cost, annee: cost * 12, heure: cost / answer.hours };
    for (const [period, amount] of Object.entries(amounts)) {
      const place = card.querySelector(`[data-period="${period}"]`);
      place?.setAttribute("value", amount.toFixed(2));
      if (place) place.textContent = inWords(span, amount, EUROS);
    }
    card.querySelector("[data-period=annee]")?.parentElement?.toggleAttribute("hidden", !answer.yearly);
    card.querySelector("[data-period=mois] + .option__period")?.replaceChildren(answer.period);
    card.querySelector("[data-refusal]")?.toggleAttribute("hidden", lawful);
    const rank = card.querySelector("[data-rank]");
    rank?.setAttribute("data-rank", lawful ? String(index + 1) : "");
    rank?.toggleAttribute("data-unsure", lawful && !ranked);
    rank?.replaceChildren(words);
    const short = estimator.querySelector(`[data-bar="${name}"]`);
    short?.querySelector("b")?.replaceChildren(lawful ? WHOLE_EUROS.format(cost) : "interdit");
    short?.querySelector("span")?.replaceChildren(lawful && ranked ? words : "");
    const wins = ranked && index === 0;
    card.classList.toggle("option--first", wins);
    card.classList.toggle("option--refused", !lawful);
    short?.classList.toggle("bar__cost--first", wins);
  });
  for (const [place, words] of Object.entries({ ".result__sentence": answer.sentence, "[data-headline]": answer.headline, "[data-need]": answer.need })) {
    estimator.querySelector(place)?.replaceChildren(words);
  }
}
