import { expect, test } from '@jest/globals';
import { convertQuantity, type UnitRule } from '@cardwright/fhir';
import { units } from '@cardwright/features';
import { siUnits } from './si-units.ts';

const rules: Readonly<Record<string, UnitRule>> = {
  total_c: units.cholesterol,
  hdl_c: units.cholesterol,
  creatinine: units.creatinine,
  hba1c: units.hba1c,
  uacr: units.uacr,
};

test.each(Object.entries(rules))('%s shown in SI reads back as itself', (feature, rule) => {
  const si = siUnits[feature];
  if (si === undefined) throw new Error(`${feature} has no SI unit`);
  const shown = { value: (6.5 - si.offset) / si.factor, code: si.ucum, system: 'http://unitsofmeasure.org' };
  const back = convertQuantity(shown, rule);
  expect(back.ok && back.value).toBeCloseTo(6.5, 9);
});
