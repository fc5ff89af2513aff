import { describe, expect, test } from '@jest/globals';
import type { Feature, FeatureValue } from '@cardwright/cds-service';
import { readingNotes } from './reading-notes.ts';
import { vectorOf } from './test-support/vector.fixture.ts';

const measured = (value: FeatureValue, unit: string, effective: string): Feature => ({
  status: 'present',
  value,
  unit,
  effective,
  references: [],
});
const notesFor = (changes: Parameters<typeof vectorOf>[0]) => readingNotes(vectorOf(changes)).join('\n');

describe('readingNotes', () => {
  test('a creatinine that is newer than the reported eGFR is said: the estimate rests on the older one', () => {
    const notes = notesFor({
      egfr_reported: measured(90, 'mL/min/{1.73_m2}', '2025-01-10T08:00:00Z'),
      creatinine: measured(2.1, 'mg/dL', '2026-02-20T08:00:00Z'),
    });
    expect(notes).toContain(
      'Creatinine 2.10 mg/dL (2026-02-20) is newer than the reported eGFR (2025-01-10) and was not used: the reported eGFR was.',
    );
  });

  test.each([
    ['of the same sample', '2026-02-20T08:00:00Z', '2026-02-20T08:00:00Z'],
    ['reported a few hours apart', '2026-02-20T08:00:00Z', '2026-02-20T15:00:00Z'],
    ['older', '2026-02-20T08:00:00Z', '2025-02-20T08:00:00Z'],
  ])('a creatinine %s is no news', (_, egfr, creatinine) => {
    const notes = notesFor({
      egfr_reported: measured(90, 'mL/min/{1.73_m2}', egfr),
      creatinine: measured(1.1, 'mg/dL', creatinine),
    });
    expect(notes).not.toContain('is newer than');
  });

  test('total and HDL cholesterol of two dates: the difference of two samples is said', () => {
    const notes = notesFor({
      total_c: measured(200, 'mg/dL', '2022-05-01'),
      hdl_c: measured(45, 'mg/dL', '2026-02-16'),
    });
    expect(notes).toContain('Total and HDL cholesterol are of different dates (2022-05-01 and 2026-02-16).');
    expect(notesFor({})).not.toContain('different dates');
  });

  test('what counts as no, and what is never read, is said', () => {
    expect(notesFor({})).toContain('Procedures (stent, bypass) are not read.');
    expect(notesFor({})).toContain('height up to 12 years');
  });
});
