import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registeredServices } from '@cardwright/cds-hooks';
import { Ajv2020 } from 'ajv/dist/2020.js';
import printed from './fixtures/discovery.json' with { type: 'json' };
import { get, post, type Answer } from './support/ask.ts';
import { findEmpties } from './support/find-empties.ts';
import { repository } from './support/repository.ts';
import { serviceIds, startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
let answer: Answer;
beforeAll(async () => {
  host = await startHost();
  answer = await get(`${host.url}/cds-services`);
});

const entries = () => answer.body.services;
const templates = () =>
  entries().flatMap((entry) => Object.entries((entry['prefetch'] ?? {}) as Record<string, string>));

test('[discovery-url] [discovery-get] [discovery-200] GET {baseUrl}/cds-services is 200', () => {
  expect(answer.status).toBe(200);
});

test('[json-only] the answer says that it is JSON', () => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
});

test('[discovery-services] [discovery-unpaged] an object with an array of all services, in one answer', () => {
  expect(Array.isArray(entries())).toBe(true);
  const expected = serviceIds.flatMap((id) =>
    registeredServices.get(id)?.manifest.hooks.map((hook) => `${id} ${hook}`),
  );
  expect(entries().map(({ id, hook }) => `${String(id)} ${String(hook)}`)).toEqual(expected);
});

test('[discovery-hook] [discovery-description] [discovery-title] every entry has these texts', () => {
  for (const { hook, description, title } of entries()) {
    for (const text of [hook, description, title]) expect(text).toMatch(/\S/);
  }
});

test('[discovery-id] every id is the segment that the service is called at', async () => {
  for (const { id } of entries()) {
    expect(id).toMatch(/^[A-Za-z0-9._~-]+$/);
    const called = await post(`${host.url}/cds-services/${String(id)}`, {});
    expect(called.status).toBe(400);
  }
});

test('[discovery-version] every entry names the version of CDS Hooks, as semver', () => {
  for (const { version } of entries()) expect(version).toBe('2.0.1');
});

test('[discovery-prefetch] prefetch is an object of texts', () => {
  for (const { prefetch } of entries()) {
    expect(Object.values(prefetch as object).length).toBeGreaterThan(0);
    for (const template of Object.values(prefetch as object)) expect(template).toMatch(/\S/);
  }
});

test('[discovery-usage-requirements] [discovery-hook-version] what is optional is right or left out', () => {
  for (const entry of entries()) {
    expect(['string', 'undefined']).toContain(typeof entry['usageRequirements']);
    // Only a version that the hook's own page publishes; those of our hooks are 1.0.
    expect(['1.0', undefined]).toContain(entry['hookVersion']);
  }
});

test('[discovery-same-id] one id stands on several hooks', () => {
  const hooks = Map.groupBy(entries(), ({ id }) => id);
  expect(hooks.get('warfarin-dose')?.map(({ hook }) => hook)).toEqual(['order-select', 'order-sign']);
});

test('[json-no-empties] [json-omit-optional] nothing is null or empty', () => {
  expect(findEmpties(answer.body)).toEqual([]);
});

test('[discovery-other-status] another path is 404 with an OperationOutcome', async () => {
  const other = await get(`${host.url}/cds-servicesx`);
  expect(other).toMatchObject({ status: 404, body: { resourceType: 'OperationOutcome' } });
});

test('[discovery-none] without services: 200 and an empty array', async () => {
  const none = await startHost({
    config: { services: Object.fromEntries(serviceIds.map((id) => [id, { status: 'retired' }])) },
  });
  const { status, body } = await get(`${none.url}/cds-services`);
  expect({ status, body }).toEqual({ status: 200, body: { services: [] } });
  await none.close();
});

describe('the shape of the specification', () => {
  const text = { type: 'string', minLength: 1 };
  const isDiscovery = new Ajv2020().compile({
    type: 'object',
    required: ['services'],
    properties: {
      services: {
        type: 'array',
        items: {
          type: 'object',
          required: ['hook', 'description', 'id'],
          properties: {
            hook: text,
            description: text,
            title: text,
            id: { type: 'string', pattern: '^[A-Za-z0-9._~-]+$' },
            version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
            usageRequirements: text,
            prefetch: { type: 'object', minProperties: 1, additionalProperties: text },
            extension: { type: 'object', minProperties: 1 },
          },
        },
      },
    },
  });

  test('[discovery-services] [call-logical-models] holds for what the specification prints, and for ours', () => {
    expect(isDiscovery(printed)).toBe(true);
    expect(isDiscovery(answer.body)).toBe(true);
  });

  test.each(['hook', 'description', 'id'])('an entry without %s would be seen', (name) => {
    const services = printed.services.map((entry) => ({ ...entry, [name]: undefined }));
    expect(isDiscovery(JSON.parse(JSON.stringify({ services })))).toBe(false);
  });
});

