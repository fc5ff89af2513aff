import type { AbsentFeature } from '@cardwright/cds-service';
import { absent } from './absent.ts';
import { coverageGap } from './coverage-gap.ts';
import type { Extraction } from './extraction.ts';

/** Why a demographic feature has no value when there is no Patient resource. */
export function noPatient(x: Extraction, keys: readonly string[]): AbsentFeature {
  return coverageGap(x, keys) ?? absent('none-recorded', [], 'the patient resource is not there');
}
