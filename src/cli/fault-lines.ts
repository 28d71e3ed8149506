/** Faults as lines for people: place, code, sentence, cure. */
import type { Fault } from '../model/fault.js';

/** One or two lines a fault: `file:line:column  code  sentence`, then the hint. */
export function faultLines(faults: readonly Fault[]): string {
  return faults.map(faultLine).join('\n');
}

function faultLine(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  const head = `${place === '' ? 'assay' : place}: ${fault.message} [${fault.code}]`;
  return fault.hint === undefined ? head : `${head}\n  → ${fault.hint}`;
}
