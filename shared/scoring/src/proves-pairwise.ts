import { CardwrightError } from '@cardwright/cds-service';
import type { Explanation, ModelManifest } from '@cardwright/cds-service';
import { randomPatient } from './random-patient.ts';
import { seededRandom } from './seeded-random.ts';
import { SessionModel } from './session-model.ts';
import type { LoadedModel } from './session-model.ts';

/** Most inputs that the proof enumerates: 2^16 rows a patient, at build time only. */
const maxProvenInputs = 16;

const shareOf = (explanation: Explanation | undefined, input: string): number =>
  explanation?.contributions.find((contribution) => contribution.input === input)?.contribution ?? NaN;

/** Largest difference between two explanations of the same output; NaN or ±Infinity count as infinite. */
const differenceOf = (pair: Explanation, enumerated: Explanation | undefined): number => {
  const differences = pair.contributions.map(({ input, contribution }) =>
    Math.abs(contribution - shareOf(enumerated, input)),
  );
  const worst = Math.max(0, ...differences);
  return Number.isFinite(worst) ? worst : Infinity;
};

const requireProvable = ({ id, inputs, outputs, referencePatient }: ModelManifest, samples: number): void => {
  const varying = inputs.length - (referencePatient?.own?.length ?? 0);
  const reason = !(samples >= 1)
    ? 'it takes at least one sample'
    : !outputs.some(({ link }) => link)
      ? 'no output has a link'
      : referencePatient === undefined
        ? 'there is no reference patient'
        : varying > maxProvenInputs && `${varying} inputs vary, at most ${maxProvenInputs} are enumerated`;
  if (reason) throw new CardwrightError('model-invalid', `${id}: interactionOrder cannot be proven, ${reason}`);
};

/**
 * Explains `samples` seeded random patients within the declared ranges by one antithetic pair and by enumeration, and
 * gives the largest difference of a contribution on the link scale. About 1e-14 proves `interactionOrder: 2` for
 * them; a model with interactions of three inputs differs visibly.
 * Error `model-invalid` when there is nothing to compare (no links, no reference patient, a number without a range).
 */
export const provesPairwise = async (loaded: LoadedModel, samples: number): Promise<number> => {
  if (!(loaded instanceof SessionModel)) throw new CardwrightError('model-invalid', 'not a model of this room');
  const { manifest } = loaded;
  requireProvable(manifest, samples);
  const random = seededRandom(20231110);
  const explained = manifest.outputs.filter(({ link }) => link).map(({ name }) => name);
  let worst = 0;
  for (let i = 0; i < samples; i += 1) {
    const requests = [{ inputs: randomPatient(manifest, random), explain: explained }];
    const [pair] = await loaded.predictBy('exact-antithetic-pair', requests);
    const [enumerated] = await loaded.predictBy('exact-enumeration', requests);
    if (pair?.explanations.length !== explained.length) return Infinity;
    pair.explanations.forEach((explanation, output) => {
      worst = Math.max(worst, differenceOf(explanation, enumerated?.explanations[output]));
    });
  }
  return worst;
};
