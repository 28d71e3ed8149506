/** How the dashboard is built: small chunks a page, nothing inline, addresses relative to where it is served. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // The service may live below a path: it writes its own base into the page.
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // A data: address in a style would need a hole in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
});
