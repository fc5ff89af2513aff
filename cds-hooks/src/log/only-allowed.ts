/**
 * The fields that a line of the log may have. None of them is ever about a patient: codes and names of ours, ids of services, sources,
 * subscriptions and evaluations, counts, addresses of this process. To add one is to say so of it.
 */
const allowedFields: ReadonlySet<string> = new Set(
  // What happened, and where
  (
    'name code kind error reason why problem problems message signal frames step role demo url host route method level ' +
    // Who of ours
    'service services version versions label status approvedBy approvedOn at evaluation off keys count cards ' +
    // Door 2
    'source subscription identity event type attempts abandoned retry failures failed isWhole payload found missed isDone ' +
    'asked missing issuer jti kid ' +
    // The store
    'deleted evaluations feedback eventBodies events requests sightings'
  ).split(' '),
);

const maxTextLength = 1_000;
const maxItems = 200;

/**
 * The object with what may stand in the log: fields of the list, and in them text (shortened), numbers, truth values, and lists and
 * objects of those. `leftOut` says how many fields were not: their names may be data as well, where a whole map was handed over.
 */
export function onlyAllowed(given: unknown): Record<string, unknown> {
  if (typeof given !== 'object' || given === null) return {};
  const entries = Object.entries(given);
  const kept = entries.filter(([name]) => allowedFields.has(name));
  const leftOut = entries.length - kept.length;
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, plain(value)])),
    ...(leftOut === 0 ? {} : { leftOut }),
  };
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, maxTextLength);
  if (value instanceof Error) return { kind: value.name };
  if (Array.isArray(value)) return value.slice(0, maxItems).map(plain);
  if (typeof value === 'object' && value !== null) return onlyAllowed(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
