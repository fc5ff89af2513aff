import type { HookContext } from '@cardwright/cds-service';
import { findListedDrafts } from './find-listed-drafts.ts';

/** True when a listed drug is being ordered; warfarin and every other order is not ours. */
export const concerns = (context: HookContext): boolean => findListedDrafts(context).length > 0;
