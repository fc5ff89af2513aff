import { quantity } from '@cardwright/cards';
import { slack } from './criteria.ts';

/**
 * Rounded down to two decimals, for what is held against a limit: 1.996 times the baseline is not printed as 2.00, nor 0.496
 * mL/kg/h as 0.50.
 */
export const roundedDown = (value: number): number => Math.floor((value + slack) * 100) / 100;

/** `2.10 mg/dL`. */
export const creatinineInWords = (value: number): string => quantity(value, 'mg/dL', { decimals: 2 });

/** `2.10 times`. */
export const ratioInWords = (ratio: number): string => `${roundedDown(ratio).toFixed(2)} times`;

/** `0.45`, in mL/kg/h. */
export const rateInWords = (rate: number): string => roundedDown(rate).toFixed(2);
