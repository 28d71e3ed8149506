/** What needs the person who looks: each item leads straight to its cause. */
import { useQuery } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.js';
import { Glyph } from '../../kit/glyph.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { AttentionList } from './attention-list.js';
import { ApprovalItem, BlockedItem, IncidentItem, ObjectiveItem, StaleItem } from './attention-items.js';
import styles from './attention.module.css';

export function AttentionPanel() {
  const query = useQuery(api.queryOptions('get', '/v1/attention', {}));
  return (
    <Section title="What needs me">
      <Loaded query={query} what="what needs you" height={64}>
        {(attention) => <Lists attention={attention} />}
      </Loaded>
    </Section>
  );
}

function Lists({ attention }: { readonly attention: Schema<'Attention'> }) {
  const { blocked, incidents, approvals, objectives, stale } = attention;
  const total = blocked.total + incidents.total + approvals.total + objectives.total + stale.total;
  if (total === 0)
    return (
      <p className={styles['nothing']}>
        <Glyph health="pass" /> Nothing needs you: no gate is shut, no incident is open, nothing waits for
        your approval, no objective is missed, no run is overdue.
      </p>
    );
  return (
    <div className={styles['lists']}>
      <AttentionList
        title="Gates that are shut"
        list={blocked}
        itemKey={({ dataset }) => dataset}
        item={(each) => <BlockedItem item={each} />}
        all="/gates"
      />
      <AttentionList
        title="Incidents nobody has taken"
        list={incidents}
        itemKey={({ id }) => id}
        item={(each) => <IncidentItem item={each} />}
        all="/incidents"
      />
      <AttentionList
        title="Overrides that wait for your approval"
        list={approvals}
        itemKey={({ id }) => id}
        item={(each) => <ApprovalItem item={each} />}
        all="/gates"
      />
      <AttentionList
        title="Objectives missed or burning"
        list={objectives}
        itemKey={({ dataset, text }) => `${dataset} ${text}`}
        item={(each) => <ObjectiveItem item={each} />}
        all="/slo"
      />
      <AttentionList
        id="stale"
        title="Runs that are overdue"
        list={stale}
        itemKey={({ dataset }) => dataset}
        item={(each) => <StaleItem item={each} />}
        all="/runs"
      />
    </div>
  );
}
