/** Says which part of the lineage is shown, why this one, and how to see another. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import styles from './lineage.module.css';

export function FocusNote({ lineage }: { readonly lineage: Schema<'LineageLayout'> }) {
  const { focus, shown, total, hidden, leftOut, limit } = lineage;
  return (
    <div className={styles['note']} role="status">
      <p>
        {whatText(focus)} {shown.toLocaleString('en')} of {total.toLocaleString('en')}{' '}
        {total === 1 ? 'dataset' : 'datasets'}.
        {hidden > 0 && leftOut === 0 && (
          <>
            {' '}
            <Link to="/lineage" search={{ all: true }} className="no-print">
              Show all
            </Link>
          </>
        )}
        {(focus.reason === 'all' && hidden === 0) || focus.reason === 'worst' ? null : (
          <>
            {' '}
            <Link to="/lineage" search={{}} className="no-print">
              Show what needs somebody most
            </Link>
          </>
        )}
      </p>
      {leftOut > 0 && (
        <p>
          <strong>{leftOut.toLocaleString('en')} datasets are left out:</strong> a picture holds {limit}. What
          is wrong comes first. Choose a dataset to look around, fewer steps, a layer, or search for a key.
        </p>
      )}
    </div>
  );
}

function whatText({ reason, dataset, hops }: Schema<'LineageLayout'>['focus']): string {
  const steps =
    hops === null
      ? 'all that feeds it and all that it feeds'
      : `${String(hops)} ${hops === 1 ? 'step' : 'steps'} up and down`;
  if (reason === 'dataset') return `Around ${dataset ?? ''}: ${steps}.`;
  if (reason === 'worst') return `Around ${dataset ?? ''}, which needs somebody most: ${steps}.`;
  if (reason === 'search')
    return `Around what the search finds: ${hops === null ? 'all that feeds it and all that it feeds' : steps}.`;
  return 'The whole lineage.';
}
