import { expect, test } from '@jest/globals';
import type { MetThreshold } from '@cardwright/cds-service';
import { followUp } from './suggestions.ts';
import { hospitalHigh, laceHigh } from './thresholds.ts';

const context = { hook: 'encounter-discharge', patientId: 'p1', encounterId: 'stay', draftOrders: [], selections: [] };
const row = (id: string): MetThreshold => ({ id, when: '', source: '' });

test('a follow-up visit is recommended by the row of LACE, offered by that of HOSPITAL, else absent', () => {
  expect(followUp(context, [])).toEqual([]);
  expect(followUp(context, [row(hospitalHigh)])[0]).not.toHaveProperty('isRecommended', true);
  const [suggestion] = followUp(context, [row(hospitalHigh), row(laceHigh)]);
  expect(suggestion?.isRecommended).toBe(true);
  expect(suggestion?.actions?.[0]?.resource).toMatchObject({
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
    encounter: { reference: 'Encounter/stay' },
  });
});
