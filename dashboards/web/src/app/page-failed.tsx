/** A page that broke, or whose code could not be loaded: the others still work. */
import { Button } from '@mantine/core';
import { Page } from '../kit/page.js';

export function PageFailed({ error }: { readonly error: unknown }) {
  const said = error instanceof Error ? error.message : 'no reason was given';
  return (
    <Page title="This page could not be shown">
      <p role="alert">
        It may be of an older version than the service, or the service did not answer. Loading it again helps
        in both cases.
      </p>
      <p>
        <code>{said}</code>
      </p>
      <Button onClick={() => window.location.reload()}>Load again</Button>
    </Page>
  );
}
