import type { ErrorCode, FeatureValue, ModelInputs, ScoreRequest } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { judgeInputs, type JudgedInputs } from '@cardwright/features';
import type { RunnableService } from './evaluate.ts';

/** One line of `cardwright score`: inputs under the reference file's names, units and categories. */
export interface ScoreLine extends ScoreRequest {
  readonly reference?: string;
}

export type ScoreAnswer =
  | {
      readonly outputs: Readonly<Record<string, number | string>>;
      /** The variant that ran. */
      readonly variant: string;
      /** Inputs outside their range that the model can do without. */
      readonly dropped?: readonly string[];
      /** Outputs that could not be given for want of an input that only they need. */
      readonly withheld?: readonly string[];
    }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly inputs?: readonly string[] } };

/** Scores one line. Never throws for what a line can hold: every defect is an error answer. */
export async function scoreLine(runnable: RunnableService, line: unknown): Promise<ScoreAnswer> {
  try {
    const { reference, ...request } = parseScoreLine(line);
    checkReference(runnable, reference);
    const { variant, inputs, dropped } = runnable.service.chooseVariant(request, runnable.models);
    const model = Object.hasOwn(runnable.models, variant) ? runnable.models[variant] : undefined;
    if (model === undefined) throw new CardwrightError('unknown-model', `There is no variant ${variant}.`);
    const judged = judgeInputs(model, inputs);
    refuse(judged);
    const [prediction] = await runnable.port.predict([{ variant, inputs: judged.inputs, outputs: judged.outputs }]);
    if (prediction === undefined) throw new CardwrightError('model-failed', 'The model gave no prediction.');
    const allDropped = [...new Set([...dropped, ...judged.dropped])];
    const withheld = model.outputs.map((output) => output.name).filter((name) => !judged.outputs.includes(name));
    return {
      outputs: Object.fromEntries(Object.entries(prediction.outputs).map(([name, output]) => [name, output.value])),
      variant,
      ...(allDropped.length > 0 ? { dropped: allDropped } : {}),
      ...(withheld.length > 0 ? { withheld } : {}),
    };
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    const { inputs } = error.details;
    return { error: { code: error.code, message: error.message, ...(isNames(inputs) ? { inputs } : {}) } };
  }
}

function parseScoreLine(line: unknown): ScoreLine {
  if (!isObject(line) || !isObject(line['inputs'])) {
    throw new CardwrightError('bad-request', 'A line is an object with an object "inputs".');
  }
  return {
    inputs: parseInputs(line['inputs']),
    ...optionalText(line, 'model'),
    ...optionalText(line, 'horizon'),
    ...optionalText(line, 'reference'),
  };
}

/** From entries, so that a name such as `__proto__` is a name like any other. */
function parseInputs(given: Readonly<Record<string, unknown>>): ModelInputs {
  const inputs: [string, FeatureValue | null][] = [];
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (isInput(value)) inputs.push([name, value]);
    else wrong.push(name);
  }
  if (wrong.length > 0) throw badInputs('bad-input', 'Neither a number, a boolean nor a text', wrong);
  return Object.fromEntries(inputs);
}

function optionalText(
  line: Readonly<Record<string, unknown>>,
  key: 'model' | 'horizon' | 'reference',
): Partial<Record<typeof key, string>> {
  const value = line[key];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') throw new CardwrightError('bad-request', `"${key}" is a text.`);
  return { [key]: value };
}

function checkReference({ service }: RunnableService, reference: string | undefined): void {
  const references = [service.manifest.reference].flat();
  if (reference !== undefined && !references.includes(reference)) {
    throw new CardwrightError('unknown-reference', `${service.manifest.id} stands on ${references.join(', ')}.`);
  }
}

function refuse(judged: JudgedInputs): void {
  if (judged.invalid.length > 0)
    throw badInputs('bad-input', 'Of a type or category that the model does not know', judged.invalid);
  if (judged.missing.length > 0) throw badInputs('missing-input', 'Required and absent', judged.missing);
  if (judged.outOfRange.length > 0)
    throw badInputs('out-of-range', 'Outside the range of the model', judged.outOfRange);
}

function badInputs(code: ErrorCode, what: string, inputs: readonly string[]): CardwrightError {
  return new CardwrightError(code, `${what}: ${inputs.join(', ')}.`, { inputs });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isInput = (value: unknown): value is FeatureValue | null =>
  value === null || ['number', 'boolean', 'string'].includes(typeof value);
const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');
