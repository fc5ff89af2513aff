/** What a reader must know. Source: clinical reference (caveats, exclusions); the last three are decisions of ours. */
export const caveats: readonly string[] = [
  'MME estimate risk; they must not be used to convert one opioid into another.',
  'For adults with pain. Not for cancer treatment, palliative or end-of-life care, sickle cell disease or treatment of opioid use disorder; whether pain is from cancer is not read.',
  'Doses by mouth and patches only, as ordered; "as needed" and ranges count at their most.',
  'What the patient takes, and prescriptions elsewhere, are not seen here; the prescription monitoring program may show more.',
  'A draft that replaces an active prescription counts beside it, unless it names it as its prior prescription.',
];
