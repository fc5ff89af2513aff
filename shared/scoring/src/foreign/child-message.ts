import type { Feeds, TensorPort } from './open-tensor-session.ts';

/** What the parent sends to the process of a model: first `open`, then one `run` at a time. */
export type ChildRequest =
  | { readonly kind: 'open'; readonly onnx: Uint8Array }
  | { readonly kind: 'run'; readonly feeds: Feeds; readonly rowByRow: boolean };

/** What it answers, once for each request. `refused` holds the runtime's own words, which may quote a value. */
export type ChildAnswer =
  | { readonly kind: 'opened'; readonly inputs: readonly TensorPort[]; readonly outputs: readonly TensorPort[] }
  | { readonly kind: 'ran'; readonly outputs: Feeds }
  | { readonly kind: 'refused'; readonly message: string };
