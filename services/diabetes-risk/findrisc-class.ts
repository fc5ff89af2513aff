/** Classes of the printed form (Lindström and Tuomilehto 2003): highest score, and how many in ten years. */
const classes = [
  { upTo: 6, words: 'low, about 1 in 100' },
  { upTo: 11, words: 'slightly elevated, about 1 in 25' },
  { upTo: 14, words: 'moderate, about 1 in 6' },
  { upTo: 20, words: 'high, about 1 in 3' },
  { upTo: 26, words: 'very high, about 1 in 2' },
] as const;

/** The class of the printed form, with its ten-year risk; nothing where the bounds lie in two classes. */
export function findriscClass(low: number, high: number): string | undefined {
  const [first, last] = [low, high].map((score) => classes.find(({ upTo }) => score <= upTo)?.words);
  return first === last ? first : undefined;
}
