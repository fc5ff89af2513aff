import { CardwrightError } from '@cardwright/cds-service';
import { adaptOnnx } from '../onnx/adapt-onnx.ts';
import type { OnnxModel } from '../onnx/onnx-model.ts';
import type { GraphTensor } from './describe-signature.ts';
import { takesOneRow } from './find-problems.ts';
import { inspectModel } from './inspect-model.ts';
import { openIsolatedSession } from './isolated-session.ts';
import type { IsolatedSession } from './isolated-session.ts';
import type { Isolation } from './isolation.ts';
import { modelProblems } from './model-problems.ts';
import { requiredInputs } from './optional-inputs.ts';
import { FeedError, readFeed } from './read-feed.ts';
import type { TensorData } from './tensor-data.ts';
import { columnsRead } from './trial-feeds.ts';
import { writeResult } from './write-result.ts';
import type { JsonTensor } from './write-result.ts';

/** The answer to one line of `cardwright model run`. */
export type RunAnswer =
  | { readonly outputs: Readonly<Record<string, JsonTensor>> }
  | { readonly error: { readonly code: string; readonly message: string } };

/** A foreign model that answers lines. */
export interface ModelRunner {
  /** Never rejects: what cannot be run is an error in its place. */
  answer(line: unknown): Promise<RunAnswer>;
  release(): Promise<void>;
}

const errorAnswer = (code: string, message: string): RunAnswer => ({ error: { code, message } });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What every line of a refused model is answered with: the first problem that refuses it. */
const refusedRunner = (answer: RunAnswer): ModelRunner => ({
  answer: () => Promise.resolve(answer),
  release: () => Promise.resolve(),
});

const badInput = (message: string): never => {
  throw new CardwrightError('bad-input', message);
};

class Runner implements ModelRunner {
  readonly #model: OnnxModel;
  readonly #onnx: Uint8Array;
  readonly #inputs: readonly GraphTensor[];
  readonly #limits: Isolation | undefined;
  readonly #oneRow: boolean;
  readonly #columns: number | undefined;
  /** By the overridable initializers that a line feeds; mostly one session, for none. */
  readonly #sessions = new Map<string, Promise<IsolatedSession>>();

  constructor(model: OnnxModel, onnx: Uint8Array, inputs: readonly GraphTensor[], limits: Isolation | undefined) {
    this.#model = model;
    this.#onnx = onnx;
    this.#inputs = inputs;
    this.#limits = limits;
    this.#oneRow = takesOneRow(requiredInputs(model));
    this.#columns = columnsRead(model);
  }

  async answer(line: unknown): Promise<RunAnswer> {
    try {
      const feeds = this.#read(line);
      const session = await this.#sessionFor(feeds);
      const results = await session.run(feeds, this.#oneRow);
      const outputs = Object.entries(results).map(([name, tensor]): [string, JsonTensor] => [
        name,
        writeResult(tensor),
      ]);
      return { outputs: Object.fromEntries(outputs) };
    } catch (error) {
      if (error instanceof CardwrightError) return errorAnswer(error.code, error.message);
      // The runtime's own message may quote a value of the line.
      const unseen = error instanceof Error && /unknown category/i.test(error.message);
      return unseen
        ? errorAnswer('unseen-category', 'The model does not know a category of this line.')
        : errorAnswer('model-failed', 'The runtime could not run the model on these inputs.');
    }
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
  }

  #read(line: unknown): Readonly<Record<string, TensorData>> {
    const given = isRecord(line) && isRecord(line['inputs']) ? line['inputs'] : badInput('A line is {"inputs":{…}}.');
    const known = new Set(this.#inputs.map(({ name }) => name));
    const unknown = Object.keys(given).filter((name) => !known.has(name));
    if (unknown.length > 0) badInput(`The model has no input ${unknown.join(', ')}.`);
    const feeds: Record<string, TensorData> = {};
    for (const input of this.#inputs) {
      const value = given[input.name];
      if (value !== undefined) feeds[input.name] = this.#feed(input, value);
      else if (input.optional === undefined)
        throw new CardwrightError('missing-input', `Input "${input.name}" is absent.`);
    }
    const rows = new Set(Object.values(feeds).map(({ dims }) => dims[0]));
    if (this.#oneRow && rows.size > 1) badInput('The inputs do not have the same number of rows.');
    return feeds;
  }

  #feed(input: GraphTensor, value: unknown): TensorData {
    try {
      return readFeed(input, value, this.#oneRow, this.#columns);
    } catch (error) {
      if (error instanceof FeedError) return badInput(`Input "${input.name}" ${error.message}.`);
      throw error;
    }
  }

  #sessionFor(feeds: Readonly<Record<string, TensorData>>): Promise<IsolatedSession> {
    const promoted = this.#inputs.flatMap(({ name, optional }) => (optional && feeds[name] ? [name] : []));
    const key = JSON.stringify(promoted);
    const known = this.#sessions.get(key);
    if (known) return known;
    const opening = openIsolatedSession('The model', adaptOnnx(this.#onnx, this.#model, promoted).onnx, this.#limits);
    this.#sessions.set(key, opening);
    return opening;
  }
}

/**
 * Opens a foreign model for `cardwright model run`. A refused one answers every line with the code of the problem that
 * refuses it. Codes of errors: `bad-input`, `missing-input`, `model-failed`, `model-unavailable`, and those of `modelProblems`.
 */
export const openRunner = async (onnx: Uint8Array, limits?: Isolation): Promise<ModelRunner> => {
  const { report, model } = await inspectModel(onnx, limits);
  if (report.verdict !== 'refused' && model) return new Runner(model, onnx, report.signature.inputs, limits);
  const refusal = report.problems.find(({ code }) => modelProblems[code].consequence === 'refused');
  return refusedRunner(errorAnswer(refusal?.code ?? 'not-onnx', refusal?.message ?? 'The file is not an ONNX model.'));
};
