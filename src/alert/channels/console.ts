/** The console: one line a message, on standard error. */
import { sent, tryLater, type AlertChannel } from '../channel.js';
import { line } from '../render/line.js';
import { attempt, errorCode } from './attempt.js';
import type { ChannelSeams } from './channel-seams.js';

export function consoleChannel(seams: ChannelSeams): AlertChannel {
  return {
    type: 'console',
    send: (message, { publicUrl, signal }) =>
      attempt(
        { signal, timeoutMs: seams.timeoutMs ?? 10_000 },
        async () => {
          seams.write(`${line(message, publicUrl)}\n`);
          return Promise.resolve(sent({}));
        },
        (error) => tryLater(`The console can not be written to${errorCode(error)}.`),
      ),
  };
}
