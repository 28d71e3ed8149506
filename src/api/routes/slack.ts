/** The button of a Slack message: Slack calls here when somebody presses it, signed with the app's secret. */
import type { SlackAction } from '../../alert/slack-request.js';
import { parseSlackAction, verifySlackRequest } from '../../alert/slack-request.js';
import { FaultError } from '../../model/fault.js';
import { problem } from '../problem.js';
import { route, type Call } from '../route.js';

export const slackRoutes = [
  route({
    method: 'post',
    path: '/v1/slack/actions',
    scope: null,
    tag: 'Incidents',
    summary: 'For Slack: somebody pressed a button of a message',
    description:
      'Set it as the Request URL of the app’s interactivity. The request must be signed with the signing secret of a Slack channel in `assay.yaml`, in the last five minutes. The audit log names the person as `slack:<name>`.',
    headers: {
      'X-Slack-Signature': 'The signature.',
      'X-Slack-Request-Timestamp': 'When it was made, seconds since 1970.',
    },
    bodyType: 'application/x-www-form-urlencoded',
    answers: {
      200: { description: 'Taken. What Slack should show to the person, if anything.', schema: 'SlackReply' },
    },
    problems: ['slack-signature'],
    async handle(call) {
      const { c, deps } = call;
      const rawBody = await c.req.text();
      const signed = deps.slackSecrets.some((signingSecret) =>
        verifySlackRequest({
          signingSecret,
          rawBody,
          timestamp: c.req.header('x-slack-request-timestamp') ?? '',
          signature: c.req.header('x-slack-signature') ?? '',
          now: deps.now(),
        }),
      );
      if (!signed)
        return problem(
          c,
          401,
          'slack-signature',
          'The request is not signed with the secret of a Slack channel.',
        );
      const action = parseSlackAction(rawBody);
      return action === null ? c.json({}) : c.json(await acknowledge(call, action));
    },
  }),
];

/** Slack shows a text of ours to the person only where there is something to say. */
async function acknowledge(
  { deps }: Call<unknown, unknown>,
  { incident, user }: SlackAction,
): Promise<{ readonly response_type?: 'ephemeral'; readonly text?: string }> {
  try {
    await deps.service.acknowledge(incident, `slack:${user.name}`, null);
    return {};
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { response_type: 'ephemeral', text: error.faults[0]?.message ?? 'This can not be done.' };
  }
}
