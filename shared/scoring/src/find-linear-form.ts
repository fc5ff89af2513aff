import { CardwrightError } from '@cardwright/cds-service';
import type { ModelManifest, SignatureInput } from '@cardwright/cds-service';
import type { CompiledSignature } from './compile-signature.ts';
import { encodeRow } from './encode-row.ts';
import { effectOf } from './effect-of.ts';
import type { LinearForm, LinearTerm } from './linear-form.ts';
import type { GraphSession } from './open-session.ts';
import { randomPatient } from './random-patient.ts';
import { runRows } from './run-rows.ts';
import { seededRandom } from './seeded-random.ts';

const samples = 24;
/** A closed form repeats float64 graphs to their last bits. */
const exactly = 1e-9;
/** A float32 graph whose link is taken from its probability keeps about this much. */
const nearly = 1e-3;

/** The links of some rows as a matrix: `links[row][link]`. */
const linksOf = async (session: GraphSession, rows: readonly Float64Array[]): Promise<readonly Float64Array[]> => {
  const width = rows[0]?.length ?? 1;
  const block = new Float64Array(rows.length * width);
  rows.forEach((row, i) => block.set(row, i * width));
  const { links } = await runRows(session, block, width);
  return rows.map((_, i) => links.slice(i * session.linkWidth, (i + 1) * session.linkWidth));
};

/** The values at which a term is measured: two of a number, all of the others, and absent. */
const valuesTried = ({ kind, range, categories, presence, imputation }: SignatureInput): readonly number[] => {
  const present = kind === 'number' ? [...(range ?? [])] : [...(categories ?? [0, 1]).keys()];
  return presence === 'optional' && imputation?.by !== 'engine' ? [...present, NaN] : present;
};

const termOf = ({ kind, range }: SignatureInput, effects: readonly number[]): LinearTerm => {
  const [first = NaN, second = NaN] = effects;
  if (kind !== 'number') {
    return { slope: NaN, at: NaN, table: effects, absent: effects.at(-1) ?? NaN };
  }
  const [low, high] = range ?? [NaN, NaN];
  const slope = (second - first) / (high - low);
  return { slope, at: first - slope * low, absent: effects[2] ?? NaN };
};

/** Measures every term from `anchor`, one column at a time. */
const measureForm = async (
  { inputs }: ModelManifest,
  session: GraphSession,
  anchor: Float64Array,
): Promise<LinearForm> => {
  const tried = inputs.map(valuesTried);
  const rows = tried.flatMap((values, column) => values.map((value) => anchor.with(column, value)));
  const [base, ...links] = await linksOf(session, [anchor, ...rows]);
  return Array.from({ length: session.linkWidth }, (_, link) => {
    let next = 0;
    return inputs.map((input, column) => {
      const count = tried[column]?.length ?? 0;
      const effects = links.slice(next, next + count).map((row) => (row[link] ?? NaN) - (base?.[link] ?? NaN));
      next += count;
      return termOf(input, effects);
    });
  });
};

/** How far sums stray from the whole, as a part of the movement (at least 1). */
const strayOf = (whole: number, terms: readonly number[]): number => {
  const sum = terms.reduce((all, term) => all + term, 0);
  const movement = terms.reduce((all, term) => all + Math.abs(term), 1);
  const stray = Math.abs(whole - sum) / movement;
  return Number.isFinite(stray) ? stray : Infinity;
};

/** The links of a patient and of the anchor with each single input of the patient, measured from the anchor. */
const movementsOf = async (session: GraphSession, anchor: Float64Array, patient: Float64Array) => {
  const singles = [...patient].map((value, column) => anchor.with(column, value));
  const [base, whole, ...parts] = await linksOf(session, [anchor, patient, ...singles]);
  return (link: number) => {
    const from = (row: Float64Array | undefined): number => (row?.[link] ?? NaN) - (base?.[link] ?? NaN);
    return { whole: from(whole), parts: parts.map(from) };
  };
};

/**
 * Proves `interactionOrder: 1` on seeded random patients within the declared ranges: on every explained link the whole
 * movement is the sum of what the inputs move alone. Gives the closed form where each term is a straight line too and
 * the numbers are exact enough (1e-9); undefined where one antithetic pair, exact for every such sum, is the better way:
 * curved terms, float32. Error `model-invalid` where the inputs interact, or a number has no range.
 */
export const findLinearForm = async (
  manifest: ModelManifest,
  signature: CompiledSignature,
  session: GraphSession,
): Promise<LinearForm | undefined> => {
  const random = seededRandom(19530301);
  const draw = (): Float64Array => encodeRow(signature, randomPatient(manifest, random));
  const anchor = draw();
  const form = await measureForm(manifest, session, anchor);
  const links = manifest.outputs.flatMap(({ link }) => (link === undefined ? [] : [link.column]));
  let closed = true;
  for (let sample = 0; sample < samples; sample += 1) {
    const patient = draw();
    const movements = await movementsOf(session, anchor, patient);
    for (const link of links) {
      const { whole, parts } = movements(link);
      const stray = strayOf(whole, parts);
      if (!(stray <= nearly)) {
        const message = `${manifest.id} declares interactionOrder 1 but its inputs interact: off by ${stray} of the movement`;
        throw new CardwrightError('model-invalid', message, { model: manifest.id });
      }
      const effects = (form[link] ?? []).map((term, column) => effectOf(term, patient[column] ?? NaN));
      const anchored = (form[link] ?? []).map((term, column) => effectOf(term, anchor[column] ?? NaN));
      closed &&=
        strayOf(
          whole,
          effects.map((effect, column) => effect - (anchored[column] ?? NaN)),
        ) <= exactly;
    }
  }
  return closed ? form : undefined;
};
