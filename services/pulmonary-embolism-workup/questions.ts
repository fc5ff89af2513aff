import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import type { Reference } from './coefficients.ts';
import { ordersOf } from './orders.ts';

/** What the orders of a call ask: embolism, thrombosis, or, for a D-dimer alone, either. */
export interface Question {
  readonly kind: 'pe' | 'dvt' | 'either';
  readonly orders: readonly NamedOrder[];
}

const pe: readonly Reference[] = ['wells-pe', 'geneva-revised', 'perc'];

/** The scores that answer a question. */
export const referencesOf: Readonly<Record<Question['kind'], readonly Reference[]>> = {
  pe,
  dvt: ['wells-dvt'],
  either: [...pe, 'wells-dvt'],
};

/** One question for each kind of imaging, a D-dimer beside it belonging to it; a D-dimer alone asks either. */
export function questionsOf(context: HookContext): readonly Question[] {
  const ct = ordersOf('ct', context);
  const ultrasound = ordersOf('ultrasound', context);
  const dDimers = ordersOf('dDimer', context);
  if (ct.length === 0 && ultrasound.length === 0)
    return dDimers.length > 0 ? [{ kind: 'either', orders: dDimers }] : [];
  return [
    ...(ct.length > 0 ? [{ kind: 'pe', orders: [...ct, ...dDimers] } as const] : []),
    ...(ultrasound.length > 0
      ? [{ kind: 'dvt', orders: [...ultrasound, ...(ct.length > 0 ? [] : dDimers)] } as const]
      : []),
  ];
}
