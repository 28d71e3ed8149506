/** Placeholder. */
import { Page } from '../../kit/page.js';

export function IncidentsPage() {
  return <Page title="Incidents">…</Page>;
}
