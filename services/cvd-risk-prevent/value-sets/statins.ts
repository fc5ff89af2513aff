import type { Code, ValueSet } from '@cardwright/fhir';
import { codeSystems } from '@cardwright/features';

const ingredient = (code: string, display: string): Code => ({ system: codeSystems.rxnorm, code, display });

/** Statins by RxNorm ingredient and by whole-word name. `simvistatin` is how the generator Synthea spells simvastatin. */
export const statins: ValueSet = {
  id: 'statins',
  title: 'Statins',
  source: 'clinical reference aha-prevent-2023, input "statin" (RxNorm ingredients, verified)',
  codes: [
    ingredient('83367', 'atorvastatin'),
    ingredient('301542', 'rosuvastatin'),
    ingredient('36567', 'simvastatin'),
    ingredient('42463', 'pravastatin'),
    ingredient('6472', 'lovastatin'),
    ingredient('41127', 'fluvastatin'),
    ingredient('861634', 'pitavastatin'),
  ],
  names: [
    ...['atorvastatin', 'rosuvastatin', 'simvastatin', 'simvistatin', 'pravastatin', 'lovastatin'],
    ...['fluvastatin', 'pitavastatin'],
  ],
};
