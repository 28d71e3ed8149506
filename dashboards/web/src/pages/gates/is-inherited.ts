/** Whether a dataset is held back although its own breaker does not do it. */
import type { Schema } from '../../api/client.js';

export const isInherited = ({ phase, blocked, blockedBy }: Schema<'Breaker'>): boolean =>
  blockedBy.length > 0 || (blocked && phase !== 'open' && phase !== 'isolated');
