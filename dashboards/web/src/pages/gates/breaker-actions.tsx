/** What a person may do to a breaker: pull the kill switch, close it again, override. Only what their rights allow. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client.js';
import { useMay } from '../../api/principal.js';
import styles from './gates.module.css';
import { OverrideDialog } from './override-dialog.js';
import { ResetDialog } from './reset-dialog.js';
import { TripDialog } from './trip-dialog.js';

type Hand = 'trip' | 'reset' | 'override';

export function BreakerActions({ breaker }: { readonly breaker: Schema<'Breaker'> }) {
  const { dataset, domain, phase } = breaker;
  const may = useMay();
  const [open, setOpen] = useState<Hand | null>(null);
  const close = (): void => setOpen(null);
  if (!may('override', domain))
    return (
      <span className={styles['dim']}>
        Whoever has the scope <code>override</code>
        {domain === null ? ' for all domains' : ` for ${domain}`}; you do not.
      </span>
    );
  return (
    <div className={`${styles['buttons'] ?? ''} no-print`}>
      {phase !== 'closed' && <Act label="Reset" dataset={dataset} onClick={() => setOpen('reset')} />}
      <Act label="Override" dataset={dataset} onClick={() => setOpen('override')} />
      {phase !== 'isolated' && <Act label="Trip" dataset={dataset} onClick={() => setOpen('trip')} />}
      {open === 'trip' && <TripDialog dataset={dataset} onClose={close} />}
      {open === 'reset' && <ResetDialog dataset={dataset} onClose={close} />}
      {open === 'override' && <OverrideDialog breaker={breaker} onClose={close} />}
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly dataset: string;
  readonly onClick: () => void;
}

function Act({ label, dataset, onClick }: ActProps) {
  return (
    <Button variant="default" size="compact-sm" aria-label={`${label} ${dataset}`} onClick={onClick}>
      {label}
    </Button>
  );
}
