import type { UnitRule } from '@cardwright/fhir';
import { units } from './units.ts';

/** The unit rules that Cardwright ships, by name (`creatinine`, `bloodPressure`): what a `features.json` may write as `unit`. */
export const sharedUnits: ReadonlyMap<string, UnitRule> = new Map(Object.entries(units));
