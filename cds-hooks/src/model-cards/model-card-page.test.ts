import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ServiceManifest } from '@cardwright/cds-service';
import { registeredServices } from '../load-services.ts';
import { callBody } from '../testing/call-body.ts';
import { listen, type Listening } from '../testing/listen.ts';
import { createTestHost, type TestHost } from '../testing/test-host.ts';
import { describeModel } from './describe-model.ts';
import { renderModelCard } from './render-model-card.ts';

const prevent = 'cvd-risk-prevent';
let host: TestHost;
let app: Listening;
beforeAll(async () => {
  host = await createTestHost();
  app = await listen(host);
});
afterAll(async () => {
  await app.close();
  await host.store.close();
});

describe('the page', () => {
  test.each([...registeredServices.keys()])('%s: one self-contained page with all 31 attributes', async (id) => {
    const response = await fetch(`${app.url}/model-cards/${id}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    for (const { label } of describeModel(registeredServices.get(id)?.manifest ?? never(), []).attributes)
      expect(html).toContain(label.replaceAll("'", '&#39;'));
    expect(html).toContain(host.services.get(id)?.version);
    expect(html).not.toMatch(/<script|<img|<link|\bsrc=|@import|url\(/);
  });

  test('a service that is not here is 404', async () => {
    expect((await fetch(`${app.url}/model-cards/nothing`)).status).toBe(404);
  });

  test('every text is escaped', () => {
    const manifest: ServiceManifest = {
      ...(registeredServices.get(prevent)?.manifest ?? never()),
      title: '<script>alert("1")</script>',
      sourceUrl: 'javascript:alert(1)',
      citation: `a & b's`,
    };
    const html = renderModelCard(describeModel(manifest, []), { version: '<b>', status: 'active' });
    expect(html).not.toMatch(/<script|<b>|href="javascript/);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).toContain('a &amp; b&#39;s');
  });
});

test('the source of a card of a live call points there', async () => {
  const response = await fetch(`${app.url}/cds-services/${prevent}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(callBody(prevent, 'base.json')),
  });
  expect(await response.json()).toMatchObject({
    cards: [
      { source: { label: expect.stringContaining('PREVENT'), url: `${host.publicBaseUrl}/model-cards/${prevent}` } },
    ],
  });
});

function never(): never {
  throw new Error('no such service');
}
