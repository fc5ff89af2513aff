import type { ValueSet } from '@cardwright/fhir';
import { levelOfConsciousness } from './consciousness.ts';
import { genotypeDisplayName } from './genomics.ts';
import { creatinine, egfrCkdEpi2021, uacr } from './kidney.ts';
import { hba1c, hdlCholesterol, totalCholesterol } from './metabolic.ts';
import { pregnancyStatus, smokingStatus } from './social-history.ts';
import * as vitalSigns from './vital-signs.ts';

const all: readonly ValueSet[] = [
  ...Object.values(vitalSigns),
  creatinine,
  egfrCkdEpi2021,
  uacr,
  totalCholesterol,
  hdlCholesterol,
  hba1c,
  smokingStatus,
  pregnancyStatus,
  levelOfConsciousness,
  genotypeDisplayName,
];

/** The value sets that Cardwright ships, by id: the names that a `features.json` may write instead of codes. */
export const sharedValueSets: ReadonlyMap<string, ValueSet> = new Map(all.map((set) => [set.id, set]));
