/** An edge by the points that the service gave; where nothing may pass it is broken, and has a lock. */
import type { Edge, EdgeProps } from '@xyflow/react';
import { curveBumpX, line } from 'd3-shape';
import type { Schema } from '../../api/client.js';
import styles from './lineage.module.css';
import { LOCK_PATH } from './lock.js';

type Drawn = Schema<'LineageLayout'>['edges'][number];
type Point = Drawn['points'][number];

const curve = line<Point>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .curve(curveBumpX);
const TIP = 7;

export function LineageEdge({ data }: EdgeProps<Edge<{ readonly edge: Drawn }, 'lineage'>>) {
  if (data === undefined) return null;
  const { points, blocked, reason, from, to } = data.edge;
  const [last, before] = [points.at(-1), points.at(-2)];
  const [first, second] = points;
  if (last === undefined || before === undefined || first === undefined || second === undefined) return null;
  // Between two columns, where no card is.
  const middle = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
  const way = last.x >= before.x ? 1 : -1;
  return (
    <g className={styles['edge']} data-blocked={blocked}>
      <title>{`${from} feeds ${to}${reason === null ? '' : `. ${reason}`}`}</title>
      <path className={styles['hit']} d={curve(points) ?? ''} />
      <path className={styles['path']} d={curve(points) ?? ''} />
      <path
        className={styles['tip']}
        d={`M${String(last.x)} ${String(last.y)}l${String(-way * TIP)} ${String(-TIP * 0.6)}v${String(TIP * 1.2)}z`}
      />
      {blocked && (
        <g transform={`translate(${String(middle.x - 11)} ${String(middle.y - 11)})`}>
          <circle className={styles['seal']} cx={11} cy={11} r={11} />
          <path
            className={styles['lock']}
            transform="translate(4 4) scale(0.875)"
            d={LOCK_PATH}
            fillRule="evenodd"
          />
        </g>
      )}
    </g>
  );
}
