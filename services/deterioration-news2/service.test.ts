import { describe, expect, test } from '@jest/globals';
import { service } from './service.ts';
import { columns } from './signature.ts';

describe('service', () => {
  test('is about every patient-view and every notification', () => {
    const context = { patientId: 'p1', draftOrders: [], selections: [] };
    expect(service.concerns({ ...context, hook: 'patient-view' })).toBe(true);
    expect(service.concerns({ ...context, hook: 'notification' })).toBe(true);
  });
  test('declares a feature for every model input', () => {
    expect(Object.keys(service.features)).toEqual(expect.arrayContaining([...columns]));
  });
  test('takes every observation from one window', () => {
    const windows = Object.values(service.features).flatMap((declared) =>
      declared.kind === 'observation-number' ? [declared.window] : [],
    );
    expect(new Set(windows.map((window) => JSON.stringify(window)))).toEqual(new Set(['{"hours":12}']));
  });
  test('claims nothing under FDA criterion 4', () => {
    expect(service.manifest.regulatory).toContain('claims nothing under criterion 4');
  });
});
