import fc from 'fast-check';
import { canary } from './canaries.ts';

/** One change at one place of a JSON document. */
export interface Mutation {
  /** Which child to step into, level by level, modulo the number of children. */
  readonly steps: readonly number[];
  readonly kind: 'replace' | 'delete' | 'wrap' | 'repeat' | 'rename' | 'retype' | 'embed' | 'reverse';
  readonly value: unknown;
  readonly key: string;
}

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) });

/** Values that programs trip over. */
export const nasty: readonly unknown[] = [
  null,
  '',
  ' ',
  [],
  {},
  [null],
  [[]],
  0,
  -0,
  -1,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  0.1 + 0.2,
  true,
  false,
  canary.name,
  canary.token,
  '0000-00-00',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2026-13-45',
  '2026-02-30T25:61:61+99:99',
  '-271821-04-20',
  'NaN',
  'Infinity',
  '١٢٣',
  '\u0000',
  '\ud800',
  '\u202Eevil\u202C',
  'e\u0301'.repeat(50),
  '👩‍⚕️'.repeat(20),
  'x'.repeat(20_000),
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '[click](javascript:alert(1)) ![](http://evil.example/x)',
  '`|`\n# heading\n---',
  '#',
  '#contained',
  '#missing',
  'Patient/somebody-else',
  'Group/1',
  'https://other.example/fhir/Patient/1/_history/2',
  'urn:uuid:3b241101-e2bb-4255-8caf-4136c566a962',
  'urn:oid:',
  '../../etc/passwd',
  'Patient/',
  '__proto__',
  'constructor',
  'toString',
  { __proto__: null, resourceType: 'Patient', id: 'somebody-else', name: [{ family: canary.name }] },
  { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: { resourceType: 'Bundle', entry: [{}] } }, null] },
  { resourceType: 'OperationOutcome', issue: [] },
  { resourceType: 'Observation', status: 'final', code: {}, valueQuantity: { value: 'NaN' } },
  { resourceType: '__proto__' },
  { resourceType: 'NoSuchType', id: canary.patientId },
  { reference: '#' },
  { value: -1e308, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  { value: 1e-300, code: '10*-300' },
  { low: { value: 1 }, high: null },
  nested(40),
  Array.from({ length: 300 }, () => null),
  Array.from({ length: 300 }, (_, index) => ({ resource: { resourceType: 'Observation', id: `o${index}` } })),
];

const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  '',
  canary.key,
  'resourceType',
  'id',
  'reference',
  'value',
  'extension',
];

const steps = (minLength: number, maxLength: number) => fc.array(fc.nat({ max: 60 }), { minLength, maxLength });

/** A few changes to one document. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    // Mostly deep: a change near the root is refused before it is read.
    steps: fc.oneof(steps(1, 6), steps(5, 14), steps(7, 14), steps(7, 14)),
    kind: fc.constantFrom<Mutation['kind']>(
      'replace',
      'replace',
      'replace',
      'delete',
      'wrap',
      'repeat',
      'rename',
      'retype',
      'embed',
      'reverse',
    ),
    value: fc.constantFrom(...nasty),
    key: fc.constantFrom(...keys),
  }),
  { minLength: 1, maxLength: 4 },
);

type Parent = Record<string, unknown> | unknown[];
const isParent = (value: unknown): value is Parent => typeof value === 'object' && value !== null;

/** A changed copy; the document itself stays. */
export function mutate(document: unknown, changes: readonly Mutation[]): unknown {
  const copy = structuredClone({ root: document });
  for (const change of changes) apply(copy, document, change);
  return copy.root;
}

function apply(root: Parent, original: unknown, { steps, kind, value, key }: Mutation): void {
  let parent: Parent = root;
  let name = 'root';
  for (const step of steps) {
    const child: unknown = Reflect.get(parent, name);
    if (!isParent(child)) break;
    const names: string[] = Object.keys(child);
    const next = names[step % names.length];
    if (next === undefined) break;
    parent = child;
    name = next;
  }
  const old: unknown = Reflect.get(parent, name);
  if (kind === 'delete') {
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else if (parent !== root) Reflect.deleteProperty(parent, name);
  } else if (kind === 'rename') {
    if (!Array.isArray(parent) && parent !== root) Reflect.deleteProperty(parent, name);
    define(parent, Array.isArray(parent) ? name : key, old);
  } else define(parent, name, changed({ kind, old, value, original }));
}

function changed(change: { kind: Mutation['kind']; old: unknown; value: unknown; original: unknown }): unknown {
  const { kind, old, value, original } = change;
  switch (kind) {
    case 'wrap':
      return [old];
    case 'repeat':
      return Array.isArray(old)
        ? [...old, ...structuredClone(old), ...structuredClone(old)]
        : Array.from({ length: 20 }, () => structuredClone(old));
    case 'retype':
      return typeof old === 'string'
        ? Number(old.length)
        : typeof old === 'number'
          ? String(old)
          : String(Array.isArray(old));
    case 'embed':
      return structuredClone(original);
    case 'reverse':
      return Array.isArray(old)
        ? [...old].reverse()
        : typeof old === 'string'
          ? [...old].reverse().join('')
          : [old, old];
    default:
      return structuredClone(value);
  }
}

/** Own members only: assigning `__proto__` would set the prototype of the test's object instead. */
function define(parent: Parent, name: string, value: unknown): void {
  Reflect.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
}
