// The official model of French payroll in a worker: the employer's cost of one employee.
import Engine from "publicodes";
import rules from "modele-social";

const engine = new Engine(rules, { logger: { log() {}, warn() {}, error() {} } });

onmessage = ({ data: { id, pay } }) => {
  engine.setSituation({ "salarié . contrat": "'CDI'", "salarié . contrat . salaire brut": `${pay} €/mois` });
  const value = engine.evaluate("salarié . coût total employeur").nodeValue;
  postMessage({ id, ok: value > pay, value });
};
postMessage({ stage: "ready" });
