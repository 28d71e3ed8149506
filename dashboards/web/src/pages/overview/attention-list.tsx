/** One list of what needs somebody: the first few, the rest on demand, and how many there are beyond what was sent. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import styles from './attention.module.css';

const FIRST = 4;

interface AttentionListProps<Item> {
  readonly title: string;
  readonly list: { readonly items: readonly Item[]; readonly total: number };
  readonly itemKey: (item: Item) => string;
  readonly item: (item: Item) => ReactNode;
  /** The page that has all of them. */
  readonly all: '/gates' | '/incidents' | '/slo' | '/runs';
  /** For links within the page. */
  readonly id?: string;
}

export function AttentionList<Item>({ title, list, itemKey, item, all, id }: AttentionListProps<Item>) {
  const [isOpen, setOpen] = useState(false);
  const { items, total } = list;
  if (total === 0) return null;
  const shown = isOpen ? items : items.slice(0, FIRST);
  return (
    <div className={styles['list']} {...(id === undefined ? {} : { id })}>
      <h3>
        {title} <span className={styles['total']}>{total.toLocaleString('en')}</span>
      </h3>
      <ul>
        {shown.map((each) => (
          <li key={itemKey(each)}>{item(each)}</li>
        ))}
      </ul>
      {items.length > FIRST && (
        <Button
          className="no-print"
          variant="default"
          size="compact-xs"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show ${String(items.length - FIRST)} more`}
        </Button>
      )}
      {isOpen && total > items.length && (
        <p className={styles['dim']}>
          {(total - items.length).toLocaleString('en')} more: <Link to={all}>all of them</Link>
        </p>
      )}
    </div>
  );
}
