/** A first word of ordinary letters: `Systolic`, and neither `HbA1c` nor `HDL` nor `eGFR`. */
const ordinaryWord = /^[A-Z][a-z]+(?![A-Za-z0-9])/;

/** A label within a sentence: `Systolic pressure` → `systolic pressure`; abbreviations keep their capitals. */
export function labelInSentence(label: string): string {
  return ordinaryWord.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
