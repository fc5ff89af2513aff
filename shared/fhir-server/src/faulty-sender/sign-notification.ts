import { createHmac } from 'node:crypto';
import type { FaultySenderOptions, WireNotification } from './sender.ts';
import type { ShapeWriter } from './shape-writer.ts';

/** Adds what proves the sender: a signature over the raw bytes, or the secret itself. A forged one is made with another secret. */
export function signNotification(
  unsigned: WireNotification,
  signs: ShapeWriter['signs'],
  { secret, secretHeader }: Pick<FaultySenderOptions, 'secret' | 'secretHeader'>,
  forged: boolean,
): WireNotification {
  const key = forged ? `${secret}-forged` : secret;
  const hmac = () => createHmac('sha256', key).update(unsigned.body).digest('hex');
  const proof = (): Record<string, string> => {
    if (signs === 'X-Signature') return { 'X-Signature': hmac() };
    if (signs === 'X-Hub-Signature') return { 'X-Hub-Signature': `sha256=${hmac()}` };
    if (signs === 'none') return {};
    return secretHeader === undefined ? { Authorization: `Bearer ${key}` } : { [secretHeader]: key };
  };
  return { ...unsigned, headers: { ...unsigned.headers, ...proof() } };
}
