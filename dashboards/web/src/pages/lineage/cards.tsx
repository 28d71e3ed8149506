/** The cards of a picture together: one of them takes the keyboard, arrow keys hand it on, and the picture follows. */
import { useReactFlow } from '@xyflow/react';
import {
  createContext,
  useContext,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Schema } from '../../api/client.js';
import { isArrow, neighbour } from './neighbour.js';

interface Cards {
  /** The card that Tab leads to. */
  readonly current: string | null;
  readonly register: (dataset: string, element: HTMLElement | null) => void;
  readonly onFocus: (dataset: string) => void;
  readonly onKeyDown: (event: KeyboardEvent, dataset: string) => void;
}

const Context = createContext<Cards | null>(null);

export function useCards(): Cards {
  const cards = useContext(Context);
  if (cards === null) throw new Error('a card stands outside of a picture');
  return cards;
}

export function CardsProvider({
  lineage,
  children,
}: {
  readonly lineage: Schema<'LineageLayout'>;
  readonly children: ReactNode;
}) {
  const flow = useReactFlow();
  const elements = useRef(new Map<string, HTMLElement>());
  const first = lineage.focus.dataset ?? lineage.nodes[0]?.dataset ?? null;
  const [chosen, setChosen] = useState(first);
  const current = lineage.nodes.some(({ dataset }) => dataset === chosen) ? chosen : first;
  const cards = useMemo<Cards>(
    () => ({
      current,
      register: (dataset, element) => {
        if (element === null) elements.current.delete(dataset);
        else elements.current.set(dataset, element);
      },
      onFocus: (dataset) => {
        setChosen(dataset);
        show(elements.current.get(dataset), dataset, lineage, flow);
      },
      onKeyDown: (event, dataset) => {
        if (!isArrow(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const next = neighbour(lineage, dataset, event.key);
        if (next !== null) elements.current.get(next)?.focus({ preventScroll: true });
      },
    }),
    [current, flow, lineage],
  );
  return <Context value={cards}>{children}</Context>;
}

/** Moves the picture where the card is not in sight, and takes back what the browser scrolled by itself. */
function show(
  element: HTMLElement | undefined,
  dataset: string,
  { nodes }: Schema<'LineageLayout'>,
  flow: ReturnType<typeof useReactFlow>,
): void {
  const pane = element?.closest('.react-flow');
  const node = nodes.find((each) => each.dataset === dataset);
  if (element === undefined || pane === null || pane === undefined || node === undefined) return;
  pane.scrollTo(0, 0);
  const [card, frame] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  const isInSight =
    card.left >= frame.left &&
    card.right <= frame.right &&
    card.top >= frame.top &&
    card.bottom <= frame.bottom;
  if (!isInSight)
    void flow.setCenter(node.x + node.width / 2, node.y + node.height / 2, { zoom: flow.getZoom() });
}
