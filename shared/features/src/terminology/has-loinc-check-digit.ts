/**
 * Whether a LOINC code ends in its mod-10 check digit. Source: LOINC Users' Guide, appendix "Calculating mod 10 check
 * digits". Parts and answers (`LP…`, `LA…`) are numbered by another rule and pass when they have the form.
 */
export function hasLoincCheckDigit(code: string): boolean {
  if (/^L[AGLP]\d+-\d$/.test(code)) return true;
  const [, number = '', check] = /^(\d{1,7})-(\d)$/.exec(code) ?? [];
  if (check === undefined) return false;
  const fromRight = [...number].reverse();
  const odd = fromRight.filter((_, place) => place % 2 === 0).reverse();
  const even = fromRight.filter((_, place) => place % 2 === 1);
  const sum = [...String(Number(odd.join('')) * 2), ...even].reduce((total, digit) => total + Number(digit), 0);
  return check === String((10 - (sum % 10)) % 10);
}
