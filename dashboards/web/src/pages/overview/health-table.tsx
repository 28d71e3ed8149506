/** Datasets × quality dimensions, with gate and last runs. */
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Schema } from '../../api/client.js';
import { RunStrip } from '../../charts/run-strip.js';
import { DatasetName } from './dataset-name.js';
import { DimensionCell } from './dimension-cell.js';
import { DIMENSIONS } from './dimensions.js';
import { GateCell } from './gate-cell.js';
import styles from './health-table.module.css';

type Row = Schema<'OverviewDataset'>;

export function HealthTable({ caption, rows }: { readonly caption: string; readonly rows: readonly Row[] }) {
  return (
    <div className={styles['frame']} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className={styles['caption']}>{caption}, by quality dimension</caption>
        <thead>
          <tr>
            <th scope="col">Dataset</th>
            {DIMENSIONS.map((dimension) => (
              <th key={dimension} scope="col" className={styles['dimension']}>
                <span>{dimension}</span>
              </th>
            ))}
            <th scope="col" className={styles['gate']}>
              Gate
            </th>
            <th scope="col" className={styles['runs']}>
              Last runs
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <HealthRow key={row.dataset} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An answer that says the same of a dataset leaves its row alone. */
const HealthRow = memo(function HealthRow({ row }: { readonly row: Row }) {
  return (
    <tr>
      <th scope="row">
        <DatasetName row={row} />
      </th>
      {DIMENSIONS.map((dimension) => {
        const standing = row.dimensions.find((each) => each.dimension === dimension);
        return (
          <td key={dimension} className={styles['dimension']}>
            {standing === undefined ? (
              <span className={styles['none']}>
                <span aria-hidden="true">·</span>
                <span className={styles['caption']}>no checks</span>
              </span>
            ) : (
              <DimensionCell dataset={row.dataset} standing={standing} />
            )}
          </td>
        );
      })}
      <td>
        <GateCell dataset={row.dataset} gate={row.gate} />
      </td>
      <td className={styles['runs']}>
        <Link to="/runs" search={{ dataset: row.dataset }} preload={false} className={styles['strip'] ?? ''}>
          <RunStrip runs={row.runs} label={row.name} links={false} />
        </Link>
      </td>
    </tr>
  );
});
