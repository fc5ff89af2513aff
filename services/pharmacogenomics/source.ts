import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Where the recommendation is from. */
export const source: CardSource = { label: 'CPIC guideline', url: manifest.sourceUrl };

const system = 'urn:cardwright:override-reason';

/** Display-only reasons of our own; no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'pharmacogenomics-no-alternative', display: 'No suitable alternative for this patient' },
  { system, code: 'pharmacogenomics-dose-adjusted', display: 'Dose already fits the genotype' },
  { system, code: 'pharmacogenomics-tolerated', display: 'Already taken, effective and tolerated' },
  { system, code: 'pharmacogenomics-result-doubted', display: 'Genotype result is doubted or being repeated' },
  { system, code: 'pharmacogenomics-clinical-judgement', display: 'Clinical judgement' },
];
