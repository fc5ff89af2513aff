import { CardwrightError } from '@cardwright/cds-service';
import type { ExpandedFrom, ExpandFrom } from '@cardwright/features';
import { codeKey, type Code } from '@cardwright/fhir';
import type { ExpansionPage } from './expansion-page.ts';
import { fetchExpansionPage } from './fetch-expansion-page.ts';
import type { RefreshLimits, TerminologyServer } from './terminology-server.ts';

/** A whole expansion. */
export interface Expansion {
  readonly from: ExpandFrom;
  readonly codes: readonly Code[];
  readonly said: ExpandedFrom;
}

/**
 * Asks for all pages of an expansion. Besides the errors of one page: `bad-value-set` for an expansion that is empty, that the
 * server calls incomplete, or that ends before its total; `too-large` over the limits.
 */
export async function expandValueSet(
  server: TerminologyServer,
  from: ExpandFrom,
  limits: RefreshLimits,
): Promise<Expansion> {
  const signal = AbortSignal.timeout(limits.deadlineMs);
  const codes = new Map<string, Code>();
  let received = 0;
  for (let pages = 0; ; pages += 1) {
    if (pages === limits.maxPages) throw tooLarge(from, `more than ${limits.maxPages} pages`);
    const page = await fetchExpansionPage(server, from, received, limits, signal);
    refusePart(from, page, received);
    for (const code of page.codes) codes.set(codeKey(code), code);
    if (codes.size > limits.maxCodes) throw tooLarge(from, `more than ${limits.maxCodes} codes`);
    received += page.entries;
    if (isLast(page, received, limits)) return whole(from, [...codes.values()], page);
  }
}

/** What can be seen of a page to be no part of a whole expansion. */
function refusePart(from: ExpandFrom, page: ExpansionPage, received: number): void {
  if (page.isIncomplete) throw refused(from, 'the server says that it is incomplete');
  if (received > 0 && page.offset !== received)
    throw refused(from, 'the server does not give the pages that are asked for');
  if (page.total !== undefined && page.entries === 0 && received < page.total)
    throw refused(from, `it ends after ${received} of ${page.total} entries`);
}

/** Without a total, a page that is not full, or that does not say where it begins, is the last. */
function isLast({ total, entries, offset }: ExpansionPage, received: number, { pageSize }: RefreshLimits): boolean {
  return total === undefined ? entries !== pageSize || offset === undefined : received >= total;
}

function whole(from: ExpandFrom, codes: readonly Code[], { said }: ExpansionPage): Expansion {
  if (codes.length === 0) throw refused(from, 'it is empty');
  return { from, codes, said: { valueSet: from.valueSet, ...said } };
}

const refused = ({ valueSet }: ExpandFrom, why: string): CardwrightError =>
  new CardwrightError('bad-value-set', `The expansion of ${valueSet} is not taken: ${why}.`);

const tooLarge = ({ valueSet }: ExpandFrom, why: string): CardwrightError =>
  new CardwrightError('too-large', `The expansion of ${valueSet} has ${why}.`);
