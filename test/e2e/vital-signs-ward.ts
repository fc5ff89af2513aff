import { readFileSync } from 'node:fs';
import type { Bundle, Observation, Resource } from '@medplum/fhirtypes';

/**
 * NEWS2 points (Royal College of Physicians, 2017) of the two vital signs that change here; the others of the case add one
 * point, for its blood pressure.
 */
const points = {
  rr: new Map([
    [16, 0],
    [21, 2],
    [26, 3],
  ]),
  hr: new Map([
    [70, 0],
    [95, 1],
    [115, 2],
    [135, 3],
  ]),
} as const;
const pointsOfOthers = 1;
export type Sign = keyof typeof points;

/** Values that a sign can take here. */
export const valuesOf = (sign: Sign): readonly number[] => [...points[sign].keys()];

/** NEWS2 of a patient of this ward. */
export const scoreOf = (signs: Readonly<Record<Sign, number>>): number =>
  pointsOfOthers + (points.rr.get(signs.rr) ?? Number.NaN) + (points.hr.get(signs.hr) ?? Number.NaN);

const file = new URL('../../services/deterioration-news2/cases/score-4.json', import.meta.url);

/** The chart of the case as that of another patient, with its vital signs measured at `effective`. */
export function chartOf(patient: string, effective: string): readonly Resource[] {
  const { prefetch }: { readonly prefetch: { readonly chart: Bundle } } = JSON.parse(readFileSync(file, 'utf8'));
  const resources = (prefetch.chart.entry ?? []).flatMap(({ resource }) => resource ?? []);
  return resources.map((resource) => {
    const own: Resource = JSON.parse(JSON.stringify(resource).replaceAll('Patient/p1', `Patient/${patient}`));
    const id = own.resourceType === 'Patient' ? patient : `${patient}-${resource.id}`;
    return own.resourceType === 'Observation' ? { ...own, id, effectiveDateTime: effective } : { ...own, id };
  });
}

/** The Observation of a chart with another value. */
export const withValue = (observation: Observation, value: number): Observation => ({
  ...observation,
  valueQuantity: { ...observation.valueQuantity, value },
});
