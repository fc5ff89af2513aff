import type { HookContext, RecordedContext } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';

/**
 * What of a call's context an evaluation keeps, so that the decision can be made again; `undefined` where the call was about
 * the patient and nothing else.
 */
export function recordContext({
  hook: _hook,
  patientId: _patientId,
  draftUrls,
  ...rest
}: HookContext): RecordedContext | undefined {
  const urls = [...(draftUrls ?? [])].flatMap(([url, resource]) => positionOf(rest.draftOrders, url, resource));
  const { draftOrders, selections, ...others } = rest;
  const isBare = draftOrders.length === 0 && selections.length === 0 && Object.keys(others).length === 0;
  if (isBare) return undefined;
  return { ...rest, ...(urls.length === 0 ? {} : { draftUrls: Object.fromEntries(urls) }) };
}

/** A copy that was not taken twice is the one that was. */
function positionOf(
  drafts: readonly Resource[],
  url: string,
  resource: Resource,
): readonly (readonly [string, number])[] {
  const own = drafts.indexOf(resource);
  const position = own >= 0 ? own : positionOfCopy(drafts, JSON.stringify(resource));
  return position < 0 ? [] : [[url, position]];
}

const positionOfCopy = (drafts: readonly Resource[], text: string): number =>
  drafts.findIndex((draft) => JSON.stringify(draft) === text);
