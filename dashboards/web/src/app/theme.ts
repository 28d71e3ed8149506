/** Mantine in the colours of Assay. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const assay: MantineColorsTuple = [
  '#e6f5f2',
  '#d0e8e3',
  '#a2d3c9',
  '#70bcae',
  '#48a997',
  '#2f9d89',
  '#1d8a77',
  '#0b6e5f',
  '#075c4f',
  '#00483e',
];

export const theme = createTheme({
  colors: { assay },
  primaryColor: 'assay',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'var(--assay-mono)',
  defaultRadius: 'sm',
  cursorType: 'pointer',
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--assay-ground)',
    '--mantine-color-text': 'var(--assay-ink)',
    '--mantine-color-dimmed': 'var(--assay-dim)',
    '--mantine-color-error': 'var(--assay-fail)',
    '--mantine-color-placeholder': 'var(--assay-dim)',
    '--mantine-color-anchor': 'var(--assay-accent)',
  },
  dark: {
    '--mantine-color-body': 'var(--assay-ground)',
    '--mantine-color-text': 'var(--assay-ink)',
    '--mantine-color-dimmed': 'var(--assay-dim)',
    '--mantine-color-error': 'var(--assay-fail)',
    '--mantine-color-placeholder': 'var(--assay-dim)',
    '--mantine-color-anchor': 'var(--assay-accent)',
  },
});
