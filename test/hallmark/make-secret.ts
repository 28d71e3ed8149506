/** Makes or reads the secret of a file when told the moment, and prints its digest: never itself. */
import { createHash } from 'node:crypto';
import { secretFile } from '../../src/app/secret-file.js';

const [path = '', moment = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
// All begin in the same millisecond, as far as the machine lets them.
while (Date.now() < Number(moment));
process.stdout.write(`${createHash('sha256').update(secretFile(path)).digest('hex')}\n`);
