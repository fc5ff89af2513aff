/**
 * The process in which a foreign model runs: it opens one model, runs what it is sent, one message at a time, and ends
 * with its parent. It has no network, no store and no environment of ours; what it may cost is limited from outside.
 */
import { disableTelemetry } from '../telemetry.ts';
import type { ChildAnswer, ChildRequest } from './child-message.ts';
import { openTensorSession } from './open-tensor-session.ts';
import type { TensorSession } from './open-tensor-session.ts';

// The parent puts it into our environment too; here it is what `requireSilence` asks for before the first session.
disableTelemetry();

let session: TensorSession | undefined;

const answer = async (request: ChildRequest): Promise<ChildAnswer> => {
  try {
    if (request.kind === 'open') {
      session = await openTensorSession(request.onnx);
      return { kind: 'opened', inputs: session.inputs, outputs: session.outputs };
    }
    if (session === undefined) throw new Error('no model is open');
    return { kind: 'ran', outputs: await session.run(request.feeds, request.rowByRow) };
  } catch (error) {
    return { kind: 'refused', message: error instanceof Error ? error.message : 'unknown reason' };
  }
};

process.on('message', (request: ChildRequest) => {
  void answer(request).then((given) => process.send?.(given));
});
process.on('disconnect', () => process.exit(0));
