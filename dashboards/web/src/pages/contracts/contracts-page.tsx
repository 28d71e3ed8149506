/** Placeholder. */
import { Page } from '../../kit/page.js';

export function ContractsPage() {
  return <Page title="Contracts">…</Page>;
}
