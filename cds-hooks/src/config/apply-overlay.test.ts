import { describe, expect, test } from '@jest/globals';
import { derivePrefetch, type FeatureDeclarations } from '@cardwright/features';
import { findService, versionOf } from '../load-services.ts';
import { applyOverlay } from './apply-overlay.ts';

const { features } = findService('cvd-risk-prevent');
const news2 = findService('deterioration-news2');
const total = features['total_c'];
if (total?.kind !== 'observation-number') throw new Error('the test needs a laboratory feature');
const setId = total.codes.id;
const local = { system: 'urn:local:laboratory', code: 'CHOL' };

const frozen = JSON.stringify(features);

describe('applyOverlay', () => {
  const overlaid = applyOverlay(features, {
    valueSets: { [setId]: [local, ...total.codes.codes.slice(0, 1)] },
    windows: { total_c: { days: 30 } },
  });

  test('adds local codes once, after the published ones, and replaces the window', () => {
    expect(overlaid['total_c']).toMatchObject({
      codes: { id: setId, codes: [...total.codes.codes, local] },
      window: { days: 30 },
    });
  });

  test('changes nothing that it was given, and gives back what it does not touch', () => {
    expect(JSON.stringify(features)).toBe(frozen);
    expect(overlaid['sbp']).toBe(features['sbp']);
  });

  test('prefetch templates ask for the local codes', () => {
    const templates = (declarations: FeatureDeclarations) =>
      derivePrefetch(declarations).find(({ key }) => key === `observations-${setId}`)?.template;
    expect(templates(features)).not.toContain('CHOL');
    expect(templates(overlaid)).toContain(encodeURIComponent('urn:local:laboratory|CHOL'));
  });

  test('is a version of its own; an empty one is not', () => {
    const service = findService('cvd-risk-prevent');
    expect(versionOf({ ...service, features: overlaid })).not.toBe(versionOf(service));
    expect(versionOf({ ...service, features: applyOverlay(features, {}) })).toBe(versionOf(service));
  });

  test('a window counted from another feature stays so', () => {
    const lowest = { ...total, window: { days: 7, bounds: '[)', anchor: 'total_c' } } as const;
    const { before } = applyOverlay({ total_c: total, before: lowest }, { windows: { before: { days: 5 } } });
    expect(before).toMatchObject({ window: { days: 5, bounds: '[)', anchor: 'total_c' } });
  });

  test('the code of a site for the SpO2 scale', () => {
    const scale = applyOverlay(news2.features, { valueSets: { 'spo2-scale-2-decision': [local] } })['scale2'];
    expect(scale).toMatchObject({ kind: 'condition', codes: { codes: [local] } });
  });

  test.each([
    [{ valueSets: { nothing: [local] } }, /valueSets\/nothing: is no value set of this service; there are .*/],
    [{ windows: { age: { days: 1 } } }, /windows\/age: is no feature with a window/],
  ])('refuses what the service does not have, and says what it has', (overlay, message) => {
    expect(() => applyOverlay(features, overlay)).toThrow(message);
    expect(() => applyOverlay(features, overlay)).toThrow(expect.objectContaining({ code: 'bad-argument' }));
  });
});
