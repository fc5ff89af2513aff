import { beforeAll, describe, expect, test } from '@jest/globals';
import { validateResource } from '@medplum/core';
import type { Escalation, Evaluation } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import { isInForce } from './is-in-force.ts';
import { isOwnWrite } from './is-own-write.ts';
import { about, loadDefinitions, sampleEvaluation } from './testing/sample.ts';
import { toDevice } from './to-device.ts';
import { endFlag, toFlag } from './to-flag.ts';
import { retractGuidance, toGuidanceResponse } from './to-guidance-response.ts';
import { toProvenance } from './to-provenance.ts';
import { toRiskAssessment } from './to-risk-assessment.ts';
import { endTask, rewordTask, toTask } from './to-task.ts';
import { withdrawAssessment } from './withdraw-assessment.ts';

beforeAll(loadDefinitions);

const modelCardUrl = 'https://cardwright.example.org/model-cards/news2';
const sha256 = 'c'.repeat(64);

const guidance = (change: Partial<Evaluation> = {}, remarks: readonly string[] = []) =>
  toGuidanceResponse(sampleEvaluation(change), {
    ...about,
    moduleUri: 'https://cardwright.example.org/cds-services/news2',
    ...(change.outcome === undefined ? { riskAssessmentReference: 'RiskAssessment/r1' } : {}),
    dataRequirements: [
      { type: 'Observation', codeFilter: [{ path: 'code', code: [{ system: 'urn:example', code: 'rate' }] }] },
    ],
    remarks,
  });
const assessment = () => {
  const made = toRiskAssessment(sampleEvaluation(), { ...about, currentIdentity: 'news2-current' });
  if (made === undefined) throw new Error('the sample is assessed');
  return made;
};
const withdrawn = (status: 'entered-in-error' | 'cancelled') =>
  withdrawAssessment(assessment(), { status, why: 'its inputs were retracted', at: '2024-03-01T00:00:00Z' });
const device = () =>
  toDevice({
    service: 'news2',
    serviceTitle: 'Early warning',
    version: 'a1b2c3',
    cardwrightVersion: '0.1.0',
    models: [{ id: 'news2@x', sha256 }],
    modelCardUrl,
  });
const provenance = () =>
  toProvenance(sampleEvaluation(), {
    targets: ['GuidanceResponse/g1', 'RiskAssessment/r1'],
    deviceReference: 'Device/d1',
    versionOf: about.versionOf,
    modelCardUrl,
  });
const policy: Escalation = { resource: 'Flag', thresholds: ['seven'], text: 'Deterioration', priority: 'urgent' };
const escalation = {
  policy,
  threshold: { id: 'seven', when: 'score >= 7', recommendation: 'Emergency response', source: 'Paper' },
  currentIdentity: 'news2-current',
  patientReference: 'Patient/p1',
  deviceReference: 'Device/d1',
  riskAssessmentReference: 'RiskAssessment/r1',
  raisedAt: '2024-02-29T07:00:00Z',
  crossedAt: '2024-02-29T07:30:00Z',
  asOf: '2024-02-29T08:00:00Z',
};
const task = (status: ReturnType<typeof toTask>['status'] = 'requested') => ({ ...toTask(escalation), status });

const published: readonly (readonly [string, () => Resource])[] = [
  ['RiskAssessment', assessment],
  ['RiskAssessment, withdrawn', () => withdrawn('entered-in-error')],
  ['GuidanceResponse, success', () => guidance()],
  ['GuidanceResponse, data required', () => guidance({ outcome: 'insufficient-data', reasons: ['Too few values.'] })],
  ['GuidanceResponse, not applicable', () => guidance({ outcome: 'not-applicable', reasons: ['Under 16.'] })],
  [
    'GuidanceResponse, failure',
    () => guidance({ outcome: 'failed', error: { code: 'model-failed', message: 'The model could not be run.' } }),
  ],
  ['GuidanceResponse, retracted', () => retractGuidance(guidance())],
  ['Device', device],
  ['Provenance', provenance],
  ['Flag', () => toFlag(escalation)],
  ['Flag, ended', () => endFlag(toFlag(escalation), '2024-03-01T00:00:00Z')],
  ['Task', () => task()],
  ['Task, cancelled', () => endTask(task(), 'It is over.', '2024-03-01T00:00:00Z') ?? task()],
  ['Task, noted', () => endTask(task('in-progress'), 'It is over.', '2024-03-01T00:00:00Z') ?? task()],
];

