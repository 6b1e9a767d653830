// Ask the official model of French payroll what jobs cost, line by line.
//
//   node modele_social.mjs NODE_MODULES DATE < jobs.json > lines.json
//
// DATE is jj/mm/aaaa. Jobs and lines bear the names of `python -m estimator employeur`; a line
// that the model does not apply is 0. A rule that the model no longer has ends the run with
// its name. The names below are then to be brought up to date.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, date] = process.argv.slice(2);
const entry = (name) => pathToFileURL(path.resolve(folder, name, "dist", "index.js")).href;
const load = async (name) => (await import(entry(name))).default;
const Engine = await load("publicodes");
const rules = await load("modele-social");

const CONTRACT = "salarié . contrat";
const DUES = "salarié . cotisations";
const PAY = "salarié . rémunération";
const VOUCHERS = `${PAY} . frais professionnels . titres-restaurant`;

/** Our line → the model's rule. */
const LINES = {
  salaire_brut_base: `${CONTRACT} . salaire brut`,
  heures_supplementaires_montant: `${PAY} . heures supplémentaires`,
  indemnite_fin_contrat: `${PAY} . indemnités CDD . fin de contrat`,
  indemnite_conges_payes: `${PAY} . indemnités CDD . congés payés`,
  remuneration_brute_totale: `${PAY} . brut`,
  assiette_cotisations: `${DUES} . assiette`,
  maladie: `${DUES} . maladie . employeur`,
  vieillesse_plafonnee: `${DUES} . vieillesse . plafonnée . employeur`,
  vieillesse_deplafonnee: `${DUES} . vieillesse . déplafonnée . employeur`,
  allocations_familiales: `${DUES} . allocations familiales`,
  at_mp: `${DUES} . ATMP`,
  csa: `${DUES} . CSA`,
  fnal: `${DUES} . FNAL`,
  dialogue_social: `${DUES} . contribution au dialogue social`,
  chomage: `${DUES} . chômage`,
  ags: `${DUES} . AGS`,
  agirc_arrco_total: `${DUES} . retraite complémentaire . employeur`,
  ceg: `${DUES} . CEG . employeur`,
  cet: `${DUES} . CET . employeur`,
  apec: `${DUES} . APEC . employeur`,
  formation_professionnelle: `${DUES} . formation professionnelle`,
  cpf_cdd: `${DUES} . CPF CDD`,
  taxe_apprentissage: `${DUES} . taxe d'apprentissage`,
  versement_mobilite: `${DUES} . versement mobilité`,
  peec: `${DUES} . PEEC`,
  forfait_social: `${DUES} . forfait social`,
  mutuelle_employeur: `${DUES} . prévoyances . santé . employeur`,
  prevoyance_cadre: `${DUES} . prévoyances . employeur . cadres`,
  rgdu_coefficient: `${DUES} . exonérations . RGDU . coefficient`,
  reduction_generale: `${DUES} . exonérations . RGDU`,
  deduction_forfaitaire_heures_sup: `${DUES} . exonérations . heures supplémentaires . employeur`,
  cotisations_employeur_nettes: `${DUES} . employeur`,
  titres_restaurant_exonere: `${VOUCHERS} . déductible`,
  cout_total_employeur: "salarié . coût total employeur",
};

/** What the model must be told of a job. */
function situation(job) {
  const told = {
    date,
    [CONTRACT]: `'${job.type_contrat}'`,
    [`${CONTRACT} . salaire brut`]: `${job.salaire_brut_mensuel} €/mois`,
    [`${CONTRACT} . statut cadre`]: job.cadre ? "oui" : "non",
    "entreprise . salariés . effectif": `${job.effectif} employé`,
    // From 250 staff the model adds the « contribution supplémentaire à l’apprentissage », which we leave out.
    // Nothing is due from 5 % of trainees on (C. trav. art. L. 6242-1).
    "entreprise . salariés . ratio alternants": "5 %",
    "établissement . taux ATMP": `${job.taux_at_mp_pct} %`,
    "établissement . commune . taux versement mobilité": `${job.taux_versement_mobilite_pct} %`,
    [`${DUES} . prévoyances . santé . montant`]: `${job.mutuelle_montant_total} €/mois`,
    [`${DUES} . prévoyances . santé . taux employeur`]: `${job.mutuelle_part_employeur_pct} %`,
  };
  const time = `${CONTRACT} . temps de travail . temps partiel`;
  if (job.heures_hebdomadaires < 35) {
    told[time] = "oui";
    told[`${time} . heures par semaine`] = `${job.heures_hebdomadaires} heure/semaine`;
  }
  if (job.heures_supplementaires_mensuelles) {
    told["salarié . temps de travail . heures supplémentaires"] = `${job.heures_supplementaires_mensuelles} heure/mois`;
  }
  if (job.type_contrat === "CDD") {
    const due = ((25 / 12) * job.cdd_duree_mois).toFixed(2);
    told[`${CONTRACT} . CDD . durée`] = `${job.cdd_duree_mois} mois`;
    told[`${CONTRACT} . CDD . motif`] = `'classique . ${job.cdd_motif}'`;
    told[`${CONTRACT} . CDD . congés pris`] = `${job.cdd_conges_pris ? due : 0} jour ouvré`;
  }
  if (job.titres_restaurant_nombre) {
    told[VOUCHERS] = "oui";
    told[`${VOUCHERS} . nombre`] = `${job.titres_restaurant_nombre} titres-restaurant/mois`;
    told[`${VOUCHERS} . montant unitaire`] = `${job.titres_restaurant_valeur} €/titre-restaurant`;
    told[`${VOUCHERS} . taux employeur`] = `${job.titres_restaurant_part_employeur_pct} %`;
  }
  return told;
}

const logger = { log() {}, warn() {}, error(message) { throw new Error(message); } };
const engine = new Engine(rules, { logger });
const answers = JSON.parse(readFileSync(0, "utf8")).map((job) => {
  engine.setSituation(situation(job));
  const lines = Object.fromEntries(
    Object.entries(LINES).map(([name, rule]) => [name, Number(engine.evaluate(rule).nodeValue ?? 0)]),
  );
  // Beyond its exit the model still computes a coefficient that it no longer applies.
  if (lines.reduction_generale === 0) lines.rgdu_coefficient = 0;
  return lines;
});
process.stdout.write(JSON.stringify(answers));
