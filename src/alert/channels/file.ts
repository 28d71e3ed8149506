/** A file of JSON lines: for tests, for log shippers, and for who has nothing else. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { refused, sent, tryLater, type AlertChannel, type SendResult } from '../channel.js';
import type { FileSettings } from '../channel-settings.js';
import { webhookBody } from '../render/webhook-body.js';
import { attempt, errorCode } from './attempt.js';
import type { ChannelSeams } from './channel-seams.js';

/** Only this user may read it. */
const MODE = 0o600;
/** A pipe that nobody reads is an error, not a wait without an end. Windows knows no such flag. */
const NON_BLOCKING = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;
const FLAGS = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | NON_BLOCKING;
/** What does not pass by itself. */
const PERMANENT: readonly string[] = [
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EACCES',
  'EPERM',
  'EROFS',
  'ELOOP',
  'ENAMETOOLONG',
];

export function fileChannel(settings: FileSettings, seams: ChannelSeams): AlertChannel {
  return {
    type: 'file',
    send: (message, { publicUrl, signal }) =>
      attempt(
        { signal, timeoutMs: seams.timeoutMs ?? 10_000 },
        () => append(settings.path, `${JSON.stringify(webhookBody(message, publicUrl))}\n`),
        explain,
      ),
  };
}

/** One write: lines of two processes that write at once do not mix. */
async function append(path: string, line: string): Promise<SendResult> {
  const file = await open(path, FLAGS, MODE);
  try {
    const bytes = Buffer.from(line);
    const { bytesWritten } = await file.write(bytes);
    return bytesWritten === bytes.length
      ? sent({})
      : tryLater('Only a part of the line could be written: the disk may be full.');
  } finally {
    await file.close();
  }
}

function explain(error: unknown): SendResult {
  const code = errorCode(error);
  const sentence = `The file can not be written${code}: its folder must be there, and this user may write to it.`;
  return PERMANENT.some((each) => code.includes(each)) ? refused(sentence) : tryLater(sentence);
}
