/** The last runs of a dataset at a glance, and all of them as a table. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { changeSearch } from '../../app/change-search.js';
import { RunStrip } from '../../charts/run-strip.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters } from '../../kit/filters.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { RunTable } from '../../kit/run-table.js';
import { Section } from '../../kit/section.js';
import { VERDICT_OPTIONS } from '../../kit/verdict-options.js';
import { datasetRoute } from './address.js';

const STRIP = 60;

export function RunsTab({ dataset: { key } }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const { verdict: chosen } = datasetRoute.useSearch();
  const verdict = chosen === 'none' ? undefined : chosen;
  const navigate = datasetRoute.useNavigate();
  const filter = verdict === undefined ? {} : { verdict };
  const query = useInfiniteQuery(
    paged(['runs of', key, filter], (cursor, signal) =>
      client.GET('/v1/datasets/{key}/runs', {
        params: { path: { key }, query: { ...filter, limit: STRIP, ...cursor } },
        signal,
      }),
    ),
  );
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Filters>
        <Choice
          label="Verdict"
          all="all"
          value={verdict}
          options={VERDICT_OPTIONS}
          onChange={(next) =>
            void navigate({
              search: (old) => changeSearch(old, { verdict: next }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </Filters>
      <Loaded query={query} what="runs" height={320}>
        {() =>
          runs.length === 0 ? (
            <Empty title={verdict === undefined ? 'There are no runs yet.' : `No run ended as ${verdict}.`} />
          ) : (
            <>
              <Section title="The last 60, oldest first">
                <RunStrip runs={stripOf(runs)} label={`Runs of ${key}, oldest first`} />
              </Section>
              <Section title="Runs">
                <RunTable caption={`Runs of ${key}, latest moment first`} runs={runs} withDataset={false} />
                <More query={query} shown={runs.length} what="runs" />
              </Section>
            </>
          )
        }
      </Loaded>
    </>
  );
}

/** Runs on some rows only say nothing of the dataset. */
const stripOf = (runs: readonly Schema<'DecidedRun'>[]) =>
  runs
    .filter(({ where }) => where === null)
    .slice(0, STRIP)
    .map(({ runId, asOf, verdict, decision }) => ({
      runId,
      asOf,
      verdict,
      outcome: decision?.outcome ?? null,
    }))
    .reverse();
