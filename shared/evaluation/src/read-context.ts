import type { Evaluation, HookContext } from '@cardwright/cds-service';

/** The context of a recorded evaluation as content sees it. */
export function readContext({ trigger, patient, context }: Evaluation): HookContext {
  const { draftUrls, ...rest } = context ?? { draftOrders: [], selections: [] };
  const urls = Object.entries(draftUrls ?? {}).flatMap(([url, position]) => {
    const draft = rest.draftOrders[position];
    return draft === undefined ? [] : [[url, draft] as const];
  });
  return { hook: trigger, patientId: patient, ...rest, ...(urls.length === 0 ? {} : { draftUrls: new Map(urls) }) };
}
