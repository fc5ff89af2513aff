import type { AbsenceReason, Card, InsufficientInput } from '@cardwright/cds-service';
import { bullets, card, escapeMarkdown, paragraphs } from '@cardwright/cards';
import { linksOf, sourceOf } from './card-parts.ts';
import type { MissingSuggestion } from './cards-file.ts';
import type { Declared } from './declared.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import { fillSuggestion } from './fill-suggestion.ts';
import { placeholdersOfMissing } from './placeholders.ts';
import { shorten } from './shorten.ts';
import { whole } from './whole.ts';

/** A new result would help; where the record could not be read or is masked, there may be one already. */
const orderable: readonly AbsenceReason[] = [
  'none-recorded',
  'stale',
  'unit-refused',
  'implausible',
  'no-value',
  'status-refused',
];

/** One info card that says what is missing and why, with the declared buttons for it. */
export function insufficientCards(declared: Declared, input: InsufficientInput): readonly Card[] {
  const { insufficient = {} } = declared.cards;
  const lookup = placeholdersOfMissing(declared, input);
  const summary =
    insufficient.summary ??
    (input.missing.length > 0
      ? '{title} not estimated: no usable value for {missing}'
      : '{title} not estimated: an input is outside the model’s range');
  return [
    card({
      summary: shorten(fillPlaceholders(summary, lookup)),
      indicator: 'info',
      source: sourceOf(declared),
      detail: paragraphs(
        insufficient.detail === undefined
          ? undefined
          : fillPlaceholders(insufficient.detail, lookup, (text) => escapeMarkdown(text)),
        bullets(input.reasons.map(whole)),
        'Nothing is assumed in its place.',
      ),
      suggestions: (insufficient.suggestions ?? [])
        .filter((template) => wouldHelp(template, input))
        .map((template) => fillSuggestion(template, input.context)),
      selectionBehavior: 'any',
      overrideReasons: declared.cards.overrideReasons,
      links: linksOf(declared),
    }),
  ];
}

const wouldHelp = ({ whenMissing }: MissingSuggestion, { missing }: InsufficientInput): boolean =>
  missing.some(({ feature, reason }) => whenMissing.includes(feature) && orderable.includes(reason));
