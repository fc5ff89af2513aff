import { CardwrightError } from '@cardwright/cds-service';
import type { GraphBinding, ModelManifest } from '@cardwright/cds-service';
import { adaptOnnx } from '../onnx/adapt-onnx.ts';
import type { AdaptedOnnx } from '../onnx/adapt-onnx.ts';
import type { OnnxModel } from '../onnx/onnx-model.ts';
import type { GraphSession } from '../open-session.ts';
import { bindInputs } from './bind-inputs.ts';
import { bindOutputs } from './bind-outputs.ts';
import { describeSignature } from './describe-signature.ts';
import type { GraphSignature } from './describe-signature.ts';
import { takesOneRow } from './find-problems.ts';
import { inspectModel } from './inspect-model.ts';
import type { InspectedModel } from './inspect-model.ts';
import { openIsolatedSession } from './isolated-session.ts';
import type { IsolatedSession } from './isolated-session.ts';
import type { Isolation } from './isolation.ts';
import { knownCategories } from './known-categories.ts';
import { optionalInputs, requiredInputs } from './optional-inputs.ts';

const refuse = (model: string, message: string, problems: readonly string[] = []): never => {
  throw new CardwrightError('model-invalid', `${model}: ${message}`, {
    model,
    ...(problems.length > 0 && { problems }),
  });
};

const requireAccepted = (id: string, { report, model }: InspectedModel): OnnxModel => {
  if (report.verdict !== 'refused' && model !== undefined) return model;
  const words = report.problems.map(({ code, message }) => `${code}: ${message}`);
  return refuse(
    id,
    words.join(' '),
    report.problems.map(({ code }) => code),
  );
};

/** An output that is a probability by the manifest must not read a tensor that the trial found outside 0 to 1. */
const refuseRawScores = (manifest: ModelManifest, binding: GraphBinding, { report, adapted }: InspectedModel): void => {
  const raw = report.problems.filter(({ code }) => code === 'raw-scores').map(({ message }) => message);
  for (const { name, kind, column } of manifest.outputs) {
    const tensor = binding.outputs[column]?.tensor ?? '';
    const read = adapted?.zipMaps[tensor] ?? tensor;
    const said = raw.find((message) => message.includes(`"${read}"`));
    if (kind === 'probability' && said)
      refuse(manifest.id, `output "${name}" is a probability. ${said}`, ['raw-scores']);
  }
};

/** Every category that a signature input may have is one that the graph's encoder knows. */
const refuseUnseenCategories = (manifest: ModelManifest, binding: GraphBinding, model: OnnxModel): void => {
  for (const { tensor, columns } of binding.inputs) {
    const known = columns.length === 1 ? knownCategories(model, tensor) : undefined;
    const categories = manifest.inputs.find(({ name }) => name === columns[0]?.input)?.categories ?? [];
    const unseen = known === undefined ? [] : categories.filter((category) => !known.has(category));
    if (unseen.length > 0) {
      const message = `the graph does not know the ${columns[0]?.input ?? ''} ${unseen.join(', ')}`;
      refuse(manifest.id, message, ['unseen-category']);
    }
  }
};

/** The session behind the matrices that scoring works with. */
const boundSession = (
  manifest: ModelManifest,
  binding: GraphBinding,
  border: { readonly signature: GraphSignature; readonly adapted: AdaptedOnnx; readonly rowByRow: boolean },
  session: IsolatedSession,
): GraphSession => {
  const encode = bindInputs(manifest, binding, border.signature);
  const decode = bindOutputs(manifest, binding, border.signature, border.adapted);
  return {
    outputWidth: binding.outputs.length,
    linkWidth: binding.links?.length ?? 0,
    isReady: () => session.isReady(),
    release: () => session.release(),
    run: async (block) => {
      const feeds = encode(block);
      try {
        return decode(await session.run(feeds, border.rowByRow), block.length / manifest.inputs.length);
      } catch (error) {
        if (error instanceof CardwrightError) throw error;
        // The runtime's own message may quote a value of the row.
        const message = `${manifest.id}: the runtime could not run the model`;
        throw new CardwrightError('model-failed', message, { model: manifest.id });
      }
    },
  };
};

/**
 * Opens a foreign graph in a process of its own and binds it to the manifest's signature: inspected, adapted, its
 * categories and probabilities checked. Errors: `model-invalid` with the codes of the problems, `model-unavailable`.
 */
export const openForeignSession = async (
  manifest: ModelManifest,
  binding: GraphBinding,
  onnx: Uint8Array,
  limits?: Isolation,
): Promise<GraphSession> => {
  const inspected = await inspectModel(onnx, limits);
  const model = requireAccepted(manifest.id, inspected);
  refuseRawScores(manifest, binding, inspected);
  refuseUnseenCategories(manifest, binding, model);
  const bound = new Set(binding.inputs.map(({ tensor }) => tensor));
  const promoted = optionalInputs(model).flatMap(({ name }) => (bound.has(name) ? [name] : []));
  const adapted = adaptOnnx(onnx, model, promoted);
  const border = {
    signature: describeSignature(model, adapted),
    adapted,
    rowByRow: takesOneRow(requiredInputs(model)),
  };
  const session = await openIsolatedSession(manifest.id, adapted.onnx, limits);
  try {
    return boundSession(manifest, binding, border, session);
  } catch (error) {
    await session.release();
    throw error;
  }
};
