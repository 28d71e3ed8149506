/** One objective: its figures, its burn-down, and the checks that used up its budget. */
import type { Schema } from '../../api/client.js';
import { BurnDown } from '../../charts/burn-down.js';
import { CheckLink } from '../../kit/check-link.js';
import { DataTable } from '../../kit/data-table.js';
import { momentText } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { ObjectiveState } from './objective-state.js';
import { BudgetCell } from './objective-table.js';
import { budgetText, daysText, rateText, shareText } from './share-text.js';
import styles from './slo.module.css';

interface ObjectiveDetailProps {
  readonly dataset: string;
  readonly history: Schema<'ObjectiveHistory'>;
}

export function ObjectiveDetail({ dataset, history }: ObjectiveDetailProps) {
  const { objective, days, spenders, spenderCount } = history;
  return (
    <Section title={objective.text} aside={<ObjectiveState state={objective.state} />}>
      {objective.description !== null && <p className={styles['words']}>{objective.description}</p>}
      <Figures objective={objective} />
      {objective.total > 0 && <BurnDown days={days} label={objective.text} />}
      {objective.bad > 0 && <Days days={days} title={objective.text} />}
      {spenders.length > 0 && (
        <>
          <h3 className={styles['sub']}>
            {spenderCount > spenders.length
              ? `The ${String(spenders.length)} worst of ${String(spenderCount)} checks that were bad`
              : 'Checks that were bad'}
          </h3>
          <DataTable
            caption={`Checks that were bad: ${objective.text}`}
            rows={spenders}
            rowKey={({ check }) => check}
            columns={[
              {
                key: 'check',
                header: 'Check',
                isRowHeader: true,
                cell: ({ check }) => <CheckLink id={check} within={dataset} />,
              },
              {
                key: 'bad',
                header: 'Bad',
                numeric: true,
                cell: ({ bad, total }) => `${bad.toLocaleString('en')} of ${total.toLocaleString('en')}`,
              },
              {
                key: 'share',
                header: 'Of all that was bad',
                numeric: true,
                cell: ({ bad }) => shareText(bad / objective.bad),
              },
            ]}
          />
        </>
      )}
      <p className={styles['words']}>
        {objective.clause.file}:{objective.clause.line}
      </p>
    </Section>
  );
}

function Figures({ objective }: { readonly objective: Schema<'Objective'> }) {
  const { attained, target, good, bad, total, burn, counts, checks } = objective;
  const facts: readonly (readonly [string, string])[] = [
    ['Good', `${shareText(attained)} (target ${shareText(target)})`],
    [
      counts === 'decisions' ? 'Decisions' : 'Results',
      `${good.toLocaleString('en')} good, ${bad.toLocaleString('en')} bad of ${total.toLocaleString('en')}`,
    ],
    ...(burn === null
      ? []
      : ([
          [`Burn rate, last ${daysText(burn.longDays)}`, rateText(burn.long)],
          [`Burn rate, last ${daysText(burn.shortDays)}`, rateText(burn.short)],
        ] as const)),
    ...(counts === 'results' ? ([['Checks in force', checks.toLocaleString('en')]] as const) : []),
  ];
  return (
    <dl className={styles['figures']}>
      <div>
        <dt>Error budget</dt>
        <dd>
          <BudgetCell objective={objective} />
        </dd>
      </div>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The days on which something was bad, as a table. */
function Days({ days, title }: { readonly days: readonly Schema<'ObjectiveDay'>[]; readonly title: string }) {
  const rows = days.filter(({ bad }) => bad > 0);
  return (
    <details className={styles['details']}>
      <summary>Days on which something was bad: {rows.length.toLocaleString('en')}</summary>
      <DataTable
        caption={`Days on which something was bad: ${title}`}
        rows={rows}
        rowKey={({ from }) => from}
        columns={[
          { key: 'from', header: 'From', isRowHeader: true, cell: ({ from }) => momentText(from) },
          { key: 'bad', header: 'Bad', numeric: true, cell: ({ bad }) => bad.toLocaleString('en') },
          { key: 'good', header: 'Good', numeric: true, cell: ({ good }) => good.toLocaleString('en') },
          { key: 'left', header: 'Budget after it', cell: ({ budgetLeft }) => budgetText(budgetLeft) },
        ]}
      />
    </details>
  );
}