describe.each(published)('%s', (_name, make) => {
  test('is valid R4', () => {
    expect(validateResource(make())).toEqual([]);
  });
  test('carries our tag and, except the Device, which asserts nothing, the label of what an algorithm asserts', () => {
    const resource = make();
    expect(isOwnWrite(resource)).toBe(true);
    const labels = (resource.meta?.security ?? []).map(({ code }) => code);
    expect(labels).toEqual(resource.resourceType === 'Device' ? [] : ['AIAST']);
  });
});

test('the validator does look', () => {
  const wrong = { ...guidance(), modul: 'x' };
  expect(() => validateResource(wrong)).toThrow();
});

test('what others wrote is not ours', () => {
  expect(isOwnWrite({ resourceType: 'Observation', status: 'final', code: { text: 'x' } })).toBe(false);
  const tag = [{ system: 'urn:example', code: 'written' }];
  expect(isOwnWrite({ resourceType: 'Flag', status: 'active', code: {}, subject: {}, meta: { tag } })).toBe(false);
});

describe('GuidanceResponse', () => {
  test('of an assessment: the RiskAssessment and every number as computed', () => {
    const { contained, status, outputParameters, performer, requestIdentifier } = guidance();
    expect({ status, outputParameters, performer, requestIdentifier }).toEqual({
      status: 'success',
      outputParameters: { reference: '#output' },
      performer: { reference: 'Device/d1' },
      requestIdentifier: { system: 'urn:cardwright:evaluation', value: 'e1' },
    });
    expect(contained).toContainEqual({
      resourceType: 'Parameters',
      id: 'output',
      parameter: [
        { name: 'riskAssessment', valueReference: { reference: 'RiskAssessment/r1' } },
        {
          name: 'score',
          valueQuantity: {
            value: 7,
            unit: '{score}',
            system: 'http://unitsofmeasure.org',
            code: '{score}',
            comparator: '>=',
          },
        },
        { name: 'risk', valueString: 'high' },
        {
          name: 'death',
          valueQuantity: { value: 0.0925, unit: '1', system: 'http://unitsofmeasure.org', code: '1' },
        },
      ],
    });
  });
  test('`result` stays empty: R4 lets it refer to a CarePlan or RequestGroup only', () => {
    expect(guidance()).not.toHaveProperty('result');
  });
  test('of missing data: which, why, and what to ask for', () => {
    const missing = [{ feature: 'rate', reason: 'none-recorded', required: true }] as const;
    const response = guidance({ outcome: 'insufficient-data', reasons: ['Too few values.'], missing });
    expect(response).toMatchObject({ status: 'data-required', dataRequirement: [{ type: 'Observation' }] });
    expect(response.contained).toEqual([
      {
        resourceType: 'OperationOutcome',
        id: 'message',
        issue: [
          { severity: 'information', code: 'informational', details: { text: 'Too few values.' } },
          { severity: 'warning', code: 'incomplete', details: { text: 'Not available: rate (none-recorded)' } },
        ],
      },
    ]);
    expect(response).not.toHaveProperty('outputParameters');
  });
  test('of a failure: its code; of others no requirements', () => {
    const response = guidance({ outcome: 'failed', error: { code: 'model-failed', message: 'It failed.' } });
    expect(response).toMatchObject({
      status: 'failure',
      contained: [{ issue: [{ severity: 'error', details: { text: 'model-failed: It failed.' } }, {}] }],
    });
    expect(response).not.toHaveProperty('dataRequirement');
    expect(guidance()).not.toHaveProperty('dataRequirement');
  });
  test('remarks are said; nothing to say, no message', () => {
    expect(guidance({ missing: [] })).not.toHaveProperty('evaluationMessage');
    expect(guidance({ missing: [] }, ['It was corrected.']).contained?.[0]).toMatchObject({
      issue: [{ details: { text: 'It was corrected.' } }],
    });
  });
});

