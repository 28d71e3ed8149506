/** Placeholder. */
import { Page } from '../../kit/page.js';

export function DecisionPage() {
  return <Page title="Decision">…</Page>;
}
