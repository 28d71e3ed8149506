/** The state that stands in the address of the page, for its parts: they know the address, not what loads them. */
import { getRouteApi } from '@tanstack/react-router';

export const auditRoute = getRouteApi('/audit');
