import type { SiteChoices } from '@cardwright/cds-service';
import type { Band, CardsFile } from './cards-file.ts';

/** Where a band begins at this site, in the unit of the output. */
export function startOf(band: Band, site: SiteChoices | undefined): number | undefined {
  const set = band.siteMayAdjust === undefined ? undefined : site?.thresholds?.[band.id];
  return set ?? band.from;
}

/** The band of a value: of a number the one with the highest start not above it, unrounded. `undefined` below all bands. */
export function findBand({ bands = [] }: CardsFile, value: number | string, site?: SiteChoices): Band | undefined {
  if (typeof value === 'string') return bands.find(({ is }) => is?.includes(value) === true);
  return bands
    .flatMap((band) => {
      const from = startOf(band, site);
      return from !== undefined && from <= value ? [{ band, from }] : [];
    })
    .reduce<{ band: Band; from: number } | undefined>(
      (best, one) => (best === undefined || one.from >= best.from ? one : best),
      undefined,
    )?.band;
}
