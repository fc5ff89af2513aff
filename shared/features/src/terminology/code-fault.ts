import type { Code } from '@cardwright/fhir';
import { codeSystems } from '../code-systems.ts';
import { hasLoincCheckDigit } from './has-loinc-check-digit.ts';
import { hasSnomedCheckDigit } from './has-snomed-check-digit.ts';

const rules: ReadonlyMap<string, { readonly isCode: (code: string) => boolean; readonly fault: string }> = new Map([
  [codeSystems.loinc, { isCode: hasLoincCheckDigit, fault: 'has a bad check digit (LOINC, mod 10)' }],
  [codeSystems.snomed, { isCode: hasSnomedCheckDigit, fault: 'has a bad check digit (SNOMED CT, Verhoeff)' }],
  [codeSystems.rxnorm, { isCode: (code) => /^[1-9]\d{0,7}$/.test(code), fault: 'is no RxNorm concept number' }],
  [
    codeSystems.icd10cm,
    {
      isCode: (code) => /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/.test(code),
      fault: 'is not written as ICD-10-CM is (E11.9)',
    },
  ],
]);

/** Why this cannot be a code of its system, in words; `undefined` when it can. Says nothing of systems without a rule. */
export function codeFault({ system, code }: Code): string | undefined {
  const rule = rules.get(system);
  return rule === undefined || rule.isCode(code) ? undefined : rule.fault;
}
