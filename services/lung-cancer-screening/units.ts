import { codeIn } from '@cardwright/features';
import type { UnitRule } from '@cardwright/fhir';
import { cigarettesPerDay, packYears } from './value-sets.ts';

/** USPSTF 2021: one pack is 20 cigarettes; a pack-year is a pack a day for a year. */
export const cigarettesPerPack = 20;

const packsPerDay = codeIn(cigarettesPerDay, '8663-7');
const packYearsByLoinc = codeIn(packYears, '8664-5');
/** Some systems put pack-years under it, so that its number alone says nothing. */
const misused = codeIn(cigarettesPerDay, '63640-7');

/** Cigarettes per day; packs are converted. A bare number counts where the question asks for cigarettes. */
export const cigarettesPerDayUnit: UnitRule = {
  canonical: '{cigarettes}/d',
  accepts: [
    {
      ucum: ['{cigarettes}/d', '{cigarettes-per-day}', '{cig}/d'],
      aliases: ['cigarettes/day', 'cigarettes per day', 'cigarettes/d'],
    },
    { ucum: ['/d'], aliases: ['per day', '/day'], exceptCodes: [packsPerDay] },
    { ucum: [], aliases: [''], exceptCodes: [packsPerDay, misused] },
    {
      ucum: ['{packs}/d', '{pack}/d', '{InhaledTobaccoUsePacks}/d'],
      aliases: ['packs/day', 'packs per day', 'pack/day', 'pack per day', 'ppd', 'PPD'],
      factor: cigarettesPerPack,
      conversion: '20 cigarettes per pack',
    },
  ],
};

/** Pack-years; `1` and a bare number count where the code itself says pack-years. */
export const packYearsUnit: UnitRule = {
  canonical: '{pack-years}',
  accepts: [
    {
      ucum: ['{pack-years}', '{PackYears}', '{pack-year}', '{packyears}'],
      aliases: ['pack-years', 'Pack-Years', 'pack years', 'Pack Years', 'pack-year'],
    },
    { ucum: ['1'], aliases: [''], exceptCodes: [packYearsByLoinc] },
  ],
};

/** Years; months, weeks and days are converted (365.25 days a year). */
export const yearsUnit: UnitRule = {
  canonical: 'a',
  accepts: [
    { ucum: ['a'], aliases: ['year', 'years', 'yr', 'yrs'] },
    { ucum: ['mo'], aliases: ['month', 'months'], factor: 1 / 12, conversion: '12 months per year' },
    { ucum: ['wk'], aliases: ['week', 'weeks'], factor: 7 / 365.25, conversion: '365.25 days per year' },
    { ucum: ['d'], aliases: ['day', 'days'], factor: 1 / 365.25, conversion: '365.25 days per year' },
  ],
};
