/** Whether a hallmark holds, for people: what it says, and in the last line whether to believe it. */
import type { HallmarkClaims, Verification } from '../model/hallmark.js';
import { type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { batchText } from './words.js';

/** The claims are shown only where the signature is good. */
export function verificationText(found: Verification, options: TextOptions): string {
  const color = colorsOf(options);
  const width = columnsOf(options);
  const said = found.claims === null ? [] : claimLines(found.claims, width);
  const refused = found.valid ? [] : wrap(clean(`${found.reason}: ${found.message}`), width - 4);
  const paint = found.valid ? color.green : color.red;
  return [
    ...said.map((line) => `  ${color.dim(line)}`),
    ...refused.map((line, i) => `  ${i === 0 ? paint('✗') : ' '} ${paint(line)}`),
    paint(color.bold(clean(verdictOf(found)))),
  ].join('\n');
}

function verdictOf(found: Verification): string {
  if (!found.valid) return found.claims === null ? 'NOT VALID' : `NOT VALID  ${found.claims.sub}`;
  const { sub } = found.claims;
  return found.dataChecked
    ? `VALID  ${sub}: the data are those that were let through`
    : `VALID  ${sub}: signature and time only, the data were not looked at`;
}

function claimLines(claims: HallmarkClaims, width: number): readonly string[] {
  const { sub, environment, batch, contract, dataVersion, outcome, runId, jti, iss } = claims;
  const what = [sub, environment ?? '', batchText(batch), `contract ${contract.id} ${contract.version}`];
  const how = [outcome, `decision ${jti}`, `run ${runId}`, `data ${dataVersion.id}`];
  const who = [`given by ${iss} at ${instant(claims.iat)}`, `holds until ${instant(claims.exp)}`];
  return [what, how, who].flatMap((parts) =>
    wrap(clean(parts.filter((part) => part !== '').join(' · ')), width - 2),
  );
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
