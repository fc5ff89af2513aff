import { criteria } from './criteria.ts';
import { creatinineInWords, rateInWords, ratioInWords, roundedDown } from './numbers-in-words.ts';
import type { Reading } from './reading.ts';

/** One sentence with the stage and the finding that gives it; every part has a bounded length, together under 140 characters. */
export function summaryOf(reading: Reading): string {
  const stage = `AKI stage ${reading.stage}${reading.atLeast ? ' or higher' : ''} (KDIGO)`;
  return `${stage}: ${finding(reading)}; a nephrotoxic medication is ordered`;
}

/** The first criterion that gives the whole stage. */
function finding({ stage, part, inputs, baselines }: Reading): string {
  const { creatinine, lowest_creatinine_48h: low48 } = inputs;
  const [used] = baselines;
  if (part('rrt') === stage) return 'kidney replacement therapy in the last 7 days';
  if (typeof creatinine === 'number') {
    const now = `creatinine ${creatinineInWords(creatinine)}`;
    // A high creatinine gives stage 3 at any ratio: without its own words the ratio would look like a mistake.
    const isHighOnly = part('high') === stage && (used === undefined || part(used.kind.part) < stage);
    if (used !== undefined && (part(used.kind.part) === stage || isHighOnly))
      return `${now}${isHighOnly ? ` (${criteria.high.from.toFixed(1)} or more, risen)` : ''}, ${ratioInWords(creatinine / used.value)} baseline ${creatinineInWords(used.value)}`;
    if (part('rise_48h') === stage && typeof low48 === 'number')
      return `${now}, up ${roundedDown(creatinine - low48).toFixed(2)} in 48 h`;
  }
  return `urine ${lowestUrine(stage, inputs)}`;
}

/** The period that gives the stage. */
function lowestUrine(stage: number, inputs: Reading['inputs']): string {
  const day = inputs['urine_ml_kg_h_24h'];
  const half = inputs['urine_ml_kg_h_12h'];
  if (stage === 3 && half === 0) return 'none for 12 h';
  const [rate, hours] = stage === 3 ? [day, 24] : stage === 2 ? [half, 12] : [inputs['urine_ml_kg_h_6h'], 6];
  return `${rateInWords(typeof rate === 'number' ? rate : NaN)} mL/kg/h over ${hours} h`;
}
