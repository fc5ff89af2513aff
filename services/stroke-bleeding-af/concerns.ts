import type { HookContext } from '@cardwright/cds-service';
import { anticoagulantDrafts } from './anticoagulant-drafts.ts';

/** Hooks about orders concern us only where an oral anticoagulant is drafted; opening the chart always may. */
export const concerns = (context: HookContext): boolean =>
  !isAboutOrders(context) || anticoagulantDrafts(context).length > 0;

/** Whether the call is about orders. */
export const isAboutOrders = ({ hook }: HookContext): boolean => hook === 'order-select' || hook === 'order-sign';
