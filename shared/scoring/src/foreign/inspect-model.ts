import { CardwrightError } from '@cardwright/cds-service';
import { adaptOnnx } from '../onnx/adapt-onnx.ts';
import type { AdaptedOnnx } from '../onnx/adapt-onnx.ts';
import type { OnnxModel } from '../onnx/onnx-model.ts';
import { parseOnnx } from '../onnx/parse-onnx.ts';
import { classNames } from './class-names.ts';
import { describeSignature } from './describe-signature.ts';
import type { GraphSignature } from './describe-signature.ts';
import { findProblems, takesOneRow } from './find-problems.ts';
import { openIsolatedSession } from './isolated-session.ts';
import type { Isolation } from './isolation.ts';
import { isRefused, modelProblems } from './model-problems.ts';
import type { ModelProblem, ModelProblemCode } from './model-problems.ts';
import { requiredInputs } from './optional-inputs.ts';
import { rawScores } from './raw-scores.ts';
import { trialFeeds } from './trial-feeds.ts';

/** Largest file that is read: parsing costs about 10 ms a MiB of trees, opening ten times that. */
export const maxModelBytes = 64 * 2 ** 20;

/** What `cardwright model inspect` reports. */
export interface ModelReport {
  /** As it can be fed and read after the changes; without a ZipMap. */
  readonly signature: GraphSignature;
  /** `Gemm`, `ai.onnx.ml.Scaler` …: every operator once, sorted. */
  readonly operators: readonly string[];
  /** Version by domain. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Name and version of the tool that wrote the file, as far as it says. */
  readonly producer: string;
  /** The file's own metadata_props. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly problems: readonly ModelProblem[];
  readonly verdict: 'accepted' | 'accepted-with-changes' | 'refused';
}

/** A file that was read and, unless its report says refused, has run once. */
export interface InspectedModel {
  readonly report: ModelReport;
  /** Absent when the file is no ONNX model. */
  readonly model?: OnnxModel;
  readonly adapted?: AdaptedOnnx;
}

const verdictOf = (problems: readonly ModelProblem[]): ModelReport['verdict'] => {
  if (isRefused(problems)) return 'refused';
  const changed = problems.some(({ code }) => modelProblems[code].consequence === 'changed');
  return changed ? 'accepted-with-changes' : 'accepted';
};

const unreadable = (code: ModelProblemCode, message: string): InspectedModel => ({
  report: {
    signature: { inputs: [], outputs: [] },
    operators: [],
    opsets: {},
    producer: '',
    metadata: {},
    problems: [{ code, message }],
    verdict: 'refused',
  },
});

/** What the runtime's own words mean; none of them quotes a value, since nothing was fed but our own trial. */
const refusalOf = (error: unknown): ModelProblem => {
  if (error instanceof CardwrightError) return { code: 'too-costly', message: error.message };
  const message = error instanceof Error ? error.message : 'unknown reason';
  if (/locale/i.test(message)) return { code: 'locale-missing', message };
  if (/opset|ir_?version/i.test(message)) return { code: 'unsupported-opset', message };
  if (/not a registered function/i.test(message)) return { code: 'custom-operator', message };
  return { code: 'runtime-refused', message };
};

/** Tensors that are meant as probabilities: a column for each class of a classifier, or so named. */
const probabilityTensors = (model: OnnxModel, { zipMaps }: AdaptedOnnx): readonly string[] => {
  const classes = classNames(model);
  const named = model.outputs.map(({ name }) => zipMaps[name] ?? name);
  return named.filter((name) => classes[name] !== undefined || /prob/i.test(name));
};

/** Opens the model in a process of its own and runs it once on numbers that mean nothing. */
const tryOut = async (
  model: OnnxModel,
  adapted: AdaptedOnnx,
  limits: Isolation | undefined,
): Promise<readonly ModelProblem[]> => {
  let session;
  try {
    session = await openIsolatedSession('The model', adapted.onnx, limits);
  } catch (error) {
    return [refusalOf(error)];
  }
  try {
    const results = await session.run(trialFeeds(model), takesOneRow(requiredInputs(model)));
    return rawScores(results, probabilityTensors(model, adapted)).map((name) => ({
      code: 'raw-scores',
      message: `Output "${name}" gave a number outside 0 to 1 in a trial run.`,
    }));
  } catch (error) {
    // The numbers of the trial mean nothing: a model may refuse them. That it cannot be stopped is another matter.
    return error instanceof CardwrightError ? [refusalOf(error)] : [];
  } finally {
    await session.release();
  }
};

/**
 * Reads, judges and tries a foreign ONNX file: everything that can be known without its data. Never throws for the file's
 * sake: what is wrong with it is in the report.
 */
export const inspectModel = async (bytes: Uint8Array, limits?: Isolation): Promise<InspectedModel> => {
  if (bytes.length > maxModelBytes)
    return unreadable('file-too-large', `The file has more than ${maxModelBytes} bytes.`);
  let model;
  try {
    model = parseOnnx(bytes);
  } catch (error) {
    return unreadable('not-onnx', `The file is ${error instanceof Error ? error.message : 'unreadable'}.`);
  }
  const adapted = adaptOnnx(bytes, model);
  const found = findProblems(model, adapted);
  const problems = isRefused(found) ? found : [...found, ...(await tryOut(model, adapted, limits))];
  const { operators, opsets, producer, metadata } = model;
  const signature = describeSignature(model, adapted);
  return {
    report: { signature, operators, opsets, producer, metadata, problems, verdict: verdictOf(problems) },
    model,
    adapted,
  };
};
