import { CardwrightError } from '@cardwright/cds-service';
import type { Card, CardLink, CardSource, Indicator, OverrideReason, Suggestion } from '@cardwright/cds-service';
import { checkCard } from './check-card.ts';
import { withoutEmpties } from './without-empties.ts';

/** What content says about a card; what is empty or undefined is left out. */
export interface CardFields {
  /** One sentence of plain text (no Markdown), fewer than 140 characters. */
  readonly summary: string;
  /** GitHub Flavored Markdown; write it with `markdown`, `table`, `bullets`, which escape. */
  readonly detail?: string | undefined;
  readonly indicator: Indicator;
  readonly source: CardSource;
  readonly suggestions?: readonly Suggestion[] | undefined;
  /** Default `at-most-one` when there are suggestions. */
  readonly selectionBehavior?: 'at-most-one' | 'any' | undefined;
  readonly overrideReasons?: readonly OverrideReason[] | undefined;
  readonly links?: readonly CardLink[] | undefined;
  readonly extension?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A card that keeps the rules of CDS Hooks 2.0.1. The pipeline gives it its `uuid`.
 * @throws CardwrightError `card-invalid`, with all violations in `details.violations`.
 */
export function card(fields: CardFields): Card {
  const { summary, detail, indicator, source, suggestions = [], overrideReasons = [], links = [] } = fields;
  const extension = withoutEmpties(fields.extension);
  const built: Card = {
    summary,
    ...(detail ? { detail } : {}),
    indicator,
    source,
    ...(suggestions.length ? { suggestions, selectionBehavior: fields.selectionBehavior ?? 'at-most-one' } : {}),
    ...(overrideReasons.length ? { overrideReasons } : {}),
    ...(links.length ? { links } : {}),
    ...(isObject(extension) ? { extension } : {}),
  };
  const violations = checkCard(built);
  if (violations.length) throw new CardwrightError('card-invalid', violations.join('; '), { violations });
  return built;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
