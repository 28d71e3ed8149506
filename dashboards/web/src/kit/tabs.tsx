/** Parts of a page of which one is shown; which one stands in the address. */
import { Tabs as MantineTabs } from '@mantine/core';
import type { ReactNode } from 'react';

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly value: Name;
  readonly tabs: readonly { readonly name: Name; readonly label: ReactNode }[];
  readonly onChange: (name: Name) => void;
  /** Of the tab that is shown. */
  readonly children: ReactNode;
}

export function Tabs<Name extends string>({ label, value, tabs, onChange, children }: TabsProps<Name>) {
  return (
    <MantineTabs
      value={value}
      onChange={(next) => {
        const found = tabs.find(({ name }) => name === next);
        if (found !== undefined) onChange(found.name);
      }}
      keepMounted={false}
    >
      <MantineTabs.List aria-label={label} mb="md" className="no-print">
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.name} value={tab.name}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      <MantineTabs.Panel value={value}>{children}</MantineTabs.Panel>
    </MantineTabs>
  );
}
