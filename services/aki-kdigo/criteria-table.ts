import { table } from '@cardwright/cards';
import { criteria } from './criteria.ts';
import { creatinineInWords, rateInWords, ratioInWords, roundedDown } from './numbers-in-words.ts';
import { baselineKinds, type Reading } from './reading.ts';
import { urinePeriods } from './windows.ts';

/** Each criterion with its finding and the stage that it gives by itself; the stage is the highest of them. */
export function criteriaTable(reading: Reading): string {
  return table(
    ['Criterion', 'Finding', 'Stage'],
    [...ratioRows(reading), riseRow(reading), ...highRow(reading), urineRow(reading), replacementRow(reading)],
  );
}

/** From what creatinine on the next stage would be reached; nothing where the ratio does not set the stage. */
export function nextStage({ stage, part, baselines }: Reading): string {
  const [used] = baselines;
  const next = criteria.ratios.find((row) => row.stage === stage + 1);
  if (used === undefined || next === undefined || part(used.kind.part) !== stage) return '';
  return `Stage ${next.stage} begins at a creatinine of ${creatinineInWords(used.value * next.from)} (${next.from} times this baseline).`;
}

const unjudged = 'not judged';

function ratioRows({ inputs, part }: Reading): readonly string[][] {
  const { creatinine } = inputs;
  return baselineKinds.map(({ feature, part: name, words }) => {
    const baseline = inputs[feature];
    const label = `Creatinine against ${words}`;
    if (typeof creatinine !== 'number' || typeof baseline !== 'number') return [label, unjudged, '—'];
    const ratio = ratioInWords(creatinine / baseline);
    return [label, `${creatinineInWords(creatinine)}, ${ratio} ${creatinineInWords(baseline)}`, String(part(name))];
  });
}

function riseRow({ inputs, part }: Reading): string[] {
  const { creatinine, lowest_creatinine_48h: low } = inputs;
  const label = 'Rise of 0.3 mg/dL in 48 hours';
  if (typeof creatinine !== 'number' || typeof low !== 'number') return [label, unjudged, '—'];
  const difference = creatinine - low;
  const change = difference > 0 ? `up ${roundedDown(difference).toFixed(2)} mg/dL` : 'no rise';
  return [label, `${change}, lowest ${creatinineInWords(low)}`, String(part('rise_48h'))];
}

/** Said only where it holds: few patients reach it. */
const highRow = ({ part }: Reading): readonly string[][] =>
  part('high') === 0 ? [] : [['Creatinine of 4.0 mg/dL or more after such a rise', 'yes', String(part('high'))]];

function urineRow({ inputs, part }: Reading): string[] {
  const found = urinePeriods.flatMap((hours) => {
    const rate = inputs[`urine_ml_kg_h_${hours}h`];
    return typeof rate === 'number' ? [`${rateInWords(rate)} over ${hours} h`] : [];
  });
  const label = 'Urine output, mL/kg/h';
  return found.length === 0 ? [label, unjudged, '—'] : [label, found.join('; '), String(part('urine'))];
}

function replacementRow({ inputs, part }: Reading): string[] {
  const label = 'Kidney replacement therapy';
  if (inputs['rrt'] == null) return [label, unjudged, '—'];
  return [label, inputs['rrt'] === true ? 'in the last 7 days' : 'none on record', String(part('rrt'))];
}
