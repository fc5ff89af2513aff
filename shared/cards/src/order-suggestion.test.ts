import { describe, expect, test } from '@jest/globals';
import { card } from './card.ts';
import { draftServiceRequest } from './draft-service-request.ts';
import { orderSuggestion } from './order-suggestion.ts';
import { updateSuggestion } from './update-suggestion.ts';

const code = { coding: [{ system: 'https://example.org/codes', code: 'x' }], text: 'Lipid panel' };
const fields = { summary: 's', indicator: 'info', source: { label: 'S' } } as const;

describe('orderSuggestion', () => {
  test('creates a draft order that a card accepts', () => {
    const resource = draftServiceRequest({ patientId: '1', encounterId: '2', code, reason: 'Missing input' });
    const suggestion = orderSuggestion({ label: 'Order lipids', description: 'Order a lipid panel', resource });
    expect(card({ ...fields, suggestions: [suggestion] }).suggestions).toEqual([
      {
        label: 'Order lipids',
        actions: [
          {
            type: 'create',
            description: 'Order a lipid panel',
            resource: {
              resourceType: 'ServiceRequest',
              status: 'draft',
              intent: 'order',
              code,
              subject: { reference: 'Patient/1' },
              encounter: { reference: 'Encounter/2' },
              reasonCode: [{ text: 'Missing input' }],
            },
          },
        ],
      },
    ]);
  });

  test.each([{ status: 'active' }, { intent: 'plan' }, { id: '1' }, { subject: {} }] as const)(
    'refuses %j',
    (change) => {
      const resource = { ...draftServiceRequest({ patientId: '1', code }), ...change };
      expect(() => orderSuggestion({ label: 'l', description: 'd', resource })).toThrow(
        expect.objectContaining({ code: 'card-invalid' }),
      );
    },
  );
});

describe('updateSuggestion', () => {
  const draft = {
    resourceType: 'MedicationRequest',
    status: 'draft',
    intent: 'order',
    subject: { reference: 'Patient/1' },
  } as const;

  test('returns the whole draft without empties', () => {
    const resource = { ...draft, id: '7', note: [], dosageInstruction: [{ text: '5 mg' }] };
    const suggestion = updateSuggestion({ label: 'l', description: 'd', resource });
    const expected = { ...draft, id: '7', dosageInstruction: [{ text: '5 mg' }] };
    expect(suggestion.actions).toStrictEqual([{ type: 'update', description: 'd', resource: expected }]);
    expect(suggestion).not.toHaveProperty('isRecommended');
  });

  test('refuses a draft without an id', () => {
    expect(() => updateSuggestion({ label: 'l', description: 'd', resource: draft })).toThrow(
      expect.objectContaining({ code: 'card-invalid' }),
    );
  });
});
