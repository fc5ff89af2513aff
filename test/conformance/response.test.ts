import { beforeAll, describe, expect, test } from '@jest/globals';
import { readCases } from '@cardwright/cds-hooks';
import { errorCode, outcomeOf, post, type Answer, type WireAction, type WireCard } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { findEmpties } from './support/find-empties.ts';
import { allActive, serviceIds, startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
/** Every case of every service that a hook starts, over HTTP: what is sent to be held against the specification. */
const answers: Answer[] = [];
beforeAll(async () => {
  host = await startHost();
  for (const id of serviceIds) {
    for (const { file, case: given } of readCases(id)) {
      if (given.hook !== 'notification') answers.push(await post(`${host.url}/cds-services/${id}`, callOf(id, file)));
    }
  }
}, 60_000);

const good = () => answers.filter(({ status }) => status === 200);
const cards = (): readonly WireCard[] => good().flatMap(({ body }) => body.cards);
const suggestions = () => cards().flatMap((card) => card.suggestions ?? []);
const actions = (): readonly WireAction[] => suggestions().flatMap((suggestion) => suggestion.actions ?? []);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test('[response-200] [response-cards] every evaluation is 200 with an array of cards, every refusal has another status', () => {
  expect(good().length).toBeGreaterThan(90);
  for (const { status, body } of answers) {
    if (status === 200) expect(Array.isArray(body.cards)).toBe(true);
    else expect([412, body.resourceType]).toEqual([status, 'OperationOutcome']);
  }
});

test('[response-no-guidance] [json-empty-cards] [practice-not-every-view] nothing to say is 200 with an empty array', () => {
  const silent = good().filter((answer) => outcomeOf(answer)['outcome'] === 'not-applicable');
  expect(silent.length).toBeGreaterThan(10);
  for (const { body } of silent) expect(body.cards).toEqual([]);
});

test('[hard-11-failure-is-not-clear] every 200 says how the evaluation ended', () => {
  for (const answer of good())
    expect(['assessed', 'not-applicable', 'insufficient-data']).toContain(outcomeOf(answer)['outcome']);
});

test('[json-no-empties] [json-omit-optional] [hard-13-strict-output] nothing is null or empty', () => {
  for (const { body } of answers) expect(findEmpties(body)).toEqual([]);
});

test('[extension-object] [extension-keys] the extension is an object with reverse-domain keys', () => {
  for (const { body } of good()) {
    for (const key of Object.keys(body.extension ?? {})) expect(key).toMatch(/^[a-z]+(\.[a-z0-9-]+)+$/);
  }
});

describe('errors', () => {
  test('[response-operation-outcome] [response-other-status] each is a 4xx or 5xx with an OperationOutcome', async () => {
    const url = `${host.url}/cds-services`;
    const refused = [
      await post(`${url}/nobody`, callOf('cvd-risk-prevent', 'base.json')),
      await post(`${url}/cvd-risk-prevent`, 'nonsense'),
      await post(`${url}/cvd-risk-prevent`, {}),
      await post(`${url}/cvd-risk-prevent/feedback`, {}),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 400, 400, 400]);
    for (const answer of refused) {
      expect(errorCode(answer)).toMatch(/^[a-z-]+$/);
      expect(findEmpties(answer.body)).toEqual([]);
    }
  });
});

