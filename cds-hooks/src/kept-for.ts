/** One answer for all who ask within `keptMs` of the question; a failure is kept as well. */
export function keptFor<Answer>(keptMs: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let kept: { readonly answer: Promise<Answer>; readonly untilMs: number } | undefined;
  return () => {
    const now = performance.now();
    if (kept === undefined || now >= kept.untilMs) kept = { answer: ask(), untilMs: now + keptMs };
    return kept.answer;
  };
}
