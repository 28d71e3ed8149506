/** Waiting that ends early when the caller goes or the service closes. */

/**
 * @param ends each of them ends the waiting; what was waited for goes on
 * @param work heeds the signal and then comes back with what there is
 */
export async function whileWaiting<T>(
  ends: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const either = new AbortController();
  const abort = (): void => either.abort();
  for (const end of ends) {
    if (end.aborted) abort();
    else end.addEventListener('abort', abort, { once: true });
  }
  try {
    return await work(either.signal);
  } finally {
    for (const end of ends) end.removeEventListener('abort', abort);
  }
}
