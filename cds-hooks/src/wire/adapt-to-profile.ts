import type { Card, CardAction, Suggestion } from '@cardwright/cds-service';

/** What a client can show: the specification, or less. */
export const clientProfiles = ['standard', 'epic', 'oracle'] as const;
export type ClientProfile = (typeof clientProfiles)[number];

export interface AdaptOptions {
  /** Id of the service: the topic of a card that names none. */
  readonly service: string;
  /** For the suggestions that one suggestion becomes. */
  readonly newUuid: () => string;
}

/** Cards as the client can show them, and what of them it cannot. */
export interface AdaptedCards {
  readonly cards: readonly Card[];
  readonly notes: readonly string[];
}

/**
 * Cards as a client of this profile can show them. Nothing is weakened: what a client would show wrongly is left out with
 * a note, and the text of the card says it all the same. Indicators stay. Facts: the vendors' documentation on CDS Hooks.
 */
export function adaptToProfile(cards: readonly Card[], profile: ClientProfile, options: AdaptOptions): AdaptedCards {
  if (profile === 'standard') return { cards, notes: [] };
  const adapted = cards.map((card) => (profile === 'epic' ? forEpic(card, options) : forOracle(card)));
  return { cards: adapted.map(({ card }) => card), notes: [...new Set(adapted.flatMap(({ notes }) => notes))] };
}

interface AdaptedCard {
  readonly card: Card;
  readonly notes: readonly string[];
}

/** Epic: one action a suggestion, `selectionBehavior` `any` only, an alphanumeric topic code that stays the same. */
function forEpic({ suggestions = [], selectionBehavior, ...card }: Card, options: AdaptOptions): AdaptedCard {
  const choosable = selectionBehavior === 'any' ? suggestions : onlyChoice(suggestions);
  const shown = choosable.flatMap((suggestion) => oneActionEach(suggestion, options.newUuid));
  const topic = card.source.topic;
  return {
    card: {
      ...card,
      source: {
        ...card.source,
        topic: {
          ...(topic ?? { system: 'urn:cardwright:service' }),
          code: alphanumeric(topic?.code ?? options.service),
        },
      },
      ...(shown.length === 0 ? {} : { suggestions: shown, selectionBehavior: 'any' as const }),
    },
    notes: [
      ...(choosable.length < suggestions.length
        ? ['Alternative suggestions were left out: the client would let several be accepted.']
        : []),
      ...(choosable.some(isInseparable)
        ? ['A suggestion of several actions that belong together was left out: the client takes one action each.']
        : []),
    ],
  };
}

/** Of alternatives only the one that is recommended may stand where several can be taken; without one, none. */
function onlyChoice(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  return suggestions.length <= 1 ? suggestions : suggestions.filter(({ isRecommended }) => isRecommended === true);
}

/** Orders may be placed one by one; a change or removal is done whole (its actions are AND'd) or not at all. */
const isInseparable = ({ actions = [] }: Suggestion): boolean =>
  actions.length > 1 && actions.some(({ type }) => type !== 'create');

function oneActionEach(suggestion: Suggestion, newUuid: () => string): readonly Suggestion[] {
  const { actions = [] } = suggestion;
  if (actions.length <= 1) return [suggestion];
  if (isInseparable(suggestion)) return [];
  return actions.map((action: CardAction, index) => ({
    ...suggestion,
    label: `${suggestion.label} (${index + 1} of ${actions.length})`,
    ...(index === 0 ? {} : { uuid: newUuid() }),
    actions: [action],
  }));
}

const topicCodeLimitCharacters = 100;
const alphanumeric = (code: string): string => code.replace(/[^A-Za-z0-9]/g, '').slice(0, topicCodeLimitCharacters);

/** Oracle: no `appContext`, so an app would be launched without what the link was made for. */
function forOracle({ links = [], ...card }: Card): AdaptedCard {
  const shown = links.filter(({ type }) => type === 'absolute');
  return {
    card: { ...card, ...(shown.length === 0 ? {} : { links: shown }) },
    notes: shown.length < links.length ? ['A SMART link was left out: the client opens absolute links only.'] : [],
  };
}
