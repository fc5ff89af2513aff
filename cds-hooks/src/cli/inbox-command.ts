import { CardwrightError } from '@cardwright/cds-service';
import { eventStates, maxListRows, type EventState, type Store } from '@cardwright/store';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { askSweep } from '../subscriptions/sweep/ask-sweep.ts';
import { readCareState } from '../subscriptions/sweep/care-state.ts';
import { openExistingStore } from './open-existing-store.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

const usage =
  'Say cardwright inbox list [--state <state>], show <id> [--body], requeue <id>… | --all, or discard <id>… | --all, each with [--source <id>], or sweep --source <id>.';
/** What waits for an operator. */
const stopped: readonly EventState[] = ['dead', 'quarantined'];

interface Options {
  readonly config: Pick<Config, 'sources'>;
  readonly ids: readonly string[];
  readonly source: string | undefined;
  readonly state: EventState | undefined;
  readonly isAll: boolean;
  readonly isWithBody: boolean;
}

/** `cardwright inbox list | show | requeue | discard | sweep`: notifications, and patients' work, that were given up or cannot be read; and what was not notified at all. */
export async function inboxCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      state: { type: 'string' },
      all: { type: 'boolean', default: false },
      body: { type: 'boolean', default: false },
    },
  });
  const [verb = '', ...ids] = positionals;
  const command = verbs[verb];
  if (command === undefined) throw new CardwrightError('bad-argument', usage);
  const { source, all: isAll, body: isWithBody } = values;
  const config = readConfig(process.env);
  const options = {
    config,
    ids,
    source,
    state: values.state === undefined ? undefined : stateOf(values.state),
    isAll,
    isWithBody,
  };
  const store = await openExistingStore(config);
  try {
    process.stdout.write(`${JSON.stringify(await command(store, options), null, 2)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

const verbs: Readonly<Record<string, (store: Store, options: Options) => Promise<object>>> = {
  list,
  show,
  requeue: async (store, { ids, source, isAll }) => {
    const nowMs = Date.now();
    const events = await change(store, ids, source, isAll, (some) => store.requeueEvents(some, nowMs));
    return { events, work: isAll ? await store.requeueWork(source, nowMs) : 0 };
  },
  discard: async (store, { ids, source, isAll }) => ({
    events: await change(store, ids, source, isAll, (some) => store.discardEvents(some)),
  }),
  sweep,
};

async function list(store: Store, { source, state }: Options): Promise<object> {
  const filter = { ...(source === undefined ? {} : { source }), limit: maxListRows };
  const states = state === undefined ? stopped : [state];
  const events = await Promise.all(states.map((one) => store.listEvents({ ...filter, state: one })));
  const shown = events.flat().map(({ receivedAtMs, ...event }) => ({ ...event, receivedAt: instant(receivedAtMs) }));
  const work = state === undefined || state === 'dead' ? await store.listWork({ ...filter, state: 'dead' }) : [];
  return { events: shown, work: work.map(({ wokenAtMs, ...one }) => ({ ...one, wokenAt: instant(wokenAtMs) })) };
}

/** Whoever runs does it: a command that swept beside it would have to take its place. */
async function sweep(store: Store, { config, ids, source, isAll, state }: Options): Promise<object> {
  if (source === undefined || ids.length > 0 || isAll || state !== undefined)
    throw new CardwrightError('bad-argument', usage);
  const [care] = (await store.listStates('sweep', source)).flatMap(({ key, body }) =>
    key === 'care' ? (readCareState(body) ?? []) : [],
  );
  // The demonstration's source stands in no configuration, but somebody has cared for it.
  if (care === undefined && !Object.hasOwn(config.sources, source))
    throw new CardwrightError('bad-argument', `There is no source "${source}".`);
  const nowMs = Date.now();
  return { source, ask: await askSweep(store, source, nowMs), isCaredFor: care !== undefined && care.untilMs > nowMs };
}

/** No body and no key, which may name a patient, unless they are asked for. */
async function show(store: Store, { ids, isWithBody }: Options): Promise<object> {
  const event = await store.readEvent(idOf(onePositional(ids, 'id of a notification')));
  if (event === undefined) throw new CardwrightError('bad-argument', 'There is no such notification.');
  const { body, key, attributes, receivedAtMs, ...plain } = event;
  const secret = { key, attributes, body: Buffer.from(body).toString('utf8') };
  return { ...plain, receivedAt: instant(receivedAtMs), bodyBytes: body.length, ...(isWithBody ? secret : {}) };
}

/** The named ones, or all that are stopped, page by page; how many. */
async function change(
  store: Store,
  ids: readonly string[],
  source: string | undefined,
  isAll: boolean,
  apply: (ids: readonly number[]) => Promise<number>,
): Promise<number> {
  if (isAll === ids.length > 0) throw new CardwrightError('bad-argument', 'Give ids, or --all.');
  if (!isAll) return apply(ids.map(idOf));
  let changed = 0;
  for (const state of stopped) {
    for (let done = -1; done !== 0; changed += done) {
      const page = await store.listEvents({ state, limit: maxListRows, ...(source === undefined ? {} : { source }) });
      done = await apply(page.map(({ id }) => id));
    }
  }
  return changed;
}

const instant = (ms: number): string => new Date(ms).toISOString();

function idOf(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1)
    throw new CardwrightError('bad-argument', `"${text}" is not the id of a notification.`);
  return id;
}

function stateOf(name: string): EventState {
  const state = eventStates.find((one) => one === name);
  if (state === undefined)
    throw new CardwrightError('bad-argument', `There is no state "${name}"; there are ${eventStates.join(', ')}.`);
  return state;
}
