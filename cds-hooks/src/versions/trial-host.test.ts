import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { disableTelemetry } from '@cardwright/scoring';
import { isInShare } from './is-in-share.ts';
import { readActiveVersions, rollBackActiveVersion, writeActiveVersion } from './active-versions.ts';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Host } from '../host.ts';
import { answerPatient } from '../subscriptions/answer-patient.ts';
import { createTestFhir } from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import { proveVersion } from './prove-version.ts';
import { trialFolders, trialId, trialLoader, trialSource } from './testing/trial-folder.ts';
import { configOf, startTrialHost, trialCase, type TrialHost } from './testing/trial-host.ts';

jest.setTimeout(120_000);
disableTelemetry();
let trial: TrialHost | undefined;
afterEach(async () => {
  await trial?.close();
  expect(trial?.open() ?? 0).toBe(0);
  trial = undefined;
});
const start = async (...args: Parameters<typeof startTrialHost>): Promise<TrialHost> =>
  (trial = await startTrialHost(...args));
const versionAt = ({ host }: TrialHost) => host.services.get(trialId)?.version ?? '';

describe('hot reload', () => {
  test('no request of many is lost while versions are swapped; each is answered by one of the two; the old are closed', async () => {
    const one = await start(({ put }) => put('lone', 'A'));
    const known = new Set([versionAt(one)]);
    const statuses = new Map<number, number>();
    const versions = new Set<string>();
    let isOver = false;
    const worker = async (): Promise<void> => {
      while (!isOver) {
        const { status, version } = await one.call();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        versions.add(version);
      }
    };
    const workers = Promise.all(Array.from({ length: 8 }, worker));
    for (let swap = 0; swap < 12; swap += 1) {
      one.folders.put('lone', swap % 2 === 0 ? 'B' : 'A');
      const before = versionAt(one);
      await one.look();
      expect(versionAt(one)).not.toBe(before);
      known.add(versionAt(one));
    }
    isOver = true;
    await workers;
    expect([...statuses.keys()]).toEqual([200]);
    expect(statuses.get(200)).toBeGreaterThan(50);
    expect(known.size).toBe(2);
    expect(versions).toEqual(known);
    expect(one.open()).toBe(1);
  });

  test('a call that waits for its FHIR server ends with the version it began with, whose models are closed after it', async () => {
    const fhir = createTestFhir(chartOf(trialSource, trialCase));
    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const slow: FhirClient = {
      ...fhir,
      search: async (...args) => {
        asked.resolve();
        await gate.promise;
        return fhir.search(...args);
      },
    };
    const one = await start(({ put }) => put('lone', 'A'), {}, { fhir: slow });
    const began = versionAt(one);
    const waiting = one.call(undefined, 'bare');
    await asked.promise;
    for (const title of ['B', 'C']) {
      one.folders.put('lone', title);
      await one.look();
    }
    expect(versionAt(one)).not.toBe(began);
    expect(one.open()).toBe(2);
    gate.resolve();
    expect(await waiting).toMatchObject({ status: 200, version: began });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(one.open()).toBe(1);
  });

  test('a broken version leaves the old one answering, and is told in /readyz, metrics and log', async () => {
    const one = await start(({ put }) => put('lone', 'A'));
    const before = versionAt(one);
    one.folders.put('lone', 'B', { isBroken: true });
    await one.look();
    expect(await one.call()).toMatchObject({ status: 200, version: before });
    expect(await one.readyz()).toContain('model-golden-mismatch');
    expect(await one.host.metrics.registry.metrics()).toContain(
      `cardwright_version_problems{service="${trialId}",code="model-golden-mismatch"} 1`,
    );
    expect(one.host.logged.join('')).toContain('what answered goes on');
    one.folders.put('lone', 'C');
    await one.look();
    expect(versionAt(one)).not.toBe(before);
    expect(await one.readyz()).toContain('"versionProblems":[]');
  });

  test('what answers goes on when its folder is removed', async () => {
    const one = await start(({ put }) => put('lone', 'A'));
    one.folders.remove('lone');
    await one.look();
    expect((await one.call()).status).toBe(200);
    expect(await one.readyz()).toContain('none-active');
  });
});

