import type { MetThreshold } from '@cardwright/cds-service';
import { riskLimits } from './points-tables.ts';
import type { Reading } from './reading.ts';

const source = 'RCP 2017, as in GDL2 NEWS2.v1';

interface Response extends MetThreshold {
  readonly meets: (score: number, highestPoints: number) => boolean;
}

/** The clinical responses to NEWS2, most urgent first, in the words of the reference. */
const responses: readonly Response[] = [
  {
    id: 'score-7-or-more',
    when: 'score >= 7',
    recommendation: 'Continuous monitoring; emergency response by critical-care-competent team',
    source,
    meets: (score) => score >= riskLimits.high,
  },
  {
    id: 'score-5-6',
    when: 'score 5-6',
    recommendation: 'At least hourly; urgent response, think sepsis',
    source,
    meets: (score) => score >= riskLimits.medium && score < riskLimits.high,
  },
  {
    id: 'single-parameter-3',
    when: 'any single parameter 3',
    recommendation: 'At least hourly; urgent review by ward-based doctor',
    source,
    meets: (_score, highestPoints) => highestPoints >= riskLimits.single,
  },
  {
    id: 'score-1-4',
    when: 'score 1-4',
    recommendation: 'Monitor at least every 4-6 h; registered nurse decides on escalation',
    source,
    meets: (score) => score >= 1 && score < riskLimits.medium,
  },
  {
    id: 'score-0',
    when: 'score 0',
    recommendation: 'Monitor at least every 12 h',
    source,
    meets: (score) => score === 0,
  },
];

/** The rows of the response table that this reading meets, most urgent first. */
export function metResponses({ score, scored }: Reading): readonly MetThreshold[] {
  const highest = Math.max(0, ...scored.map((parameter) => parameter.score));
  return responses
    .filter(({ meets }) => meets(score, highest))
    .map(({ id, when, recommendation, source: from }) => ({
      id,
      when,
      ...(recommendation === undefined ? {} : { recommendation }),
      source: from,
    }));
}
