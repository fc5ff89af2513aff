import type { HookContext } from '@cardwright/cds-service';
import { draftsOf } from './drafts.ts';
import { allOpioids } from './opioids.ts';

/** Orders of which one that is being selected or signed is for an opioid. Buprenorphine alone is none of ours. */
export const concerns = (context: HookContext): boolean =>
  draftsOf(context, allOpioids).some(({ isChosen }) => isChosen);
