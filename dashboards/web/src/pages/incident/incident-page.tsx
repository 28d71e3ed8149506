/** Placeholder. */
import { Page } from '../../kit/page.js';

export function IncidentPage() {
  return <Page title="Incident">…</Page>;
}
