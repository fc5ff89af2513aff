import phenotypeJson from './models/diplotype-to-phenotype.table.json' with { type: 'json' };
import recommendationJson from './models/recommendation.table.json' with { type: 'json' };

/** What CPIC says of one gene's alleles. */
export interface GeneTable {
  /** Allele to its function, or to its activity value as printed (`0.5`, `n/a`). */
  readonly alleles: Readonly<Record<string, string>>;
  /** Two functions and the phenotype they make, in either order; empty where activity values are added. */
  readonly pairs: readonly { readonly alleles: readonly string[]; readonly phenotype: string }[];
  /** Activity score to phenotype; empty where functions decide. */
  readonly activity: Readonly<Record<string, string>>;
  /** Alleles whose function CPIC changed after this table was made. */
  readonly revised: readonly string[];
}

/** One recommendation, word for word. */
export interface RecommendationRow {
  /** `general`, or the indication of clopidogrel. */
  readonly population: string;
  /** Gene to phenotype, activity score or carriage. */
  readonly lookup: Readonly<Record<string, string>>;
  /** Empty where CPIC states none. */
  readonly implication: string;
  readonly recommendation: string;
  /** Strength: `Strong`, `Moderate`, `Optional`, `No Recommendation`. */
  readonly classification: string;
  /** Empty where CPIC states none. */
  readonly comments: string;
}

/** The rows of one drug. */
export interface DrugTable {
  readonly guideline: string;
  readonly url: string;
  readonly genes: readonly string[];
  readonly citation: string;
  /** Date of the rows at their source. */
  readonly asOf: string;
  /** Dates at which CPIC replaced these rows; empty where they stand. Replaced rows make no card. */
  readonly superseded: string;
  readonly rows: readonly RecommendationRow[];
}

/** CPIC's allele functions and phenotypes by gene, with their release. */
export const phenotypeTable: {
  readonly asOf: string;
  readonly source: string;
  readonly genes: Readonly<Record<string, GeneTable>>;
} = phenotypeJson;

/** CPIC's recommendations by drug, with their release. */
export const recommendationTable: {
  readonly asOf: string;
  readonly source: string;
  readonly drugs: Readonly<Record<string, DrugTable>>;
} = recommendationJson;
