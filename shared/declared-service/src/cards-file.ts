import type { CardSource, Indicator, OverrideReason } from '@cardwright/cds-service';
import type { CommunicationRequest, MedicationRequest, ServiceRequest, Task } from '@medplum/fhirtypes';

/** The contents of `cards.json` (`cards.schema.json` says what each member means). */
export interface CardsFile {
  readonly $schema?: string;
  /** The output that the bands are about; default the first of the model. */
  readonly output?: string;
  readonly source?: CardSource;
  readonly labels?: Readonly<Record<string, LabelWording>>;
  readonly outputs?: Readonly<Record<string, OutputWording>>;
  readonly summary?: string;
  readonly bands?: readonly Band[];
  readonly insufficient?: InsufficientWording;
  readonly limits?: readonly string[];
  readonly overrideReasons?: readonly OverrideReason[];
  readonly links?: readonly { readonly label: string; readonly url: string }[];
}

/** How a feature or an input is named and printed. */
export interface LabelWording {
  readonly label?: string;
  readonly decimals?: number;
  readonly words?: Readonly<Record<string, string>>;
}

/** How an output is named and printed. */
export interface OutputWording {
  readonly title?: string;
  readonly decimals?: number;
  readonly words?: Readonly<Record<string, string>>;
  readonly horizonYears?: number;
}

/** A range of the output (`from`) or some of its categories (`is`), and what is said there. */
export interface Band {
  readonly id: string;
  readonly from?: number;
  readonly is?: readonly string[];
  readonly when?: string;
  readonly showCard?: boolean;
  readonly indicator?: Indicator;
  readonly summary?: string;
  readonly detail?: string;
  readonly recommendation?: string;
  readonly source?: string;
  readonly suggestions?: readonly SuggestionTemplate[];
  readonly selectionBehavior?: 'at-most-one' | 'any';
  readonly siteMayAdjust?: { readonly minimum: number; readonly maximum: number };
}

/** What is said when inputs are missing. */
export interface InsufficientWording {
  readonly summary?: string;
  readonly detail?: string;
  readonly suggestions?: readonly MissingSuggestion[];
}

/** A button whose orders lack the patient. */
export interface SuggestionTemplate {
  readonly label: string;
  readonly isRecommended?: true;
  readonly actions: readonly { readonly description: string; readonly create: OrderTemplate }[];
}

/** A button that is offered when one of these features is missing. */
export interface MissingSuggestion extends SuggestionTemplate {
  readonly whenMissing: readonly string[];
}

/** A draft without subject, encounter and id. */
export type OrderTemplate =
  | Omit<ServiceRequest, 'subject' | 'encounter' | 'id'>
  | Omit<MedicationRequest, 'subject' | 'encounter' | 'id'>
  | Omit<CommunicationRequest, 'subject' | 'encounter' | 'id'>
  | Omit<Task, 'for' | 'encounter' | 'id'>;
