import componentsJson from './genotype-components.json' with { type: 'json' };
import genotypeJson from './genotype.json' with { type: 'json' };
import genesJson from './hgnc-genes.json' with { type: 'json' };
import { codeIn } from '../terminology/code-in.ts';
import { readCategories } from '../terminology/read-categories.ts';
import { readValueSet } from '../terminology/read-value-set.ts';

const components = readValueSet(componentsJson);

/** A genotype or diplotype call; the gene stands in a component (`geneStudied`). */
export const genotypeDisplayName = readValueSet(genotypeJson);

/** The component that names the gene. */
export const geneStudied = codeIn(components, '48018-6');

/** The component that names the variant by its dbSNP id. */
export const dbSnpId = codeIn(components, '81255-2');

/** HGNC ids by symbol. */
export const hgncGenes = readCategories(genesJson, [
  'CYP2C9',
  'CYP2C19',
  'VKORC1',
  'DPYD',
  'TPMT',
  'NUDT15',
  'SLCO1B1',
  'HLA-B',
]);
