import { readCases, registeredServices } from '@cardwright/cds-hooks';
import { derivePrefetch } from '@cardwright/features';
import type { ServiceId } from './start-host.ts';

export interface Call {
  readonly hook: string;
  readonly hookInstance: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly prefetch: Readonly<Record<string, unknown>>;
}

interface ChartBundle {
  readonly entry?: readonly { readonly resource: { readonly resourceType: string } }[];
}

/** The call of a case, as a client makes it that honours every template; a whole chart is dealt out by type. */
export function callOf(service: ServiceId, file: string): Call {
  const found = readCases(service).find((candidate) => candidate.file === file);
  if (found === undefined) throw new Error(`${service} has no case ${file}`);
  const { hook, context, prefetch } = structuredClone(found.case);
  const { chart, ...slots } = prefetch;
  return {
    hook,
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context,
    prefetch: chart === undefined ? slots : { ...dealt(service, chart as ChartBundle), ...slots },
  };
}

/** A slot for each template of the service with the resources of its type: wider than asked, as large clients are. */
function dealt(service: ServiceId, { entry = [] }: ChartBundle): Readonly<Record<string, unknown>> {
  const declared = registeredServices.get(service);
  if (declared === undefined) throw new Error(`there is no ${service}`);
  const slots = derivePrefetch(declared.features).map(({ key, template, resourceType }) => {
    const ofType = entry.filter(({ resource }) => resource.resourceType === resourceType);
    const bundle = { resourceType: 'Bundle', type: 'searchset', total: ofType.length, entry: ofType };
    return [key, template.includes('?') ? bundle : (ofType[0]?.resource ?? null)] as const;
  });
  return Object.fromEntries(slots);
}
