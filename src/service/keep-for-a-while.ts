/** An answer that costs much and changes slowly: sought once, then given again for a while. */

/**
 * @returns a call that gives the answer at hand, as long as it is young and of the same key; who comes while it is sought waits for the same one. A
 * failure is told to all who waited and not kept.
 */
export function keepForAWhile<T>(ms: number, work: () => Promise<T>): (key: string) => Promise<T> {
  let kept: { readonly key: string; readonly at: number; readonly answer: Promise<T> } | null = null;
  return (key) => {
    if (kept?.key === key && performance.now() - kept.at < ms) return kept.answer;
    const answer = work();
    const mine = { key, at: performance.now(), answer };
    kept = mine;
    answer.catch(() => {
      if (kept === mine) kept = null;
    });
    return answer;
  };
}
