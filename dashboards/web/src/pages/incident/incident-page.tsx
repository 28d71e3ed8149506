/** One incident: what is wrong and how to get to the check, what it holds back, what happened, who was told. */
import { useQuery } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.js';
import { IncidentActions } from '../../kit/incident-actions.js';
import { IncidentSubject } from '../../kit/incident-subject.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { IncidentState, Severity } from '../../kit/state-tags.js';
import { CauseTable } from './cause-table.js';
import { DeliveryTable } from './delivery-table.js';
import { HoldsBack } from './holds-back.js';
import { IncidentFacts } from './incident-facts.js';
import { Timeline } from './timeline.js';
import { incidentRoute } from './address.js';

export function IncidentPage() {
  const { id } = incidentRoute.useParams();
  const query = useQuery(api.queryOptions('get', '/v1/incidents/{id}', { params: { path: { id } } }));
  const { data } = query;
  return (
    <Page
      title={data?.title ?? 'Incident'}
      crumbs={[{ label: 'Incidents', href: '/incidents' }]}
      {...(data === undefined
        ? {}
        : {
            json: data,
            lead: <IncidentSubject dataset={data.dataset} />,
            actions: <IncidentActions incident={data} />,
            tags: (
              <>
                <Severity severity={data.severity} />
                <IncidentState state={data.state} />
              </>
            ),
          })}
      updatedAt={query.dataUpdatedAt}
    >
      <Loaded query={query} what="the incident" height={480}>
        {(incident) => <Told incident={incident} />}
      </Loaded>
    </Page>
  );
}

function Told({ incident }: { readonly incident: Schema<'IncidentDetail'> }) {
  return (
    <>
      <Section title="What is wrong">
        <CauseTable incident={incident} />
      </Section>
      <Section title="About">
        <IncidentFacts incident={incident} />
      </Section>
      <HoldsBack incident={incident} />
      <Section title="What happened">
        <Timeline incident={incident} />
      </Section>
      <Section title="Who was told">
        {incident.deliveries.length === 0 ? (
          <p>Nobody: no alert channel is set for it.</p>
        ) : (
          <DeliveryTable deliveries={incident.deliveries} />
        )}
      </Section>
    </>
  );
}
