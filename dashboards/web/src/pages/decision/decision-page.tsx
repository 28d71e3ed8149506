/** One decision: what the gate said, why, about which data, and the promise that it signed. */
import { useQuery } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { Outcome } from '../../kit/state-tags.js';
import { DecisionFacts } from './decision-facts.js';
import { Hallmark } from './hallmark.js';
import { ReasonTable } from './reason-table.js';
import { decisionRoute } from './address.js';

type Answer = Schema<'DecisionAnswer'>;

export function DecisionPage() {
  const { id } = decisionRoute.useParams();
  const query = useQuery(api.queryOptions('get', '/v1/decisions/{id}', { params: { path: { id } } }));
  const { data } = query;
  const decision = data?.kind === 'Decision' ? data : undefined;
  return (
    <Page
      title={data === undefined ? 'Decision' : `Decision on ${data.dataset}`}
      crumbs={crumbsOf(data?.dataset)}
      tags={decision !== undefined && <Outcome outcome={decision.outcome} shadow={decision.shadow} />}
      {...(decision === undefined || leadOf(decision) === '' ? {} : { lead: leadOf(decision) })}
      {...(data === undefined ? {} : { json: data })}
      updatedAt={query.dataUpdatedAt}
    >
      <Loaded query={query} what="the decision" height={480}>
        {(answer) => (answer.kind === 'Decision' ? <Decided decision={answer} /> : <Waiting ask={answer} />)}
      </Loaded>
    </Page>
  );
}

function Decided({ decision }: { readonly decision: Answer }) {
  return (
    <>
      <Section title="Why">
        {decision.reasons.length === 0 ? (
          <p>Nothing stands in the way: every check passed.</p>
        ) : (
          <ReasonTable decision={decision} />
        )}
      </Section>
      <DecisionFacts decision={decision} />
      <Hallmark decision={decision} />
    </>
  );
}

function Waiting({ ask }: { readonly ask: Schema<'Ask'> }) {
  return (
    <Empty
      title={ask.state === 'running' ? 'The data are being checked.' : 'The question waits for its turn.'}
    >
      Asked by {ask.askedBy}. The decision appears here as soon as it is made.
    </Empty>
  );
}

function crumbsOf(dataset: string | undefined) {
  const own =
    dataset === undefined ? [] : [{ label: dataset, href: `/datasets/${encodeURIComponent(dataset)}` }];
  return [{ label: 'Gates', href: '/gates' }, ...own];
}

function leadOf({ outcome, enforced, evaluated, replayed, runId }: Answer): string {
  const told = [
    outcome === 'block' && enforced !== 'block' ? 'In shadow: the block was recorded and not enforced.' : '',
    evaluated ? '' : 'It blocks because nothing could be told, not because something is wrong.',
    replayed ? 'An earlier answer was given again.' : '',
    runId === null && !replayed ? 'Nothing was scanned.' : '',
  ];
  return told.filter((each) => each !== '').join(' ');
}
