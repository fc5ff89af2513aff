/** The floor of notifications-bench.ts: a bare Express app that reads the body and acknowledges without storing. Prints its URL. */
import express from 'express';

const app = express();
app.post('/', express.raw({ type: '*/*', limit: '20mb' }), (_req, res) => void res.status(200).end());
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`http://127.0.0.1:${address.port}/\n`);
});
process.once('SIGTERM', () => process.exit(0));
