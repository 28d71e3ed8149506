/** Asks why a point was to be expected, or was not. */
import { client } from '../../api/client.js';
import { useAction } from '../../api/use-action.js';
import { momentText } from '../../kit/moment.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';

interface ExpectedDialogProps {
  readonly checkId: string;
  readonly runId: string;
  readonly asOf: string;
  /** What is to be said. */
  readonly expected: boolean;
  readonly onClose: () => void;
}

export function ExpectedDialog({ checkId, runId, asOf, expected, onClose }: ExpectedDialogProps) {
  const action = useAction(
    (reason: string) =>
      client.POST('/v1/checks/{id}/expected', {
        params: { path: { id: checkId } },
        body: { runId, expected, reason },
      }),
    () =>
      expected
        ? `The point of ${momentText(asOf)} counts as a baseline now.`
        : `The point of ${momentText(asOf)} does not count as a baseline any more.`,
    onClose,
  );
  return (
    <ReasonDialog
      title={expected ? 'This was expected' : 'This was not expected'}
      explain={
        <>
          <p>
            {expected
              ? 'From now on later runs of this check are judged by this point too, whatever its run was.'
              : 'From now on later runs of this check are judged without this point.'}
          </p>
          <p>
            It does not open the gate and changes no verdict: to let these data through in spite of the check,
            make an override. A run that is repeated for the same moment is a new point.
          </p>
        </>
      }
      confirm={expected ? 'It was expected' : 'It was not expected'}
      action={action}
      onConfirm={action.run}
      onClose={onClose}
    />
  );
}
