/**
 * The floor: a bare Express app that parses the same body with `express.json` and answers a fixed card of the same size.
 * `node floor-server.ts <file with the answer>`; prints its URL.
 */
import { readFileSync } from 'node:fs';
import express from 'express';

const answer: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const app = express();
app.post('/', express.json({ limit: '20mb' }), (_req, res) => void res.json(answer));
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`http://127.0.0.1:${address.port}/\n`);
});
process.once('SIGTERM', () => server.close());