describe('the pointer', () => {
  const since = '2026-03-02T09:00:00Z';
  const versionsOf = async (one: TrialHost) => {
    const byLabel = new Map<string, string>();
    for (const label of ['spring', 'summer']) {
      await one.configure(configOf({ challengers: [label] }));
      const version = one.host.services.get(trialId)?.challengers?.[0]?.version;
      if (version !== undefined) byLabel.set(label, version);
    }
    return byLabel;
  };

  test('of several versions none answers until one is activated; activating and going back swap at once', async () => {
    const one = await start(({ put }) => {
      put('spring', 'Spring');
      put('summer', 'Summer');
    });
    expect((await one.call()).status).toBe(404);
    expect(await one.readyz()).toContain('none-active');
    writeActiveVersion(one.folders.data, trialId, { label: 'spring', version: 'unknown', since });
    await one.look();
    expect((await one.call()).status).toBe(404);
    expect(await one.readyz()).toContain('not-there');
    // Lone, so that the host says its version.
    one.folders.remove('summer');
    rollBackActiveVersion(one.folders.data, trialId, { label: 'spring', version: 'unknown', since });
    const spring = { label: 'spring', version: await hashOf(one, 'spring'), since };
    writeActiveVersion(one.folders.data, trialId, spring);
    await one.look();
    expect(await one.call()).toMatchObject({ status: 200, version: spring.version });
    one.folders.put('summer', 'Summer');
    await one.look();
    const summer = { label: 'summer', version: (await versionsOf(one)).get('summer') ?? '', since };
    expect(await one.call()).toMatchObject({ version: spring.version });
    writeActiveVersion(one.folders.data, trialId, summer);
    await one.look();
    expect(await one.call()).toMatchObject({ version: summer.version });
    expect(readActiveVersions(one.folders.data)[trialId]?.before[0]).toEqual(spring);
    rollBackActiveVersion(one.folders.data, trialId, spring);
    await one.look();
    expect(await one.call()).toMatchObject({ version: spring.version });
  });

  const hashOf = async (one: TrialHost, label: string): Promise<string> => {
    const { load } = (await import('./testing/trial-folder.ts')).trialLoader();
    const loaded = await load(`${one.folders.drop}/${trialId}/${label}`);
    await loaded.release();
    return loaded.version;
  };

  test('a folder changed after its activation is not what was activated', async () => {
    const one = await start(({ put }) => put('spring', 'Spring'));
    const version = versionAt(one);
    writeActiveVersion(one.folders.data, trialId, { label: 'spring', version, since });
    await one.look();
    one.folders.put('spring', 'Changed');
    await one.look();
    expect(await one.call()).toMatchObject({ status: 200, version });
    expect(await one.readyz()).toContain('"code":"changed"');
  });
});

describe('proving a version before it is activated', () => {
  test('by label or content hash; one whose golden vectors fail is refused, and one that is not there', async () => {
    const folders = trialFolders();
    const { load, open } = trialLoader();
    folders.put('spring', 'Spring');
    folders.put('summer', 'Summer', { isBroken: true });
    const prove = (wanted: string, id = trialId) => proveVersion({ serviceDirectory: folders.drop }, id, wanted, load);
    const spring = await prove('spring');
    expect(spring).toEqual({ label: 'spring', version: expect.stringMatching(/^\w{16}$/) });
    expect(await prove(spring.version)).toEqual(spring);
    await expect(prove('summer')).rejects.toMatchObject({ code: 'model-golden-mismatch' });
    await expect(prove('autumn')).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(prove('spring', 'other')).rejects.toMatchObject({ code: 'unknown-service' });
    await expect(prove('spring', trialSource)).rejects.toMatchObject({ code: 'bad-argument' });
    expect(open()).toBe(0);
    folders.clean();
  });
});

