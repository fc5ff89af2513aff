import type { SiUnit } from '@cardwright/cards';
import { units } from '@cardwright/features';
import type { UnitRule } from '@cardwright/fhir';

/** The conversions by which these units are read are those by which they are shown. */
function siUnit(rule: UnitRule, ucum: string, decimals: number): SiUnit | undefined {
  const accepted = rule.accepts.find((unit) => unit.ucum.includes(ucum));
  return accepted && { ucum, factor: accepted.factor ?? 1, offset: accepted.offset ?? 0, decimals };
}

/** Units of laboratories that report in SI, by feature; decimals as such laboratories print them. */
export const siUnits: Readonly<Record<string, SiUnit | undefined>> = {
  total_c: siUnit(units.cholesterol, 'mmol/L', 1),
  hdl_c: siUnit(units.cholesterol, 'mmol/L', 1),
  creatinine: siUnit(units.creatinine, 'umol/L', 0),
  hba1c: siUnit(units.hba1c, 'mmol/mol', 0),
  uacr: siUnit(units.uacr, 'mg/mmol', 1),
};
