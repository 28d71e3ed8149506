/** Nearer, farther, all of it. */
import { Button } from '@mantine/core';
import { useReactFlow } from '@xyflow/react';
import styles from './lineage.module.css';

export function Zoom() {
  const flow = useReactFlow();
  return (
    <div className={styles['zoom']}>
      <Button size="compact-xs" variant="default" onClick={() => void flow.zoomIn()}>
        Zoom in
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void flow.zoomOut()}>
        Zoom out
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => void flow.fitView({ padding: 0.04, maxZoom: 1 })}
      >
        Fit
      </Button>
    </div>
  );
}
