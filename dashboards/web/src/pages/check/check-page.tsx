/** One check: what is wrong, since when, why, whose it is, what it holds back; its series, and each of its results. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { checkText } from '../../kit/kind-text.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Tag } from './tag.js';
import { Verdict } from '../../kit/verdict.js';
import { CheckFacts } from './check-facts.js';
import { checkRoute } from './address.js';
import { SeriesSection } from './series-section.js';

export function CheckPage() {
  const { id } = checkRoute.useParams();
  const query = useQuery(api.queryOptions('get', '/v1/checks/{id}', { params: { path: { id } } }));
  const check = query.data;
  return (
    <Page
      title={check === undefined ? 'Check' : titleOf(check)}
      crumbs={crumbsOf(check?.dataset)}
      tags={
        check !== undefined && (
          <>
            <Verdict verdict={check.standing?.verdict ?? null} />
            {!check.inForce && <Tag>not in force any more</Tag>}
          </>
        )
      }
      lead={check?.description ?? undefined}
      json={check}
      updatedAt={query.dataUpdatedAt}
    >
      <Loaded query={query} what="the check" height={420}>
        {(found) => (
          <>
            <CheckFacts check={found} />
            <SeriesSection key={found.id} check={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** `Delays look alike, delay_minutes`; `null values of amount`; `row count of silver.flights` */
function titleOf({
  name,
  kind,
  column,
  dataset,
}: {
  readonly name: string | null;
  readonly kind: string;
  readonly column: string | null;
  readonly dataset: string;
}): string {
  const words = checkText({ name, kind });
  const upper = words.slice(0, 1).toUpperCase() + words.slice(1);
  if (name !== null) return column === null ? upper : `${upper}, ${column}`;
  return `${upper} of ${column ?? dataset}`;
}

function crumbsOf(dataset: string | undefined) {
  const own =
    dataset === undefined ? [] : [{ label: dataset, href: `/datasets/${encodeURIComponent(dataset)}` }];
  return [{ label: 'Overview', href: '/' }, ...own];
}
