/** Whether later runs are judged by this point, what people said of it, and the way to say otherwise. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/client.js';
import { useMay } from '../../api/principal.js';
import { Moment } from '../../kit/moment.js';
import styles from './check.module.css';
import { ExpectedDialog } from './expected-dialog.js';

interface BaselineWordProps {
  readonly check: Schema<'CheckDetail'>;
  readonly answer: Schema<'CheckResultAnswer'>;
}

export function BaselineWord({ check, answer }: BaselineWordProps) {
  const [isOpen, setIsOpen] = useState(false);
  const may = useMay();
  const { accepted, expected, where } = answer;
  if (where !== null) return null;
  // A check that looks at no earlier runs has nothing to learn, and nobody may have spoken of it when it did.
  if (!check.usesBaseline && expected === null) return null;
  const canSay = check.usesBaseline && check.inForce && may('override', check.domain);
  return (
    <div className={styles['word']}>
      <p>
        {accepted
          ? 'Later runs are judged by this point too: it counts as a baseline.'
          : 'Later runs are not judged by this point: it does not count as a baseline.'}
        {expected !== null && (
          <>
            {' '}
            {expected.by} said so <Moment at={expected.at} ago />: {expected.reason}
          </>
        )}
      </p>
      {canSay && (
        <Button className="no-print" variant="default" size="compact-sm" onClick={() => setIsOpen(true)}>
          {accepted ? 'This was not expected' : 'This was expected'}
        </Button>
      )}
      {isOpen && (
        <ExpectedDialog
          checkId={check.id}
          runId={answer.runId}
          asOf={answer.asOf}
          expected={!accepted}
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  );
}
