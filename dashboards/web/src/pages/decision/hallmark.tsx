/** The signed promise of an allowed decision: to be copied, and to be verified against the data as they are now. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { useAnnounce } from '../../kit/announcer.js';
import { Code } from '../../kit/code.js';
import { ProblemBox } from '../../kit/problem-box.js';
import { Section } from '../../kit/section.js';
import { HallmarkAnswer } from './hallmark-answer.js';

export function Hallmark({ decision }: { readonly decision: Schema<'DecisionAnswer'> }) {
  return (
    <div id="hallmark">
      <Section title="Hallmark">
        {decision.hallmark === null ? (
          <p>{whyNone(decision)}</p>
        ) : (
          <Struck token={decision.hallmark} dataset={decision.dataset} />
        )}
      </Section>
    </div>
  );
}

function Struck({ token, dataset }: { readonly token: string; readonly dataset: string }) {
  const announce = useAnnounce();
  const verify = useMutation({
    mutationFn: async () => {
      const { data } = await client.POST('/v1/hallmarks/verify', { body: { token, dataset } });
      if (data === undefined) throw new Error('The service answered without a body');
      return data;
    },
    onSuccess: ({ valid }) => announce(valid ? 'The hallmark is valid.' : 'The hallmark is not valid.'),
  });
  return (
    <>
      <p>
        Whoever promotes these data shows this token. Verifying checks signature and time, and takes the
        version of the data again.
      </p>
      <Code text={token} what="hallmark token" />
      <Button
        className="no-print"
        variant="default"
        size="compact-sm"
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        Verify now
      </Button>
      {verify.error !== null && <ProblemBox error={verify.error} />}
      {verify.data !== undefined && <HallmarkAnswer answer={verify.data} />}
    </>
  );
}

function whyNone({ outcome, dataVersion, runId }: Schema<'DecisionAnswer'>): string {
  if (outcome === 'block') return 'None: only what is let through gets one.';
  if (dataVersion === null) return 'None: the decision is bound to no data version.';
  return runId === null
    ? 'None: nothing was scanned.'
    : 'None: the decision has no end that it could hold to.';
}
