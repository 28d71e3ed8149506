/** Placeholder. */
import { Page } from '../../kit/page.js';

export function SloPage() {
  return <Page title="Slo">…</Page>;
}