describe('cards', () => {
  test('[card-summary] [hard-13-strict-output] a summary of one line and fewer than 140 characters', () => {
    expect(cards().length).toBeGreaterThan(60);
    for (const { summary } of cards()) {
      expect(summary).toMatch(/^\S[^\n\r]*$/);
      expect(Math.max(summary.length, [...summary].length)).toBeLessThan(140);
    }
  });

  test('[card-indicator] info, warning or critical', () => {
    for (const { indicator } of cards()) expect(['info', 'warning', 'critical']).toContain(indicator);
  });

  test('[card-source-label] [card-source-url] a source with a label; its url is absolute and the same for every patient', () => {
    for (const { source } of cards()) {
      expect(source['label']).toMatch(/\S/);
      // The model card at the host's own address, which is plain HTTP on loopback.
      if (source['url'] !== undefined) expect(source['url']).toMatch(/^https?:\/\/[^\s?]+\/model-cards\/[a-z0-9-]+$/);
    }
    const labels = new Map(cards().map(({ source }) => [source['label'], source['url']]));
    for (const { source } of cards()) expect(labels.get(source['label'])).toBe(source['url']);
  });

  test('[card-topic] a topic has code and system', () => {
    const topics = cards().flatMap(({ source }) => (source.topic === undefined ? [] : [source.topic]));
    for (const { code, system } of topics) {
      expect(code).toMatch(/\S/);
      expect(system).toMatch(/^\S+:\S+$/);
    }
  });

  test('[card-uuid] [suggestion-uuid] cards and suggestions have uuids, each its own', () => {
    const all = [...cards(), ...suggestions()].map((item) => item.uuid);
    for (const id of all) expect(id).toMatch(uuid);
    expect(new Set(all).size).toBe(all.length);
  });

  test('[card-detail] no HTML and no image', () => {
    for (const { detail } of cards()) expect(detail ?? '').not.toMatch(/<[a-z/!?]|!\[|javascript:/i);
  });

  test('[card-detail] [hard-13-strict-output] text of a chart cannot become HTML, an image or a link', async () => {
    const call = callOf('warfarin-dose', 'brand-name-draft.json');
    const evil =
      '<img src=x onerror=alert(1)> ![x](https://evil.example/x) [click](javascript:alert(1)) https://evil.example';
    const text = JSON.stringify(call)
      .replaceAll(/"text":\s*"[^"]*"/g, `"text":${JSON.stringify(`warfarin ${evil}`)}`)
      .replaceAll(/"display":\s*"[^"]*"/g, `"display":${JSON.stringify(`warfarin ${evil}`)}`);
    const answer = await post(`${host.url}/cds-services/warfarin-dose`, text);
    const shown =
      answer.status === 200 ? answer.body.cards.map(({ summary, detail }) => `${summary}\n${detail ?? ''}`) : [];
    for (const words of shown) expect(words).not.toMatch(/(?<!\\)<[a-z]|(?<!\\)!\[|(?<![\\!])\[click\](?<!\\)\(/i);
    expect(answer.text).not.toMatch(/internal/);
  });

  test('[card-selection-behavior] suggestions come with at-most-one or any', () => {
    expect(suggestions().length).toBeGreaterThan(5);
    for (const card of cards()) {
      if (card.suggestions !== undefined) expect(['at-most-one', 'any']).toContain(card.selectionBehavior);
    }
  });

  test('[card-recommended] at-most-one recommends at most one', () => {
    for (const card of cards()) {
      const recommended = (card.suggestions ?? []).filter(({ isRecommended }) => isRecommended === true);
      if (card.selectionBehavior === 'at-most-one') expect(recommended.length).toBeLessThanOrEqual(1);
    }
  });

  test('[card-override-display] every override reason has a display', () => {
    const reasons = cards().flatMap((card) => card.overrideReasons ?? []);
    for (const { code, display } of reasons) {
      expect(code).toMatch(/\S/);
      expect(display).toMatch(/\S/);
    }
  });

  test('[link-members] [link-app-context] links have label, url and type; appContext only with smart', () => {
    for (const { label, url, type, appContext } of cards().flatMap((card) => card.links ?? [])) {
      expect(label).toMatch(/\S/);
      expect(url).toMatch(/^https?:\/\//);
      expect(['absolute', 'smart']).toContain(type);
      if (type !== 'smart') expect(appContext).toBeUndefined();
    }
  });

  test('[card-names-its-orders] a card about one of the orders says which', async () => {
    const answer = await post(`${host.url}/cds-services/warfarin-dose`, callOf('warfarin-dose', 'several-drafts.json'));
    expect(answer.body.cards.length).toBeGreaterThan(0);
    for (const card of answer.body.cards) {
      expect(`${card.summary} ${card.detail ?? ''}`).toMatch(/warfarin/i);
      expect(JSON.stringify(card)).toMatch(/MedicationRequest\/|"id":"draft/);
    }
  });
});

describe('suggestions', () => {
  test('[suggestion-label] [action-type] [action-description] labels, types and descriptions', () => {
    expect(actions().length).toBeGreaterThan(5);
    for (const { label } of suggestions()) expect(label).toMatch(/\S/);
    for (const { type, description } of actions()) {
      expect(['create', 'update', 'delete']).toContain(type);
      expect(description).toMatch(/\S/);
    }
  });

  test('[action-create] [json-fhir] create carries a new resource in FHIR JSON', () => {
    const creates = actions().filter(({ type }) => type === 'create');
    expect(creates.length).toBeGreaterThan(0);
    for (const { resource } of creates) {
      expect(resource?.['resourceType']).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(resource?.['status']).toBe('draft');
    }
  });

  test('[action-update] update carries the whole resource: everything that the draft had', () => {
    const updates = actions().filter(({ type }) => type === 'update');
    expect(updates.length).toBeGreaterThan(0);
    const drafts = readCases('warfarin-dose').flatMap(({ case: given }) => {
      const { draftOrders } = given.context as {
        draftOrders?: { entry: readonly { resource: Readonly<Record<string, unknown>> }[] };
      };
      return (draftOrders?.entry ?? []).map(({ resource }) => resource);
    });
    for (const { resource } of updates) {
      const keys = Object.keys(resource ?? {});
      const sources = drafts.filter(({ id }) => id === resource?.['id']);
      expect(sources.some((draft) => Object.keys(draft).every((key) => keys.includes(key)))).toBe(true);
    }
  });

  test('[action-delete] delete carries a resourceId', () => {
    for (const { type, resourceId, resource } of actions()) {
      if (type === 'delete')
        expect([resourceId, resource]).toEqual([expect.stringMatching(/^[A-Z]\w+\/\S+$/), undefined]);
    }
  });

  test('[action-selection-behavior] [system-actions] what needs an agreement is not sent', () => {
    for (const { text } of good()) expect(text).not.toMatch(/"(actionSelectionBehavior|systemActions)"/);
  });
});

test('[practice-silent] a silent service is listed and called, records, and shows no card', async () => {
  const quiet = await startHost({ config: { services: { ...allActive, 'cvd-risk-prevent': { status: 'silent' } } } });
  const answer = await post(`${quiet.url}/cds-services/cvd-risk-prevent`, callOf('cvd-risk-prevent', 'base.json'));
  const { id, outcome } = outcomeOf(answer);
  expect([answer.body.cards, outcome]).toEqual([[], 'assessed']);
  const recorded = await quiet.serving.host.store.readEvaluation(String(id));
  expect(recorded?.cards.length).toBeGreaterThan(0);
  await quiet.close();
});
