import type { Obligation } from './obligation.ts';
import { authorization } from './obligations/authorization.ts';
import { calls } from './obligations/calls.ts';
import { discovery } from './obligations/discovery.ts';
import { feedback } from './obligations/feedback.ts';
import { hardBehaviours } from './obligations/hard-behaviours.ts';
import { hooks } from './obligations/hooks.ts';
import { invariants } from './obligations/invariants.ts';
import { practices } from './obligations/practices.ts';
import { prefetch } from './obligations/prefetch.ts';
import { response } from './obligations/response.ts';
import { security } from './obligations/security.ts';
import { transport } from './obligations/transport.ts';

/** Every obligation that CDS Hooks 2.0.1 and 3.0-ballot lay on a CDS service, with the practice that real clients need. */
export const manifest: readonly Obligation[] = [
  ...transport,
  ...discovery,
  ...calls,
  ...prefetch,
  ...authorization,
  ...response,
  ...feedback,
  ...security,
  ...practices,
  ...hooks,
  ...invariants,
  ...hardBehaviours,
];
