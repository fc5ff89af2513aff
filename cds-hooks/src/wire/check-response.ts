import { checkCard } from '@cardwright/cards';
import type { CdsResponse } from '@cardwright/cds-service';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './cds-response.schema.json' with { type: 'json' };

const isResponse = new Ajv2020({ strictTypes: false }).compile<CdsResponse>(schema);

/**
 * What is wrong with a response, by path and rule and without a value; empty when it may leave. The schema holds the
 * shapes and the closed lists, `checkCard` the invariants and what a schema cannot say (no HTML, nothing empty at any depth).
 */
export function checkResponse(response: CdsResponse): readonly string[] {
  if (!isResponse(response)) {
    const [error] = isResponse.errors ?? [];
    return [`${error?.instancePath || '/'} ${error?.message ?? 'is wrong'}`];
  }
  return [...response.cards.flatMap((card) => checkCard(card)), ...repeatedUuids(response)];
}

/** Feedback finds a card, and a suggestion of it, by its uuid. */
function repeatedUuids({ cards }: CdsResponse): readonly string[] {
  const uuids = cards.flatMap(({ uuid, suggestions = [] }) => [
    uuid,
    ...suggestions.map((suggestion) => suggestion.uuid),
  ]);
  return new Set(uuids).size === uuids.length ? [] : ['a uuid is used twice'];
}
