import { connect } from 'node:net';

/** Writes bytes to a socket and gives everything that came back until the other side closed, or `giveUpMs` passed. */
export function raw(port: number, parts: readonly (string | Buffer)[], giveUpMs = 3_000): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    const timer = setTimeout(() => socket.destroy(), giveUpMs);
    socket.setEncoding('latin1').on('data', (part: string) => (text += part));
    // A reset is an answer too.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}

/** The statuses of the responses in what came back. */
export const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
