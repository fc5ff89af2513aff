import type { Resource } from '@medplum/fhirtypes';
import { CardwrightError, type HookContext } from '@cardwright/cds-service';
import { bareId, isResource, parseReference } from '@cardwright/fhir';
import { hookDefinitions, otherNames, type HookDefinition } from './hook-definitions.ts';
import { parseDraftOrders } from './parse-draft-orders.ts';
import { parseSelections } from './parse-selections.ts';

/** A context whose members that every hook shares have been checked by the schema; the rest is as the client sent it. */
export interface WireContext {
  readonly patientId: string;
  readonly userId?: string;
  readonly encounterId?: string;
  readonly selections?: readonly string[];
  readonly draftOrders?: object;
  readonly [member: string]: unknown;
}

/** The context as content sees it, what was let in with a note, and which members came. */
export interface ParsedContext {
  readonly context: HookContext;
  readonly notes: readonly string[];
  /** Names of the members that came, as the hook's page has them. */
  readonly members: ReadonlySet<string>;
}

/**
 * Parses the context of any hook. Members that the page of the hook does not know are let in and ignored; what it requires
 * and the call lacks is noted, because only the service knows whether it needs it.
 * Error: `bad-request`, naming the path, when a member of a published hook has another shape than its page gives it.
 */
export function parseWireContext(hook: string, wire: WireContext): ParsedContext {
  const definition = hookDefinitions.get(hook) ?? { required: [] };
  const named = withPublishedNames(wire);
  const patientId = barePatientId(wire.patientId);
  const drafts = parseDraftOrders(wire.draftOrders, patientId);
  const selected = parseSelections(named['selections'], drafts);
  const members = new Set(Object.keys(named).filter((name) => named[name] !== undefined && named[name] !== null));
  const subjects = subjectsOf(definition, named);
  return {
    context: {
      hook,
      patientId,
      ...(wire.encounterId === undefined ? {} : { encounterId: bareId(wire.encounterId) }),
      ...(wire.userId === undefined ? {} : { userId: wire.userId }),
      draftOrders: drafts.orders,
      selections: selected.selections,
      ...(drafts.urls.size === 0 ? {} : { draftUrls: drafts.urls }),
      ...(subjects.length === 0 ? {} : { subjects }),
      ...(hook === 'order-dispatch' ? dispatch(named) : {}),
    },
    notes: [...lacks(definition, members), ...drafts.notes, ...selected.notes],
    members,
  };
}

/** A member that came under another of its names gets the one of the hook's page, unless both came. */
function withPublishedNames(wire: WireContext): Readonly<Record<string, unknown>> {
  const missing = Object.entries(otherNames).filter(
    ([name, other]) => wire[name] === undefined && Object.hasOwn(wire, other),
  );
  if (missing.length === 0) return wire;
  return { ...wire, ...Object.fromEntries(missing.map(([name, other]) => [name, wire[other]])) };
}

/** `userId` is required nearly everywhere, and no service reads it: its absence is worth no note. */
const lacks = ({ required }: HookDefinition, members: ReadonlySet<string>): readonly string[] =>
  required
    .filter((name) => name !== 'userId' && !members.has(name))
    .map((name) => `context.${name}, which the hook requires, is missing.`);

function subjectsOf({ resources = {} }: HookDefinition, named: Readonly<Record<string, unknown>>): readonly Resource[] {
  return Object.entries(resources).flatMap(([name, shape]) => {
    const value = named[name];
    if (value === undefined || value === null) return [];
    if (shape === 'list') return Array.isArray(value) ? value.filter(isResource) : refuse(name, 'array');
    if (typeof value !== 'object' || Array.isArray(value)) return refuse(name, 'object');
    return shape === 'bundle' ? bundled(name, value) : [value].filter(isResource);
  });
}

/** Duplicate ids stay: the page of appointment-book has an example with two entries `apt1`. */
function bundled(name: string, bundle: object): readonly Resource[] {
  if (isResource(bundle) && bundle.resourceType !== 'Bundle') return [bundle];
  const entries: unknown = Reflect.get(bundle, 'entry') ?? [];
  if (!Array.isArray(entries)) return refuse(`${name}/entry`, 'array');
  return entries.map((entry: unknown) => resourceOf(entry)).filter(isResource);
}

const resourceOf = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'resource') : undefined;

function dispatch(named: Readonly<Record<string, unknown>>): Pick<HookContext, 'dispatchedOrders' | 'performer'> {
  const { dispatchedOrders: orders, performer } = named;
  if (orders !== undefined && !(Array.isArray(orders) && orders.every(isText)))
    refuse('dispatchedOrders', 'array of string');
  if (performer !== undefined && !isText(performer)) refuse('performer', 'string');
  return {
    ...(Array.isArray(orders) ? { dispatchedOrders: orders.map(relative) } : {}),
    ...(isText(performer) ? { performer: relative(performer) } : {}),
  };
}

/** `Type/id` of a literal reference in any of its forms; other text as it is. */
function relative(reference: string): string {
  const target = parseReference(reference);
  return target === undefined ? reference : `${target.type}/${target.id}`;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function refuse(path: string, shape: string): never {
  throw new CardwrightError('bad-request', `The call is not a CDS Hooks request: /context/${path} must be ${shape}.`);
}

/** Some clients send `Patient/123` or an address where the specification says the id. */
function barePatientId(text: string): string {
  const id = bareId(text);
  const isPatient = (parseReference(text)?.type ?? 'Patient') === 'Patient';
  if (isPatient && id.trim() !== '' && !id.endsWith('/')) return id;
  return refuse('patientId', 'the id of a patient');
}
