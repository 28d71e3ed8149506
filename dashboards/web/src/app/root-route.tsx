/** The frame that every page stands in. */
import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from './not-found.js';
import { PageFailed } from './page-failed.js';
import { Shell } from './shell.js';

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageFailed,
});
