/** What differs between two versions, told twice side by side: what it means, and what is written. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.js';
import { CopyButton } from '../../kit/copy-button.js';
import { Glyph, type Health } from '../../kit/glyph.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import styles from './contract.module.css';
import { RawChanges } from './raw-changes.js';
import { SemanticChanges } from './semantic-changes.js';

interface VersionDiffProps {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export function VersionDiff({ id, from, to }: VersionDiffProps) {
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/contracts/{id}/diff',
      { params: { path: { id }, query: { from, to } } },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Loaded query={query} what="the difference" height={320}>
      {(diff) => <Told diff={diff} />}
    </Loaded>
  );
}

function Told({ diff }: { readonly diff: Schema<'ContractDiff'> }) {
  const { from, to, semantic, changes, truncated } = diff;
  return (
    <>
      <Section
        title={`From ${from.version} to ${to.version}`}
        aside={<CopyButton what="difference" text={() => JSON.stringify(diff, null, 2)} />}
      >
        <p className={styles['verdict']}>
          <Glyph health={healthOf(semantic)} /> {countsText(semantic.summary)}
        </p>
        <p>{versionText(semantic)}</p>
        {truncated && (
          <p>
            <strong>There are more changes than are shown.</strong> <code>assay diff</code> tells all of them.
          </p>
        )}
      </Section>
      <div className={styles['sides']}>
        <Section title="What it means">
          <SemanticChanges changes={semantic.changes} />
        </Section>
        <Section title="What is written">
          <RawChanges changes={changes} />
        </Section>
      </div>
    </>
  );
}

function healthOf({ summary, versionHolds }: Schema<'SemanticDiff'>): Health {
  if (summary.breaking > 0) return 'fail';
  return summary.risky > 0 || !versionHolds ? 'warn' : 'pass';
}

function countsText({ breaking, risky, safe }: Schema<'SemanticDiff'>['summary']): string {
  const parts = [
    breaking === 0 ? '' : `${String(breaking)} breaking`,
    risky === 0 ? '' : `${String(risky)} risky`,
    safe === 0 ? '' : `${String(safe)} safe`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing that means anything changed.' : `${parts.join(', ')}.`;
}

function versionText(semantic: Schema<'SemanticDiff'>): string {
  const { suggestedVersion, writtenVersion, step, versionHolds } = semantic;
  if (step === 'none') return `No new version is due; ${writtenVersion} is written.`;
  const due =
    suggestedVersion === null
      ? `A new ${step} version is due`
      : `Version ${suggestedVersion} is due (a ${step} step)`;
  return versionHolds
    ? `${due}; ${writtenVersion} is written, which is enough.`
    : `${due}, but ${writtenVersion} is written: that promises less change than there is.`;
}
