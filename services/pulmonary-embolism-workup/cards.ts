import { valueOf } from '@cardwright/features';
import type { AbsenceReason, Card, CardInput, Feature, MetThreshold, Suggestion } from '@cardwright/cds-service';
import { aboutOrders, bullets, card, inputsTable, markdown, paragraphs, quantity, raw, table } from '@cardwright/cards';
import { caveats } from './caveats.ts';
import { featureBehind } from './chart-inputs.ts';
import { cutPoints, tables } from './coefficients.ts';
import { itemsByQuestion } from './open-items.ts';
import { hasDraft } from './orders.ts';
import { questionsOf, referencesOf, type Question } from './questions.ts';
import { readings, type Reading } from './readings.ts';
import { overrideReasons, source } from './source.ts';
import { ctSuggestion, dDimerSuggestion } from './suggestions.ts';
import { consequences, dDimerCutOff, isPeLikely, metThresholds } from './thresholds.ts';
import { scoreNames, wording } from './wording.ts';

/** What a card shows beside the inputs of its scores: parts of them, and what says how far they apply. */
const beside = ['surgery', 'leg_fracture', 'd_dimer', 'anticoagulant'];

/** The facts behind the scores of one card, in the order of the wording. */
function inputRows(found: readonly Reading[]) {
  const behind = new Set(
    found.flatMap(({ reference }) =>
      [...Object.keys(tables[reference].numbers), ...Object.keys(tables[reference].items)].map((input) =>
        featureBehind(reference, input),
      ),
    ),
  );
  const isShown = (feature: string) =>
    behind.has(feature) ||
    (beside.includes(feature) && (feature !== 'leg_fracture' || behind.has('surgery_or_fracture')));
  return Object.entries(wording).flatMap(([feature, words]) => (isShown(feature) ? [{ feature, ...words }] : []));
}

/** One card for each question that the orders ask: embolism, thrombosis. */
export function cards(input: CardInput): readonly Card[] {
  const all = readings(input.predictions);
  return questionsOf(input.context).flatMap((question) => {
    const found = all.filter(({ reference }) => referencesOf[question.kind].includes(reference));
    return found.length === 0 ? [] : [cardOf(input, question, found)];
  });
}

function cardOf(input: CardInput, question: Question, found: readonly Reading[]): Card {
  const { vector, version, site } = input;
  const about = aboutOrders(question.orders);
  const counted = itemsByQuestion(found, (reading) => reading.counted);
  const met = metThresholds(found, vector);
  const { notes } = input.assessment;
  return card({
    summary: summaryOf(input, question, found),
    indicator: isWarning(input, question, found) ? 'warning' : 'info',
    source,
    detail: paragraphs(
      about.line,
      scoresTable(found),
      met.length > 0 ? paragraphs('**Holds already**', bullets(met.map((row) => thresholdLine(row)))) : '',
      paragraphs('**Only you can say** (open, not taken for no)', bullets(itemsByQuestion(found, ({ open }) => open))),
      counted.length > 0 ? paragraphs('**On record and counted**', bullets(counted)) : '',
      paragraphs('**Inputs**', inputsTable(vector, inputRows(found), site)),
      notes.length > 0 ? paragraphs('**Notes**', bullets(notes)) : '',
      paragraphs('**Limits of the scores**', bullets(caveats)),
      markdown`Models: ${raw(found.map(({ model }) => model).join(', '))}; service version ${version}.`,
    ),
    suggestions: suggestionsOf(input, question, found),
    overrideReasons,
    extension: about.extension,
  });
}

/** A result is there, be it one that gives no number ("below 270") or could not be used: it is not to be ordered again by a button. */
const isMeasured = (found: Feature | undefined): boolean =>
  found?.status === 'present' || (found?.status === 'absent' && unusable.includes(found.reason));
const unusable: readonly AbsenceReason[] = ['no-value', 'unit-refused', 'implausible'];

/** A D-dimer alone where embolism is likely already: the one order that a source advises against here. */
const isWarning = ({ context }: CardInput, { kind }: Question, found: readonly Reading[]): boolean =>
  kind === 'either' && isPeLikely(found) && !hasDraft('ct', context);

/** Every part has a bounded length, together under 140 characters. */
function summaryOf(input: CardInput, question: Question, found: readonly Reading[]): string {
  const range = (reference: Reading['reference']) => {
    const one = found.find((reading) => reading.reference === reference);
    return one === undefined ? '' : `${scoreNames[reference]} ${rangeOf(one)}`;
  };
  if (question.kind === 'dvt')
    return `${range('wells-dvt')} from the chart: your examination decides. ${cutPoints.wellsDvt} or more: ultrasound; less: D-dimer first`;
  const probability = `${range('wells-pe')}, ${range('geneva-revised')}`;
  // Nobody has said yet what a D-dimer alone is for.
  if (isWarning(input, question, found))
    return `If PE is suspected it is likely (${probability}): CT rather than D-dimer`;
  if (isPeLikely(found)) return `PE likely from the chart alone: ${probability}. CT is the next test`;
  const known = dDimerInWords(input);
  if (known !== undefined) return `${range('wells-pe')} from the chart. ${known}`;
  return `${range('wells-pe')} from the chart: your answers decide. Above ${cutPoints.wellsPe}: CT pulmonary angiography; else D-dimer first`;
}

/** What a D-dimer on record says where embolism is not likely from the chart alone. */
function dDimerInWords({ vector }: CardInput): string | undefined {
  const [age, value] = [valueOf(vector, 'age'), valueOf(vector, 'd_dimer')];
  if (typeof age !== 'number' || typeof value !== 'number') return undefined;
  const result = `D-dimer ${quantity(value, 'ng/mL', { decimals: 0 })} FEU`;
  return value < dDimerCutOff(age)
    ? `${result}, below ${dDimerCutOff(age)}: no imaging unless PE is likely by your answers`
    : `${result}, not below ${dDimerCutOff(age)}: it does not rule out PE`;
}

const rangeOf = ({ lowest, highest }: Reading): string =>
  lowest === highest ? signless(lowest) : `${signless(lowest)} to ${signless(highest)}`;

const signless = (score: number): string => (score < 0 ? `−${-score}` : `${score}`);

function scoresTable(found: readonly Reading[]): string {
  return table(
    ['Score', 'Range from the chart', 'What follows'],
    found.map((reading) => [scoreNames[reading.reference], rangeOf(reading), raw(consequences[reading.reference])]),
  );
}

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const thresholdLine = ({ when, recommendation, source: from }: MetThreshold) =>
  raw(`**${when}**${recommendation === undefined ? '' : `: ${recommendation}`}. Source: ${from}.`);

/**
 * The test that comes first on one side of the cut point; recommended only where no open item can change that. No CT is drafted
 * where a pregnancy is in doubt: the scores are not for that.
 */
function suggestionsOf(
  { context, vector }: CardInput,
  { kind }: Question,
  found: readonly Reading[],
): readonly Suggestion[] {
  const isLikely = isPeLikely(found);
  if (isLikely && !hasDraft('ct', context)) return valueOf(vector, 'pregnant') === false ? [ctSuggestion(context)] : [];
  const isKnown = isMeasured(vector.features['d_dimer']) || hasDraft('dDimer', context);
  if (isLikely || isKnown) return [];
  return [
    dDimerSuggestion(context, kind === 'dvt' ? 'Suspected deep vein thrombosis' : 'Suspected pulmonary embolism'),
  ];
}
