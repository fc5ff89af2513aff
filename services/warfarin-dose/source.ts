import type { CardSource } from '@cardwright/cds-service';

/** What every card of this service cites. */
export const source: CardSource = {
  label: 'IWPC warfarin dose equation (N Engl J Med 2009;360:753-764)',
  url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2722908/',
};
