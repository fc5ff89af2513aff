/** The embedded FHIR server in a process of its own: `node fhir-server-process.ts`; prints its URL. In memory; ends with SIGTERM. */
import { randomUUID } from 'node:crypto';
import express from 'express';
import { createFhirServer } from '@cardwright/fhir-server';

let url: string | undefined;
const fhir = createFhirServer({ now: () => new Date(), newId: randomUUID, baseUrl: () => url });
const app = express();
app.use('/fhir', fhir.handler);
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  url = `http://127.0.0.1:${address.port}/fhir`;
  process.stdout.write(`${url}\n`);
});
process.once('SIGTERM', () => process.exit(0));
