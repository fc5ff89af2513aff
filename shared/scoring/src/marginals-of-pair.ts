/**
 * What each of `count` players adds when they join in order, and when they join in the opposite order.
 * `value(row)` is the model at a row as `fillRows` lays an antithetic pair out: 0 the reference, `count` the patient.
 */
export const marginalsOfPair = (
  value: (row: number) => number,
  count: number,
): { readonly forward: Float64Array; readonly backward: Float64Array } => {
  const forward = new Float64Array(count);
  const backward = new Float64Array(count);
  let before = value(0);
  for (let i = 0; i < count; i += 1) {
    const next = value(i + 1);
    forward[i] = next - before;
    before = next;
  }
  before = value(0);
  for (let i = count - 1; i >= 0; i -= 1) {
    const next = value(i === 0 ? count : 2 * count - i);
    backward[i] = next - before;
    before = next;
  }
  return { forward, backward };
};
