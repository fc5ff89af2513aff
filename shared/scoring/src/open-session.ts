import { CardwrightError } from '@cardwright/cds-service';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sessionOptions } from './session-options.ts';
import { requireSilence } from './telemetry.ts';

/** Rows in one native run. A run is synchronous and cannot be cancelled, so this bounds how long the event loop stands. */
export const maxRowsPerRun = 512;

/** Row-major results of some rows. */
export interface GraphResults {
  readonly outputs: Float64Array;
  readonly links: Float64Array;
}

/** An open ONNX graph whose border is known to be float64 matrices. */
export interface GraphSession {
  readonly outputWidth: number;
  /** 0 when the graph has no `links`. */
  readonly linkWidth: number;
  /** Runs one block of at most `maxRowsPerRun` rows. The block must not change before the promise settles. */
  run(block: Float64Array): Promise<GraphResults>;
  /** False while the process of an isolated model is gone: a run fails or starts it again. */
  isReady(): boolean;
  release(): Promise<void>;
}

type Metadata = InferenceSession.ValueMetadata;

/** Width of a float64 matrix with free row count; undefined for anything else. */
const matrixWidth = (value: Metadata | undefined): number | undefined => {
  if (!value?.isTensor || value.type !== 'float64' || value.shape.length !== 2) return undefined;
  const [rows, width] = value.shape;
  return typeof rows === 'string' && typeof width === 'number' ? width : undefined;
};

const describe = (values: readonly Metadata[]): string =>
  values.map((v) => (v.isTensor ? `${v.name} ${v.type} [${v.shape.join(', ')}]` : `${v.name} (no tensor)`)).join('; ');

const float64 = (model: string, tensor: Tensor | undefined): Float64Array => {
  if (tensor?.data instanceof Float64Array) return tensor.data;
  throw new CardwrightError('model-failed', `${model}: the runtime gave no float64 matrix`, { model });
};

const create = async (model: string, onnx: Uint8Array): Promise<InferenceSession> => {
  try {
    return await InferenceSession.create(onnx, sessionOptions);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new CardwrightError('model-invalid', `${model}: the runtime refuses the file: ${reason}`, { model });
  }
};

const runner = (model: string, session: InferenceSession, inputWidth: number, hasLinks: boolean) => {
  const empty = new Float64Array();
  return async (block: Float64Array): Promise<GraphResults> => {
    const features = new Tensor('float64', block, [block.length / inputWidth, inputWidth]);
    try {
      const result = await session.run({ features });
      const links = hasLinks ? float64(model, result['links']) : empty;
      return { outputs: float64(model, result['outputs']), links };
    } catch (error) {
      if (error instanceof CardwrightError) throw error;
      // The runtime's own message may quote a value of the row.
      throw new CardwrightError('model-failed', `${model}: the runtime could not run the model`, { model });
    }
  };
};

/**
 * Opens a graph and checks its border: exactly `features` float64 [rows, inputWidth] in, `outputs` [rows, n] and
 * optionally `links` [rows, m] out, with a free number of rows. Errors: `model-invalid`, `telemetry-enabled`.
 */
export const openSession = async (model: string, onnx: Uint8Array, inputWidth: number): Promise<GraphSession> => {
  requireSilence();
  const session = await create(model, onnx);
  const { inputMetadata, outputMetadata } = session;
  const named = (name: string): Metadata | undefined => outputMetadata.find((value) => value.name === name);
  const outputWidth = matrixWidth(named('outputs'));
  const linkWidth = named('links') === undefined ? 0 : matrixWidth(named('links'));
  const features = inputMetadata.length === 1 && inputMetadata[0]?.name === 'features' ? inputMetadata[0] : undefined;
  const extra = outputMetadata.some(({ name }) => name !== 'outputs' && name !== 'links');
  if (matrixWidth(features) !== inputWidth || outputWidth === undefined || linkWidth === undefined || extra) {
    await session.release();
    const border = `${describe(inputMetadata)} → ${describe(outputMetadata)}`;
    const wanted = `features float64 [rows, ${inputWidth}] → outputs float64 [rows, n], links float64 [rows, m]`;
    throw new CardwrightError('model-invalid', `${model}: signature is ${border}; expected ${wanted}`, { model });
  }
  const run = runner(model, session, inputWidth, linkWidth > 0);
  return { outputWidth, linkWidth, run, isReady: () => true, release: () => session.release() };
};
