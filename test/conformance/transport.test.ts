import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpsGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, expect, test } from '@jest/globals';
import { selfSignedCertificate } from './support/self-signed-certificate.ts';
import { startHost } from './support/start-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'cardwright-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[transport-tls] with a certificate the host speaks TLS and nothing else', async () => {
  const { key, certificate } = selfSignedCertificate();
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'certificate.pem'), certificate);
  const tls = { certificateFile: join(folder, 'certificate.pem'), keyFile: join(folder, 'key.pem') };
  const host = await startHost({ config: { tls } });
  expect(host.url).toMatch(/^https:/);
  const answer = await new Promise<{ status: number | undefined; protocol: string | null }>((resolve, reject) => {
    httpsGet(`${host.url}/cds-services`, { ca: certificate }, (res) => {
      const protocol = res.socket instanceof TLSSocket ? res.socket.getProtocol() : null;
      res.resume().on('end', () => resolve({ status: res.statusCode, protocol }));
    }).on('error', reject);
  });
  expect(answer.status).toBe(200);
  expect(answer.protocol).toMatch(/^TLSv1\.[23]$/);
  await expect(fetch(host.url.replace('https', 'http'))).rejects.toThrow();
  await host.close();
});

test('[transport-tls] beyond loopback without TLS, here or at a proxy, the host does not start', async () => {
  const refused = startHost({ env: { HOST: '0.0.0.0', CARDWRIGHT_ALLOW_UNAUTHENTICATED: '0' } });
  await expect(refused).rejects.toMatchObject({ code: 'bad-argument' });
});
