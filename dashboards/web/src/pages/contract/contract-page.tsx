/** Placeholder. */
import { Page } from '../../kit/page.js';

export function ContractPage() {
  return <Page title="Contract">…</Page>;
}