describe('templates', () => {
  test('[prefetch-read-or-search] each is a read or a search of a resource type', () => {
    for (const [, template] of templates()) {
      expect(template).toMatch(/^[A-Z][A-Za-z]+(\/\{\{[^{}]+\}\}|\?[^\s]+)$/);
    }
  });

  test('[prefetch-token-braces] [prefetch-token-names] [prefetch-token-root] [prefetch-no-fhirpath] tokens are plain', () => {
    const names = /^(context\.[A-Za-z]+|userPractitionerId|userPractitionerRoleId|userPatientId|userRelatedPersonId)$/;
    for (const [, template] of templates()) {
      const tokens = [...template.matchAll(/\{\{(.*?)\}\}/g)].map(([, token]) => token);
      expect(tokens.length).toBeGreaterThan(0);
      // No more than these: an EHR may send a name that it does not know as literal text.
      for (const token of tokens) expect(token).toMatch(names);
      expect(template.replaceAll(/\{\{.*?\}\}/g, '')).not.toMatch(/[{}]/);
    }
  });

  test('[prefetch-variables-order] no template stands on another one', () => {
    for (const [, template] of templates()) expect(template).not.toMatch(/\{\{\s*%/);
  });

  test('[prefetch-simple-queries] each parameter is a reference, token, date, _count or _sort', () => {
    const value: Readonly<Record<string, RegExp>> = {
      patient: /^\{\{context\.patientId\}\}$/,
      subject: /^(Patient\/)?\{\{context\.patientId\}\}$/,
      code: /^[^|,]+\|[^|,]+(,[^|,]+\|[^|,]+)*$/,
      'code:in': /^\S+$/,
      category: /^[\w:./|,-]+$/,
      status: /^[\w,-]+$/,
      'clinical-status': /^[\w:./|,-]+$/,
      date: /^(eq|lt|gt|ge|le)?\d{4}(-\d{2}){0,2}/,
      _count: /^\d+$/,
      _sort: /^-?[a-z_-]+(,-?[a-z_-]+)*$/,
    };
    for (const [key, template] of templates()) {
      const [, query] = template.split('?');
      for (const [name, text] of new URLSearchParams(query?.replaceAll('{{', '%7B%7B').replaceAll('}}', '%7D%7D'))) {
        expect(`${key} ${name}`).toBe(`${key} ${Object.hasOwn(value, name) ? name : 'is not in the subset'}`);
        expect(text).toMatch(value[name] ?? /^$/);
      }
    }
  });

  test('[prefetch-only-needed] every template belongs to one patient, and no two of a service ask the same', () => {
    for (const { prefetch } of entries()) {
      const asked = Object.values(prefetch as Record<string, string>);
      expect(new Set(asked).size).toBe(asked.length);
      for (const template of asked) expect(template).toContain('{{context.patientId}}');
    }
  });

  test('[prefetch-no-everything] a search of Observations names its codes and how many', () => {
    const searches = templates().filter(([, template]) => template.startsWith('Observation?'));
    expect(searches.length).toBeGreaterThan(0);
    for (const [, template] of searches) expect(template).toMatch(/[?&]code=.*[?&]_count=\d/);
  });
});

describe('for people', () => {
  const text = (path: string) => readFileSync(join(repository, path), 'utf8');
  test('[practice-documentation] hooks and features of the interface are documented', () => {
    const page = text('docs/http.md');
    for (const path of ['/cds-services', '/cds-services/:id', '/cds-services/:id/feedback'])
      expect(page).toContain(path);
    for (const id of serviceIds) expect(text(`services/${id}/README.md`)).toContain(id);
  });

  test('[practice-container] the repository builds a container that starts the host', () => {
    expect(text('Dockerfile')).toMatch(/^(CMD|ENTRYPOINT) .*(start|serve)/m);
  });
});
