import type { Resource } from '@medplum/fhirtypes';
import type { WriteCondition } from '../repository/resources.ts';

/** One entry of a transaction with everything decided that depends on the state before it. */
export type Step = { readonly index: number } & (
  | {
      readonly kind: 'delete';
      readonly resourceType: string;
      readonly id: string | undefined;
      readonly condition: WriteCondition;
    }
  | { readonly kind: 'create'; readonly resource: Resource; readonly id: string }
  /** A conditional create that found what it was looking for. */
  | { readonly kind: 'existing'; readonly resourceType: string; readonly id: string }
  | { readonly kind: 'update'; readonly resource: Resource; readonly id: string; readonly condition: WriteCondition }
  | {
      readonly kind: 'patch';
      readonly resourceType: string;
      readonly id: string;
      readonly patch: unknown;
      readonly condition: WriteCondition;
    }
  | { readonly kind: 'read'; readonly url: string }
);

/** What a transaction does, and what the fullUrls of its entries stand for (`urn:uuid:…` is `Patient/7`). */
export interface TransactionPlan {
  readonly steps: readonly Step[];
  readonly identities: ReadonlyMap<string, string>;
}
