/** What the tables do not see. */
export const limits: readonly string[] = [
  'A test reports what it looked for: rare alleles may be missed. Which alleles were tested is not read.',
  'Other drugs, kidney and liver function, and transplants of stem cells or of the liver are not read.',
];
