/** Shortcuts of these tests: a text → its contract or its faults, with the mark that shows where a fault is due. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readContract } from '../../src/contract/read-contract.js';
import type { Contract } from '../../src/model/contract.js';
import type { Fault } from '../../src/model/fault.js';

export function caseText(name: string): string {
  return readFileSync(fileURLToPath(new URL(`cases/${name}`, import.meta.url)), 'utf8');
}

export function contractOf(text: string): Contract {
  const outcome = readContract(text, 'a.yaml');
  if (!outcome.ok) throw new Error(outcome.faults.map((f) => `${f.line}: ${f.message}`).join('\n'));
  return outcome.value;
}

export function faultsOf(text: string, file = 'a.yaml'): readonly Fault[] {
  const outcome = readContract(text, file);
  return outcome.ok ? [] : outcome.faults;
}

/** A text with `▸` where the fault is due, taken apart: `line:column` of the mark, and the text without it. */
export function marked(text: string): { readonly text: string; readonly at: string } {
  const before = text.slice(0, text.indexOf('▸')).split('\n');
  return { text: text.replace('▸', ''), at: `${before.length}:${(before.at(-1) ?? '').length + 1}` };
}

/** The head of a contract; what a test is about follows. */
export const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: "1"\nstatus: active\n';
