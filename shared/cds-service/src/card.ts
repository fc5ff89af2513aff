import type { Resource } from '@medplum/fhirtypes';

/** CDS Hooks 2.0.1 wire types (https://cds-hooks.hl7.org/2.0/), written from the specification. */
export interface Coding {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
}
export type Indicator = 'info' | 'warning' | 'critical';
export interface CardSource {
  readonly label: string;
  readonly url?: string;
  readonly icon?: string;
  readonly topic?: Coding & { readonly system: string };
}
export interface CardAction {
  readonly type: 'create' | 'update' | 'delete';
  readonly description: string;
  readonly resource?: Resource;
  readonly resourceId?: string;
}
export interface Suggestion {
  readonly label: string;
  readonly uuid?: string;
  readonly isRecommended?: boolean;
  readonly actions?: readonly CardAction[];
}
export interface CardLink {
  readonly label: string;
  readonly url: string;
  readonly type: 'absolute' | 'smart';
  readonly appContext?: string;
}
export interface OverrideReason extends Coding {
  readonly display: string;
}
/** A card. `uuid` is given by the pipeline, not by content. */
export interface Card {
  readonly uuid?: string;
  /** One sentence, fewer than 140 characters. */
  readonly summary: string;
  /** GitHub Flavored Markdown; text from the chart is escaped. */
  readonly detail?: string;
  readonly indicator: Indicator;
  readonly source: CardSource;
  readonly suggestions?: readonly Suggestion[];
  readonly selectionBehavior?: 'at-most-one' | 'any';
  readonly overrideReasons?: readonly OverrideReason[];
  readonly links?: readonly CardLink[];
  readonly extension?: Readonly<Record<string, unknown>>;
}
export interface CdsResponse {
  readonly cards: readonly Card[];
  readonly extension?: Readonly<Record<string, unknown>>;
}
