/** A dataset in the picture: its sign, its key, its layer, how it is and what holds it back; the whole card is the way to it. */
import { Handle, Position, type NodeProps, type Node } from '@xyflow/react';
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Glyph, HEALTH_WORDS } from '../../kit/glyph.js';
import { useCards } from './cards.js';
import styles from './lineage.module.css';
import { Lock } from './lock.js';
import { gateText, nodeLabel, staleText } from './node-state.js';

type Card = Node<{ readonly node: Schema<'LineageNode'>; readonly isFocus: boolean }, 'dataset'>;

export function DatasetCard({ data: { node, isFocus } }: NodeProps<Card>) {
  const cards = useCards();
  const { dataset, layer, health, incident } = node;
  const state = health ?? 'none';
  const [gate, stale] = [gateText(node), staleText(node)];
  return (
    <>
      <Handle
        type="target"
        position={Position.Left}
        className={styles['handle'] ?? ''}
        isConnectable={false}
      />
      <Link
        to="/datasets/$key"
        params={{ key: dataset }}
        className={`${styles['card'] ?? ''} nodrag nopan`}
        data-health={state}
        data-held={gate !== ''}
        data-focus={isFocus}
        title={nodeLabel(node)}
        tabIndex={cards.current === dataset ? 0 : -1}
        draggable={false}
        ref={(element) => cards.register(dataset, element)}
        onFocus={() => cards.onFocus(dataset)}
        onKeyDown={(event) => cards.onKeyDown(event, dataset)}
      >
        <span className={styles['key']}>
          <Glyph health={state} /> {dataset}
        </span>
        <span className={styles['line']}>
          {layer ?? 'no layer'} · {HEALTH_WORDS[state]}
          {incident !== null && ` · incident: ${incident.severity}`}
        </span>
        {gate !== '' && (
          <span className={styles['line']} data-held>
            <Lock /> {gate}
          </span>
        )}
        {stale !== '' && <span className={styles['line']}>{stale}</span>}
      </Link>
      <Handle
        type="source"
        position={Position.Right}
        className={styles['handle'] ?? ''}
        isConnectable={false}
      />
    </>
  );
}
