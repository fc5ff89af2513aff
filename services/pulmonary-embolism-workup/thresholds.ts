import { valueOf } from '@cardwright/features';
import type { FeatureVector, MetThreshold } from '@cardwright/cds-service';
import { cutPoints, type Reference } from './coefficients.ts';
import type { Reading } from './readings.ts';

const acp = 'American College of Physicians 2015, Ann Intern Med 163:701';
const nicePe = 'NICE NG158; ESC 2019';

/** What follows from a score, on both sides of its cut point. Of the rows that the references leave unverified: README. */
export const consequences: Readonly<Record<Reference, string>> = {
  'wells-pe': `above ${cutPoints.wellsPe}: CT pulmonary angiography; ${cutPoints.wellsPe} or less: D-dimer, PERC first if suspicion is low (${nicePe})`,
  'geneva-revised': `${cutPoints.genevaHigh} or more (high): imaging, no D-dimer; less: D-dimer first (${acp})`,
  perc: 'none of the eight, and suspicion low: no further test for embolism (Kline 2004)',
  'wells-dvt': `${cutPoints.wellsDvt} or more: ultrasound of the leg veins; less: D-dimer first (NICE NG158, QS201)`,
};

/** ng/mL FEU: 500, above 50 years ten times the age (American College of Physicians 2015, advice 4). */
export const dDimerCutOff = (age: number): number => (age > 50 ? age * 10 : 500);

/** Whether a score settles it, whatever the open items are. */
export const isPeLikely = (found: readonly Reading[]): boolean =>
  found.some(
    ({ reference, lowest }) =>
      (reference === 'wells-pe' && lowest > cutPoints.wellsPe) ||
      (reference === 'geneva-revised' && lowest >= cutPoints.genevaHigh),
  );

/** The rows that hold whatever the open items are, and that of a D-dimer on record. */
export function metThresholds(found: readonly Reading[], vector: FeatureVector): readonly MetThreshold[] {
  return [...found.flatMap((reading) => rowsOf(reading)), ...dDimerRows(found, vector)];
}

function rowsOf({ reference, lowest, highest }: Reading): readonly MetThreshold[] {
  if (reference === 'wells-pe' && lowest > cutPoints.wellsPe)
    return [
      {
        id: 'wells-pe-likely',
        when: `Wells above ${cutPoints.wellsPe}: PE likely`,
        recommendation: 'CT pulmonary angiography',
        source: nicePe,
      },
    ];
  if (reference === 'geneva-revised' && lowest >= cutPoints.genevaHigh)
    return [
      {
        id: 'geneva-high',
        when: `revised Geneva ${cutPoints.genevaHigh} or more: high probability`,
        recommendation: 'imaging with CT pulmonary angiography, no D-dimer',
        source: acp,
      },
    ];
  if (reference === 'geneva-revised' && highest < cutPoints.genevaHigh)
    return [
      {
        id: 'geneva-not-high',
        when: `revised Geneva below ${cutPoints.genevaHigh}: low or intermediate probability`,
        recommendation: 'high-sensitivity D-dimer first, unless probability is low and PERC is negative',
        source: acp,
      },
    ];
  if (reference === 'perc' && lowest > 0)
    return [
      { id: 'perc-not-negative', when: 'PERC not negative: it does not rule out embolism', source: 'Kline 2004' },
    ];
  return [];
}

function dDimerRows(found: readonly Reading[], vector: FeatureVector): readonly MetThreshold[] {
  const [age, value] = [valueOf(vector, 'age'), valueOf(vector, 'd_dimer')];
  const isAboutPe = found.some(({ reference }) => reference === 'wells-pe');
  if (typeof age !== 'number' || typeof value !== 'number' || !isAboutPe || isPeLikely(found)) return [];
  const cutOff = dDimerCutOff(age);
  const isBelow = value < cutOff;
  return [
    {
      id: isBelow ? 'd-dimer-below' : 'd-dimer-not-below',
      when: `D-dimer ${isBelow ? 'below' : 'not below'} ${cutOff} ng/mL FEU${age > 50 ? ' (age × 10)' : ''}`,
      recommendation: isBelow
        ? 'no imaging for embolism where clinical probability is low or intermediate'
        : 'it does not rule out embolism; imaging follows where embolism is suspected',
      source: acp,
    },
  ];
}
