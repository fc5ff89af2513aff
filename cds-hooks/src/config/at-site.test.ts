import { expect, test } from '@jest/globals';
import type { EvaluationInput } from '@cardwright/cds-service';
import { contentVersion } from '../content-version.ts';
import { findService, folderOf } from '../load-services.ts';
import { runnableAtSite } from '../load-served.ts';
import { atSite, versionedSite, type ServiceSite } from './at-site.ts';

const news2 = findService('deterioration-news2');
const site = { timeZone: 'UTC', displayUnits: 'conventional' } as const;
const place = (change: Partial<ServiceSite>): ServiceSite => ({ site, config: {}, ...change });
const runnable = {
  service: news2,
  version: 'published',
  versionWith: (declarations: unknown) => contentVersion(folderOf('deterioration-news2'), declarations),
  models: {},
  port: { predict: () => Promise.reject(new Error('not asked')) },
};
const input: EvaluationInput = {
  vector: {
    asOf: '2026-03-02T09:00:00Z',
    features: {
      age: { status: 'present', value: 70, unit: 'a', references: [] },
      deceased: { status: 'present', value: false, unit: '{boolean}', references: [] },
      encounter_class: { status: 'present', value: 'IMP', unit: '{category}', references: [] },
      heart_rate: { status: 'present', value: 80, unit: '/min', references: [] },
    },
  },
  context: { hook: 'patient-view', patientId: 'p', draftOrders: [], selections: [] },
};

test('a site that sets nothing has the published service and its version', () => {
  expect(atSite(news2, place({}))).toBe(news2);
  expect(runnableAtSite(runnable, place({}))).toBe(runnable);
});

test('a site may have no Flag raised, or have it stand longer: no answer changes, and so no version', () => {
  const config = (change: ServiceSite['config']) => runnableAtSite(runnable, place({ config: change }));
  const declared = news2.manifest.escalation;
  expect(declared).toMatchObject({ resource: 'Flag' });
  expect(config({ raises: false }).service.manifest).not.toHaveProperty('escalation');
  expect(config({ raises: true }).service).toBe(news2);
  expect(config({ releaseMinutes: 240 }).service.manifest.escalation).toEqual({
    ...declared,
    release: { afterMinutes: 240, reason: 'Set by this site.' },
  });
  expect(config({ raises: false }).version).toBe(config({ ownerContact: 'extension 4711' }).version);
});

test('the threshold of a site reaches the plan', () => {
  const here = atSite(news2, place({ config: { overlay: { thresholds: { minimum_measured: 1 } } } }));
  expect(news2.plan(input, {})).toMatchObject({ kind: 'insufficient-data' });
  expect(here.plan(input, {})).toMatchObject({ kind: 'predict' });
});

test('every setting that can change an answer is a version of its own; the owner contact is not', () => {
  const places: readonly Partial<ServiceSite>[] = [
    { config: { overlay: { thresholds: { minimum_measured: 1 } } } },
    { config: { overlay: { thresholds: { minimum_measured: 2 } } } },
    { config: { overlay: { windows: { sbp: { hours: 6 } } } } },
    { config: { audience: { roles: ['Practitioner'] } } },
    { site: { ...site, timeZone: 'Europe/Amsterdam' } },
    { site: { ...site, displayUnits: 'si' } },
  ];
  const versions = places.map((change) => runnableAtSite(runnable, place(change)).version);
  const contact = runnableAtSite(runnable, place({ config: { ownerContact: 'extension 4711' } })).version;
  expect(new Set([...versions, contact]).size).toBe(places.length + 1);
  expect(versionedSite(place({ config: { ownerContact: 'extension 4711' } }))).toBeUndefined();
});

test('a notification has no user: roles are not asked', () => {
  const here = atSite(news2, place({ config: { audience: { roles: ['Practitioner'] } } }));
  expect(here.plan(input, {})).toMatchObject({ kind: 'not-applicable' });
  const notified = { ...input, context: { ...input.context, hook: 'notification' } };
  expect(here.plan(notified, {})).toMatchObject({ kind: 'insufficient-data' });
});
