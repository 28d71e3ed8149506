/** What the service wrote into the page: where it is served, and the nonce of its policy. */

const metaOf = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** Path of the service without a slash at its end: empty at the root of a host. */
export const BASE = metaOf('assay-base');

/** Styles that are made at run time carry it; nothing else may add any. */
export const NONCE = metaOf('assay-nonce');
