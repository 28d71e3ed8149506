/** An address that leads to no page. */
import { Link } from '@tanstack/react-router';
import { Page } from '../kit/page.js';

export function NotFound() {
  return (
    <Page title="There is no such page">
      <p>
        Nothing is at this address. <Link to="/">The overview</Link> has everything one click away.
      </p>
    </Page>
  );
}
