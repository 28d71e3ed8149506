/** Asks the gate at once: the button and the dialog in which the question is put and its answer shown. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client.js';
import { CheckNowDialog } from './check-now-dialog.js';

export function CheckNow({ dataset }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen(true)}>
        Check now…
      </Button>
      {isOpen && <CheckNowDialog dataset={dataset} onClose={() => setOpen(false)} />}
    </>
  );
}
