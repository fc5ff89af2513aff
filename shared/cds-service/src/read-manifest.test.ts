import { describe, expect, test } from '@jest/globals';
import { readManifest, type ManifestJson } from './read-manifest.ts';

const json: ManifestJson = {
  id: 'a-service',
  title: 'A service',
  description: 'What it does.',
  status: 'active',
  hooks: ['patient-view'],
  notifications: [],
  reference: 'a-reference',
  citation: 'A paper',
  sourceUrl: 'https://example.org/',
  population: 'Adults',
  owners: ['us'],
  evidence: 'a paper',
  regulatory: 'none',
  whenInsufficient: 'card',
  models: ['a'],
};

describe('readManifest', () => {
  test('keeps everything', () => expect(readManifest(json)).toEqual(json));

  test.each([
    ['status', { ...json, status: 'beta' }],
    ['whenInsufficient', { ...json, whenInsufficient: 'popup' }],
  ])('refuses an unknown %s', (_name, wrong) => {
    expect(() => readManifest(wrong)).toThrow(expect.objectContaining({ code: 'bad-service' }));
  });
});
