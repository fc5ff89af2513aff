import { expect, test } from '@jest/globals';
import { findService } from '../load-services.ts';
import { checkConfigFile } from './check-config-file.ts';
import type { ConfigFile } from './config.ts';
import { readConfig } from './read-config.ts';

const news2 = findService('deterioration-news2');
const demonstration = { ...news2, manifest: { ...news2.manifest, id: 'demonstration', demoOnly: true } };
const services = new Map([
  ['demonstration', demonstration],
  ['deterioration-news2', news2],
]);
const problems = (file: ConfigFile): readonly string[] =>
  checkConfigFile(file, { ...readConfig({}), services: file.services ?? {} }, services);
const approved = { approvedBy: 'Committee', approvedOn: '2026-02-01' } as const;

test('what is for demonstration only can be silent, never active', () => {
  expect(problems({ services: { demonstration: { status: 'silent' } } })).toEqual([]);
  expect(problems({ services: { demonstration: { status: 'active', ...approved } } })).toEqual([
    '/services/demonstration/status: this service is for demonstration only and can never be active',
  ]);
});

test.each([
  [1, []],
  [6, []],
  [0, ['/services/deterioration-news2/overlay/thresholds/minimum_measured: expected 1 to 6 {count}']],
  [7, ['/services/deterioration-news2/overlay/thresholds/minimum_measured: expected 1 to 6 {count}']],
])('an overridable threshold of %d', (minimum_measured, expected) => {
  const overlay = { thresholds: { minimum_measured } };
  expect(problems({ services: { 'deterioration-news2': { status: 'silent', overlay } } })).toEqual(expected);
});

test('a threshold that the service does not let a site set', () => {
  const overlay = { thresholds: { minimum_age: 5 } };
  expect(problems({ services: { 'deterioration-news2': { status: 'silent', overlay } } })).toEqual([
    '/services/deterioration-news2/overlay/thresholds/minimum_age: is no overridable threshold of this service; there are minimum_measured',
  ]);
});
