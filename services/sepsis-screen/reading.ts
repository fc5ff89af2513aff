import { CardwrightError, type FeatureVector, type ModelInputs, type Prediction } from '@cardwright/cds-service';
import { positiveFrom } from './criteria.ts';
import { components, scores, type Score } from './signature.ts';
import { suspectedInfection, isYes, type Suspicion } from './suspected-infection.ts';

/** Points of one part, and whether more could come of what is not charted. */
export interface Part {
  readonly name: string;
  readonly points: number;
  /** Inputs whose absence leaves the part open; empty when it is judged. */
  readonly open: readonly string[];
}

/** What one prediction says. */
export interface ScoreReading {
  readonly score: Score;
  readonly model: string;
  readonly inputs: ModelInputs;
  readonly value: number;
  readonly atLeast: boolean;
  readonly isPositive: boolean;
  readonly parts: readonly Part[];
}

/** All three, with what decides on the card. */
export interface Reading {
  readonly scores: Readonly<Record<Score, ScoreReading>>;
  readonly suspicion: Suspicion;
  /** An infection is suspected. */
  readonly isSuspected: boolean;
  /** Organ dysfunction from before is on record: the SOFA baseline is not 0. */
  readonly hasBaseline: boolean;
  /** Suspected infection with SIRS or SOFA; qSOFA alone does not make it. */
  readonly isPossibleSepsis: boolean;
}

/** Needed for a part to be judged; a vasopressor or the ventilator may add to it and is said in a note. */
const needed: Readonly<Record<Score, Readonly<Record<string, readonly string[]>>>> = {
  qsofa: { respiration: ['resp_rate'], pressure: ['sbp'], mentation: ['gcs'] },
  sirs: { temperature: ['temperature'], heart_rate: ['heart_rate'], respiration: ['resp_rate'], leukocytes: ['wbc'] },
  sofa: {
    respiration: ['pao2', 'fio2'],
    coagulation: ['platelets'],
    liver: ['bilirubin'],
    cardiovascular: ['map'],
    cns: ['gcs'],
    renal: ['creatinine'],
  },
};

/** Points that a criterion has or has not. */
const highestPart: Readonly<Record<Score, number>> = { qsofa: 1, sirs: 1, sofa: 4 };

/** Reads the three predictions. @throws CardwrightError `model-failed` when one is not there. */
export function readPredictions(vector: FeatureVector, predictions: readonly Prediction[]): Reading {
  const [qsofa, sirs, sofa] = scores.map((score) => readScore(score, predictions));
  if (!qsofa || !sirs || !sofa) throw new CardwrightError('model-failed', 'A sepsis score is not there.');
  const suspicion = suspectedInfection(vector);
  const isSuspected = suspicion.kind === 'diagnosis' || suspicion.kind === 'treatment';
  const hasBaseline = isYes(vector.features['chronic_organ_disease']);
  return {
    scores: { qsofa, sirs, sofa },
    suspicion,
    isSuspected,
    hasBaseline,
    isPossibleSepsis: isSuspected && (sirs.isPositive || (sofa.isPositive && !hasBaseline)),
  };
}

function readScore(score: Score, predictions: readonly Prediction[]): ScoreReading | undefined {
  const prediction = predictions.find(({ variant }) => variant === `${score}-recorded`);
  const value = prediction?.outputs['score']?.value;
  if (prediction === undefined || typeof value !== 'number') return undefined;
  const { inputs, outputs, model } = prediction;
  const parts = components[score].map((name): Part => {
    const points = Number(outputs[`components.${name}`]?.value ?? 0);
    const absent = (needed[score][name] ?? []).filter((input) => (inputs[input] ?? null) === null);
    return { name, points, open: points < highestPart[score] ? absent : [] };
  });
  // Rates of vasoactive drugs are never read, so that a SOFA is never known to be whole.
  const atLeast = score === 'sofa' || parts.some(({ open }) => open.length > 0);
  return { score, model, inputs, value, atLeast, isPositive: value >= positiveFrom, parts };
}
