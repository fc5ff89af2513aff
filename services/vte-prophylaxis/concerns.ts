import type { HookContext } from '@cardwright/cds-service';
import { admittingDrafts } from './admitting-drafts.ts';
import { isProphylaxisDrafted } from './prophylaxis-drafts.ts';

/** The start of an encounter; signing an operation or an admission, without prophylaxis among the drafts. */
export const concerns = (context: HookContext): boolean =>
  context.hook === 'encounter-start' || (admittingDrafts(context).length > 0 && !isProphylaxisDrafted(context));
