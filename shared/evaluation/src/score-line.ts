import type { ErrorCode, ModelManifest, ScoreChoice, ScoreRequest } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { judgeInputs, type JudgedInputs } from '@cardwright/features';
import type { RunnableService } from './runnable-service.ts';
import { parseScoreLine } from './parse-score-line.ts';
import { printOutputs, type PrintedOutput } from './print-outputs.ts';

export type ScoreAnswer =
  | {
      readonly outputs: Readonly<Record<string, PrintedOutput>>;
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
    const request = withReference(runnable, parseScoreLine(line));
    const choice = runnable.service.chooseVariant(request, runnable.models);
    const { variant, inputs, dropped } = choice;
    const model = modelOf(runnable, request, variant);
    const items = itemsFor(model, request, choice);
    const judged = judgeInputs(model, inputs);
    refuse(judged);
    const [prediction] = await runnable.port.predict([
      { variant, inputs: judged.inputs, outputs: judged.outputs, ...items },
    ]);
    if (prediction === undefined) throw new CardwrightError('model-failed', 'The model gave no prediction.');
    const allDropped = [...new Set([...dropped, ...judged.dropped])];
    const withheld = model.outputs.map((output) => output.name).filter((name) => !judged.outputs.includes(name));
    return {
      outputs: printOutputs(model, prediction),
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

/** The first reference is the service's default. Error: `unknown-reference`. */
function withReference({ service }: RunnableService, request: ScoreRequest): ScoreRequest {
  const references = [service.manifest.reference].flat();
  const reference = request.reference ?? references[0];
  if (reference === undefined || !references.includes(reference)) {
    throw new CardwrightError('unknown-reference', `${service.manifest.id} stands on ${references.join(', ')}.`);
  }
  return { ...request, reference };
}

/** A choice that answers with another reference than was asked for is no answer. Error: `unknown-model`. */
function modelOf({ service, models }: RunnableService, { reference }: ScoreRequest, variant: string): ModelManifest {
  const model = Object.hasOwn(models, variant) ? models[variant] : undefined;
  const hasSeveral = [service.manifest.reference].flat().length > 1;
  if (model === undefined || (hasSeveral && model.reference !== reference))
    throw new CardwrightError('unknown-model', `There is no variant ${variant} of ${reference ?? 'it'}.`);
  return model;
}

/** Lists are for table decisions; elsewhere a list in the place of a value is refused as before. */
function itemsFor(model: ModelManifest, request: ScoreRequest, choice: ScoreChoice): Pick<ScoreChoice, 'items'> {
  const items = choice.items ?? request.items ?? {};
  const unknown = Object.keys(items).filter((name) => !(model.items ?? []).some((list) => list.name === name));
  if (unknown.length > 0) throw badInputs('bad-input', 'Not a list of the model', unknown);
  return model.items === undefined ? {} : { items };
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

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');
