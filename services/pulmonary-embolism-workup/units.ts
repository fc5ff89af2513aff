import type { UnitRule } from '@cardwright/fhir';

/** ng/mL of fibrinogen equivalent units. A result in DDU is another quantity and refused. */
export const dDimerUnit: UnitRule = {
  canonical: 'ng/mL',
  accepts: [
    {
      ucum: ['ng/mL', 'ng/mL{FEU}', 'ng{FEU}/mL', 'ug/L', 'ug/L{FEU}', 'ug{FEU}/L'],
      aliases: ['ng/mL FEU', 'ug/L FEU'],
    },
    {
      ucum: ['ug/mL', 'ug/mL{FEU}', 'ug{FEU}/mL', 'mg/L', 'mg/L{FEU}', 'mg{FEU}/L'],
      aliases: ['ug/mL FEU', 'mg/L FEU'],
      factor: 1000,
      conversion: '1000 ng/mL per mg/L',
    },
  ],
};
