import type { MetThreshold } from '@cardwright/cds-service';
import { riskLimits } from './points-tables.ts';
import type { Reading } from './reading.ts';

const source = 'RCP 2017, as in GDL2 NEWS2.v1';

/** Rows with an upper end, beyond which a lower bound may lie. */
const rangeEnds: readonly string[] = ['score-5-6', 'score-1-4'];

interface Response extends MetThreshold {
  readonly meets: (score: number, highestPoints: number) => boolean;
}

/**
 * The clinical responses to NEWS2, most urgent first, in the words of the reference. One row is met, that of the category
 * (reference, `formula`: a single 3 counts with a total below 5): two rows would name two monitoring frequencies.
 */
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
    meets: (score, highestPoints) => score < riskLimits.medium && highestPoints >= riskLimits.single,
  },
  {
    id: 'score-1-4',
    when: 'score 1-4',
    recommendation: 'Monitor at least every 4-6 h; registered nurse decides on escalation',
    source,
    meets: (score, highestPoints) => score >= 1 && score < riskLimits.medium && highestPoints < riskLimits.single,
  },
  {
    id: 'score-0',
    when: 'score 0',
    recommendation: 'Monitor at least every 12 h',
    source,
    meets: (score) => score === 0,
  },
];

/**
 * The row of the response table that this reading meets. A lower bound below 7 meets `at least` its row, and one of 0
 * meets none: that nothing scores yet is no reason for twelve hours without observations.
 */
export function metResponses({ score, scored, atLeast }: Reading): readonly MetThreshold[] {
  const highest = Math.max(0, ...scored.map((parameter) => parameter.score));
  if (atLeast && score === 0) return [];
  return responses
    .filter(({ meets }) => meets(score, highest))
    .map(({ id, when, recommendation, source: from }) => ({
      id,
      when: atLeast && rangeEnds.includes(id) ? `at least ${when}` : when,
      ...(recommendation === undefined ? {} : { recommendation }),
      source: from,
    }));
}
