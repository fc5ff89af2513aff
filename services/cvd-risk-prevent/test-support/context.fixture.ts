import type { HookContext } from '@cardwright/cds-service';

export const context: HookContext = { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] };