test('the Device names the version, every model file by its hash, and the model card', () => {
  expect(device()).toMatchObject({
    identifier: [
      { system: 'urn:cardwright:service-version', value: 'news2-a1b2c3' },
      { system: 'urn:cardwright:model-sha256', value: sha256 },
    ],
    type: { coding: [{ code: 'Artificial-Intelligence' }] },
    contained: [{ resourceType: 'DocumentReference', content: [{ attachment: { url: modelCardUrl } }] }],
    extension: [{ valueReference: { reference: '#model-card' } }],
  });
});

test('the Provenance names targets, agent and inputs, in the version that was read', () => {
  expect(provenance()).toMatchObject({
    target: [{ reference: 'GuidanceResponse/g1' }, { reference: 'RiskAssessment/r1' }],
    reason: [{ coding: [{ code: 'AIAST' }] }],
    agent: [{ who: { reference: 'Device/d1' }, role: [{ coding: [{ code: 'Artificial-Intelligence' }] }] }],
    entity: [
      { role: 'source', what: { reference: 'Observation/bp/_history/3' } },
      { role: 'source', what: { reference: 'Observation/rate' } },
      { role: 'source', what: { reference: 'Patient/p1' } },
      { role: 'derivation', what: { identifier: { value: modelCardUrl } } },
    ],
  });
});

test('withdrawn: the numbers stay, and why is said', () => {
  const { note = [], prediction, status } = withdrawn('cancelled');
  expect(status).toBe('cancelled');
  expect(prediction).toEqual(assessment().prediction);
  expect(note.at(-1)).toEqual({ text: 'Withdrawn: its inputs were retracted', time: '2024-03-01T00:00:00Z' });
});

describe('Flag and Task', () => {
  test('a Flag says what is met and points to the assessment', () => {
    expect(toFlag(escalation)).toMatchObject({
      status: 'active',
      code: { text: 'Deterioration: score >= 7' },
      period: { start: escalation.raisedAt },
      author: { reference: 'Device/d1' },
      extension: [{ valueReference: { reference: 'RiskAssessment/r1' } }],
    });
  });
  test('a Task proposes what the source recommends; each time it is raised is one of its own', () => {
    expect(toTask(escalation)).toMatchObject({
      intent: 'proposal',
      priority: 'urgent',
      description: 'Deterioration: score >= 7. Emergency response (Paper)',
      focus: { reference: 'RiskAssessment/r1' },
    });
    const again = toTask({ ...escalation, crossedAt: '2024-03-05T07:00:00Z' });
    expect(again.identifier?.[0]).toEqual(toTask(escalation).identifier?.[0]);
    expect(again.identifier?.[1]).not.toEqual(toTask(escalation).identifier?.[1]);
  });
  test('rewording leaves what people made of it', () => {
    const taken = { ...task('accepted'), owner: { reference: 'Practitioner/1' } };
    const reworded = rewordTask(taken, { ...escalation, threshold: { ...escalation.threshold, when: 'score 5-6' } });
    expect(reworded).toMatchObject({ status: 'accepted', owner: taken.owner });
    expect(reworded.description).toContain('score 5-6');
  });
  test.each([
    ['requested', 'cancelled'],
    ['accepted', 'accepted'],
    ['completed', undefined],
    ['cancelled', undefined],
  ] as const)('a %s Task after its end: %s', (before, after) => {
    expect(endTask(task(before), 'It is over.', '2024-03-01T00:00:00Z')?.status).toBe(after);
  });
});

test('what is in force', () => {
  const inForce = published.flatMap(([name, make]) => (isInForce(make()) ? [name] : []));
  expect(inForce).toEqual(['RiskAssessment', 'Flag', 'Task', 'Task, noted']);
});
