import type { HookContext } from '@cardwright/cds-service';
import { nephrotoxinDrafts } from './nephrotoxin-drafts.ts';

/** Orders only where one is for a nephrotoxin; a notification (of a creatinine or of urine) always. */
export const concerns = (context: HookContext): boolean =>
  !context.hook.startsWith('order-') || nephrotoxinDrafts(context).length > 0;
