import type {
  AbsenceReason,
  Card,
  HookContext,
  InsufficientInput,
  MissingFeature,
  Suggestion,
} from '@cardwright/cds-service';
import { bullets, card, draftServiceRequest, orderSuggestion, paragraphs } from '@cardwright/cards';
import type { CodeableConcept } from '@medplum/fhirtypes';
import { cardSource } from './card-source.ts';
import { creatinineOrder, lipidPanelOrder } from './lab-orders.ts';
import { labelOf } from './wording.ts';

/** A new result would help; where the record could not be read or is masked, there may be one already. */
const orderable: readonly AbsenceReason[] = [
  'none-recorded',
  'stale',
  'unit-refused',
  'implausible',
  'no-value',
  'status-refused',
];
const summaryLimit = 139;

/** One info card that says why there is no estimate, with an order for each laboratory test that is missing. */
export function insufficientCards({ context, missing, reasons }: InsufficientInput): readonly Card[] {
  return [
    card({
      summary: summaryOf(missing, reasons),
      indicator: 'info',
      source: cardSource,
      detail: paragraphs(
        'No PREVENT estimate, because a required input is missing or outside the model’s range:',
        bullets(reasons),
        'Nothing is assumed in its place.',
      ),
      suggestions: suggestionsFor(missing, context),
      selectionBehavior: 'any',
    }),
  ];
}

const start = 'Cardiovascular risk (PREVENT) not estimated: ';

/** Stale, retracted and unreadable values are missing too: "no usable value" is true of all of them. */
function summaryOf(missing: readonly MissingFeature[], reasons: readonly string[]): string {
  if (missing.length === 0) return outOfRangeSummary(reasons);
  // An eGFR that could not be derived is said through what it was to be derived from.
  const roots = missing.filter(({ feature, reason }) => feature !== 'egfr' || reason !== 'input-missing');
  const named = roots.length > 0 ? roots : missing;
  const full = `${start}no usable value for ${named.map(({ feature }) => labelOf(feature)).join(', ')}`;
  return full.length <= summaryLimit ? full : `${start}no usable value for ${named.length} inputs`;
}

/** The one value with its range; of several, how many. */
function outOfRangeSummary([first = '', ...others]: readonly string[]): string {
  if (others.length > 0) return `${start}${others.length + 1} inputs are outside the model’s range`;
  const full = `${start}${first.replace(/\.$/, '')}`;
  return full.length <= summaryLimit ? full : `${start}an input is outside the model’s range`;
}

function suggestionsFor(missing: readonly MissingFeature[], context: HookContext): readonly Suggestion[] {
  const lacks = (...names: readonly string[]) =>
    missing.some(({ feature, reason }) => names.includes(feature) && orderable.includes(reason));
  return [
    ...(lacks('total_c', 'hdl_c') ? [suggestion('Order a lipid panel', lipidPanelOrder, context)] : []),
    ...(lacks('creatinine') ? [suggestion('Order creatinine with eGFR', creatinineOrder, context)] : []),
  ];
}

function suggestion(label: string, code: CodeableConcept, { patientId, encounterId }: HookContext): Suggestion {
  return orderSuggestion({
    label,
    description: `Creates a draft order: ${code.text ?? label}`,
    resource: draftServiceRequest({ patientId, encounterId, code, reason: 'Cardiovascular risk assessment (PREVENT)' }),
  });
}
