/** The dashboard: providers from the outside in, then the pages. */
import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { NONCE } from './api/base.js';
import { LiveProvider } from './api/live.js';
import { queryClient } from './api/query-client.js';
import { router } from './app/router.js';
import { theme, variables } from './app/theme.js';
import './app/tokens.css';
import { Announcer } from './kit/announcer.js';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the dashboard');

// The style that keeps a page still behind a dialog is made by a library that looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: NONCE });

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => NONCE}
    >
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <Announcer>
            <RouterProvider router={router} />
          </Announcer>
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
