/** What channels take from their surroundings; the defaults are the real ones. */
import { systemResolve, type Resolve } from './public-address.js';

export interface ChannelSeams {
  /** Takes the console's lines, each with its line break. */
  readonly write: (line: string) => void;
  /** Resolves the host names of webhooks. */
  readonly resolve: Resolve;
  /** PEM of certificate authorities to trust instead of the usual ones; null: the usual ones. */
  readonly ca: string | null;
  /** The longest that one attempt may take; null: what suits the channel, 25 seconds at most. */
  readonly timeoutMs: number | null;
}

export const realSeams: ChannelSeams = {
  write: (line) => void process.stderr.write(line),
  resolve: systemResolve,
  ca: null,
  timeoutMs: null,
};
