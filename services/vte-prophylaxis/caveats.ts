const both = [
  'A diagnosis coded in a way that is not on the lists is not counted.',
  'Compression that is ordered, and not documented as a procedure, is not seen.',
  'Says nothing about dose, kidney function, spinal or epidural anesthesia, or timing around an operation.',
];

/** What a reader must know about each score. Source: `exclusions` and `caveats` of the clinical references, and our reading of charts. */
export const paduaCaveats: readonly string[] = [
  'Superficial vein thrombosis does not count as previous venous thromboembolism.',
  'Not for patients who are pregnant or already anticoagulated.',
  ...both,
];
export const capriniCaveats: readonly string[] = [
  'The version of 2005; those of 1991, 2010 and 2013 differ in items and wording.',
  'The percentages are those of the source for the whole score; it prints no time span with them.',
  'Heart failure counts where it began within a month; the form leaves open whether longer-standing failure does.',
  ...both,
];