describe('a challenger', () => {
  test('of a notification is recorded beside the evaluation that is published, and its failure is its own', async () => {
    const one = await start(({ put }) => put('spring', 'Spring'), { challengers: ['summer'] });
    one.folders.put('summer', 'Summer');
    writeActiveVersion(one.folders.data, trialId, { label: 'spring', version: versionAt(one), since: 'now' });
    await one.look();
    const chart = chartOf(trialSource, trialCase);
    const patient = chart.find(({ resourceType }) => resourceType === 'Patient')?.id ?? '';
    const notify = (host: Host) =>
      answerPatient(
        host,
        testSource(createTestFhir(chart)),
        { patient, services: [trialId] },
        AbortSignal.timeout(5_000),
      );
    await notify(one.host);
    const [trialled, answered, ...more] = await one.evaluations();
    expect(more).toEqual([]);
    expect(answered).toMatchObject({ version: versionAt(one), outcome: 'assessed', trigger: 'notification' });
    expect(trialled).toMatchObject({ challengerOf: answered?.id, outcome: 'assessed' });
    const { store } = one.host;
    const full: Host = {
      ...one.host,
      services: one.host.services,
      versionProblems: [],
      store: {
        ...store,
        recordEvaluation: (evaluation, cards) =>
          evaluation.challengerOf === undefined
            ? store.recordEvaluation(evaluation, cards)
            : Promise.reject(new CardwrightError('store-failed', 'full')),
      },
    };
    await notify(full);
    expect(one.host.logged.join('')).toContain('challenger failed');
    expect(await one.evaluations()).toHaveLength(3);
  });

  test('is evaluated beside the answer and recorded with it; only the answer shows a card', async () => {
    const one = await start(({ put }) => put('spring', 'Spring'), { challengers: ['summer'] });
    const champion = versionAt(one);
    one.folders.put('summer', 'Summer');
    writeActiveVersion(one.folders.data, trialId, { label: 'spring', version: champion, since: 'now' });
    await one.look();
    const answer = await one.call();
    expect(answer).toMatchObject({ status: 200, version: champion });
    expect(answer.cards).toHaveLength(1);
    const [trialled, answered, ...more] = await one.evaluations();
    expect(more).toEqual([]);
    expect(answered).toMatchObject({ id: answer.id, version: champion, outcome: 'assessed' });
    expect(trialled).toMatchObject({ challengerOf: answer.id, outcome: 'assessed' });
    expect(trialled?.version).not.toBe(champion);
    expect(trialled?.features).toEqual(answered?.features);
    const shown = await one.host.store.readCard(trialled?.cards[0]?.uuid ?? '');
    expect(shown).toBeUndefined();
    expect(await one.host.metrics.registry.metrics()).toContain('cardwright_challenger_evaluations_total');
    const steps = (await one.host.store.readSteps(trialId)).map(({ label, status, approvedBy }) => ({
      label,
      status,
      approvedBy,
    }));
    expect(steps).toContainEqual({ label: 'spring', status: 'active', approvedBy: 'Committee' });
    expect(steps.at(-1)).toMatchObject({ label: 'summer', status: 'silent' });
  });
});

test('silent: evaluated and recorded, and no card', async () => {
  const one = await start(({ put }) => put('lone', 'A'), { status: 'silent' });
  expect(await one.call()).toMatchObject({ status: 200, cards: [] });
  const [recorded] = await one.evaluations();
  expect(recorded?.outcome).toBe('assessed');
  expect(recorded?.cards).toHaveLength(1);
});

describe('a canary', () => {
  test('answers its share of patients, each always the same', async () => {
    const one = await start(({ put }) => put('spring', 'Spring'), { canary: { version: 'summer', percent: 50 } });
    const champion = versionAt(one);
    one.folders.put('summer', 'Summer');
    writeActiveVersion(one.folders.data, trialId, { label: 'spring', version: champion, since: 'now' });
    await one.look();
    const canary = one.host.services.get(trialId)?.canary?.version.version;
    expect(canary).toMatch(/^\w{16}$/);
    const patients = Array.from({ length: 16 }, (_, index) => `patient-${index}`);
    const answers = new Set<string>();
    for (const patient of [...patients, ...patients]) {
      const { status, version } = await one.call(patient);
      expect(status).toBe(200);
      expect(version).toBe(isInShare(one.host.assignmentKey, trialId, patient, 50) ? canary : champion);
      answers.add(version);
    }
    expect(answers.size).toBe(2);
    expect(one.host.logged.join('')).not.toContain(Buffer.from(one.host.assignmentKey).toString('hex'));
  });
});
