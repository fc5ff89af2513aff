import type { HookContext } from '@cardwright/cds-service';

/** Only a discharge. */
export const concerns = ({ hook }: HookContext): boolean => hook === 'encounter-discharge';
