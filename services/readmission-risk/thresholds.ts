import type { MetThreshold } from '@cardwright/cds-service';
import { lace } from './points-tables.ts';
import type { Reading } from './reading.ts';

/** The row of LACE, which recommends follow-up. */
export const laceHigh = 'lace-high';
/** The row of the HOSPITAL score. */
export const hospitalHigh = 'hospital-high';

const intermediateFrom = 5;
const hospitalHighFrom = 7;

const rows = {
  hospital: {
    id: hospitalHigh,
    when: `HOSPITAL score ${hospitalHighFrom} or more: high`,
    recommendation:
      'Additional care transition services can be directed to these patients; about 22.8% are readmitted avoidably within 30 days',
    source: 'Donzé 2016, abstract; the percentage as two public calculators print it',
  },
  lace: {
    id: laceHigh,
    when: `LACE index ${lace.highRiskFrom} or more: high`,
    recommendation: 'Post-discharge follow-up programme',
    source: 'van Walraven 2010; the limit also in BMC Cardiovasc Disord 2014;14:97, table 1',
  },
} as const satisfies Readonly<Record<string, MetThreshold>>;

/** Rows that are met for certain: by the least that the score can be. */
export const metRows = ({ hospital, lace: index }: Reading): readonly MetThreshold[] => [
  ...(hospital.low >= hospitalHighFrom ? [rows.hospital] : []),
  ...(index !== undefined && index.low >= lace.highRiskFrom ? [rows.lace] : []),
];

/**
 * Nothing to say: neither score can reach its high limit, whatever is not known, and HOSPITAL is not intermediate for
 * certain.
 */
export const isQuiet = ({ hospital, lace: index }: Reading): boolean =>
  hospital.low < intermediateFrom &&
  hospital.high < hospitalHighFrom &&
  (index === undefined || index.high < lace.highRiskFrom);
