/** The frame that the three parts of the page of gates share. */
import type { ReactNode } from 'react';
import { Page } from '../../kit/page.js';
import { Tabs } from '../../kit/tabs.js';
import { useGatesSearch } from './use-gates-search.js';

const TABS = [
  { name: 'breakers', label: 'Breakers' },
  { name: 'overrides', label: 'Overrides' },
  { name: 'decisions', label: 'Decisions' },
] as const;

interface GatesFrameProps {
  readonly json: unknown;
  readonly updatedAt: number;
  readonly children: ReactNode;
}

export function GatesFrame({ json, updatedAt, children }: GatesFrameProps) {
  const { search, set } = useGatesSearch();
  return (
    <Page
      title="Gates"
      lead="What may be promoted and what may not, why, and who may change that."
      json={json}
      updatedAt={updatedAt}
    >
      <Tabs
        label="Parts of the page"
        value={search.tab ?? 'breakers'}
        tabs={TABS}
        onChange={(tab) => set({ tab: tab === 'breakers' ? undefined : tab })}
      >
        {children}
      </Tabs>
    </Page>
  );
}
