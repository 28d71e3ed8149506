/** The lineage as a picture: places come from the service, cards are links, edges that nothing may pass have a lock. */
import {
  Panel,
  ReactFlow,
  ReactFlowProvider,
  ViewportPortal,
  useReactFlow,
  type Edge,
  type Node,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo } from 'react';
import type { Schema } from '../../api/client.js';
import { CardsProvider } from './cards.js';
import { DatasetCard } from './dataset-card.js';
import { LineageEdge } from './lineage-edge.js';
import styles from './lineage.module.css';
import { Zoom } from './zoom.js';

type Lineage = Schema<'LineageLayout'>;
type CardNode = Node<{ readonly node: Lineage['nodes'][number]; readonly isFocus: boolean }, 'dataset'>;
type FlowEdge = Edge<{ readonly edge: Lineage['edges'][number] }, 'lineage'>;

const NODE_TYPES = { dataset: DatasetCard };
const EDGE_TYPES = { lineage: LineageEdge };
const TALLEST = 680;
const LOWEST = 260;
const ROOM = 48;
/** Smaller than this nobody can read it: then only a part is in sight at first. */
const READABLE = 0.7;

export function LineagePicture({ lineage }: { readonly lineage: Lineage }) {
  const { nodes, focus, height } = lineage;
  // Another part of the lineage begins with its own look at it; new states of the same part move nothing.
  const part = JSON.stringify([focus, nodes.map(({ dataset }) => dataset)]);
  return (
    <div
      className={styles['frame']}
      style={{ height: Math.min(TALLEST, Math.max(LOWEST, height + ROOM)) }}
      role="group"
      aria-label="Picture of the lineage. Arrow keys go from dataset to dataset, Enter opens one; the tables below say the same."
    >
      <ReactFlowProvider key={part}>
        <CardsProvider lineage={lineage}>
          <Flow lineage={lineage} />
        </CardsProvider>
      </ReactFlowProvider>
    </div>
  );
}

function Flow({ lineage }: { readonly lineage: Lineage }) {
  const flow = useReactFlow();
  const nodes = useMemo(() => lineage.nodes.map((node) => cardOf(node, lineage.focus.dataset)), [lineage]);
  const edges = useMemo(() => lineage.edges.map(edgeOf), [lineage]);
  return (
    <ReactFlow<CardNode, FlowEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      // The wheel belongs to the page; with Ctrl, or two fingers, it zooms.
      zoomOnScroll={false}
      zoomOnDoubleClick={false}
      preventScrolling={false}
      minZoom={0.05}
      maxZoom={1.5}
      onInit={() => {
        void begin(flow, lineage);
      }}
    >
      <ViewportPortal>
        {lineage.layers.map(({ name, x, width }) => (
          <div
            key={name}
            className={styles['band']}
            style={{ width, height: lineage.height, translate: `${String(x)}px 0` }}
          >
            {name ?? 'no layer'}
          </div>
        ))}
      </ViewportPortal>
      <Panel position="top-right">
        <Zoom />
      </Panel>
    </ReactFlow>
  );
}

/** All of it where it can be read; else the dataset that it is around, or the upper left. */
async function begin(flow: ReturnType<typeof useReactFlow>, lineage: Lineage): Promise<void> {
  await flow.fitView({ padding: 0.04, maxZoom: 1 });
  if (flow.getZoom() >= READABLE) return;
  const around = lineage.nodes.find(({ dataset }) => dataset === lineage.focus.dataset);
  if (around === undefined) await flow.setViewport({ x: 0, y: 0, zoom: READABLE });
  else await flow.setCenter(around.x + around.width / 2, around.y + around.height / 2, { zoom: READABLE });
}

function cardOf(node: Lineage['nodes'][number], focus: string | null): CardNode {
  const { dataset, x, y, width, height } = node;
  return {
    id: dataset,
    type: 'dataset',
    position: { x, y },
    ...{ width, height },
    data: { node, isFocus: dataset === focus },
  };
}

const edgeOf = (edge: Lineage['edges'][number]): FlowEdge => ({
  id: `${edge.from}\n${edge.to}`,
  type: 'lineage',
  source: edge.from,
  target: edge.to,
  data: { edge },
});
