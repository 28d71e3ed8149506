/** `approvals.yaml` beside the contracts: who has approved which changes. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pointer } from '../../contract/pointer.js';
import { readDocument } from '../../contract/read-document.js';
import type { ApprovalsFile } from '../../generated/approvals.js';
import { validate } from '../../generated/approvals.validate.js';
import { fault, type Fault } from '../../model/fault.js';
import type { ApprovalEntry } from '../../review/review.js';
import { configFaults } from '../config-faults.js';

export type WrittenApproval = Omit<ApprovalEntry, 'added'>;

export interface ReadApprovals {
  readonly entries: readonly WrittenApproval[];
  /** A file that can not be read approves nothing. */
  readonly faults: readonly Fault[];
}

const NAMES = ['approvals.yaml', 'approvals.yml'];

/** Where approvals are looked for: directly in the folders of contracts. The first is where a new file would stand. */
export function approvalFiles(contracts: readonly string[]): readonly string[] {
  const folders = contracts.filter((path) => !/\.(ya?ml|json)$/i.test(path));
  const inOrder = folders.length === 0 ? ['contracts'] : folders;
  return inOrder.flatMap((folder) =>
    NAMES.map((name) => join(folder, name).replaceAll('\\', '/').replace(/^\.\//, '')),
  );
}

/** All approvals of a project. @param root absolute; names in faults are relative to it */
export async function readApprovals(root: string, contracts: readonly string[]): Promise<ReadApprovals> {
  const read = await Promise.all(approvalFiles(contracts).map((file) => readOne(root, file)));
  return { entries: read.flatMap(({ entries }) => entries), faults: read.flatMap(({ faults }) => faults) };
}

async function readOne(root: string, file: string): Promise<ReadApprovals> {
  const path = join(root, file);
  if ((await stat(path).catch(() => null)) === null) return { entries: [], faults: [] };
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return bad(fault('unreadable-file', `${file} can not be read.`, { file }));
  const read = readDocument(text, file);
  if (!read.ok) return { entries: [], faults: read.faults };
  const { value, places } = read.value;
  if (!validate(value)) return { entries: [], faults: configFaults(validate.errors ?? [], places) };
  // The schema has just said so.
  const { approvals } = value as unknown as ApprovalsFile;
  const days = approvals.flatMap(({ until }, index) => {
    const place = places.valueAt(pointer('/approvals', index, 'until'));
    return isDay(until) ? [] : [fault('bad-value', `${until} is no day of the calendar.`, place)];
  });
  if (days.length > 0) return { entries: [], faults: days };
  const entries = approvals.map(({ change, by, reason, until }, index) => {
    const { line } = places.at(pointer('/approvals', index));
    return { change, by, reason, until, file, line };
  });
  return { entries, faults: [] };
}

const bad = (one: Fault): ReadApprovals => ({ entries: [], faults: [one] });

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What the base branch has, and what comes with the change. */
export function mergeApprovals(
  head: readonly WrittenApproval[],
  base: readonly WrittenApproval[],
): readonly ApprovalEntry[] {
  const idOf = ({ change, by, reason, until }: WrittenApproval) =>
    JSON.stringify([change, by, reason, until]);
  const known = new Set(base.map(idOf));
  return [
    ...base.map((entry) => ({ ...entry, added: false })),
    ...head.filter((entry) => !known.has(idOf(entry))).map((entry) => ({ ...entry, added: true })),
  ];
}
