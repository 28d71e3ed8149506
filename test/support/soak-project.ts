/** The project of the soak: many datasets of one small file each, one whose source never answers, and two channels for the alerts. */
import { renameSync, utimesSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { testProject, type TestProject } from './cli.js';

export const FILE_DATASETS = Array.from({ length: 20 }, (_, i) => `d${String(i).padStart(2, '0')}`);
export const SILENT = 'silent';

/** `negative` and `missing` are bad, each by a check of its own. */
export type Content = 'good' | 'negative' | 'missing';

export interface SoakProject {
  readonly project: TestProject;
  /** Gives the file of a dataset new content, at once; each time it is a version that never was before. */
  readonly write: (dataset: string, content: Content) => void;
  readonly remove: () => void;
}

const AMOUNTS: { readonly [content in Content]: string } = { good: '7.50', negative: '-7.50', missing: '' };
const SPARE_ROWS = Array.from({ length: 30 }, (_, i) => `${String(i + 2)},${String(i)}.25`).join('\n');

export function soakProject(ports: {
  readonly silent: number;
  readonly webhook: number;
  readonly mail: number;
}): SoakProject {
  const project = testProject({
    'assay.yaml': config(ports),
    'contracts/files.odcs.yaml': FILES,
    'contracts/silent.odcs.yaml': silent(ports.silent),
  });
  let versions = 0;
  const write = (dataset: string, content: Content): void => {
    versions += 1;
    project.write(`next/${dataset}.csv`, `id,amount\n1,${AMOUNTS[content]}\n${SPARE_ROWS}\n`);
    const next = join(project.root, 'next', `${dataset}.csv`);
    // The clock of files is coarse: a time of our own makes every version another one.
    const time = 1_700_000_000 + versions;
    utimesSync(next, time, time);
    renameSync(next, join(project.root, 'data', `${dataset}.csv`));
  };
  project.write('data/.keep', '');
  for (const dataset of FILE_DATASETS) write(dataset, 'good');
  return { project, write, remove: project.remove };
}

const config = ({
  webhook,
  mail,
}: {
  readonly webhook: number;
  readonly mail: number;
}): string => `project: soak
store: "\${env:SOAK_STORE}"
servers:
  files: {concurrency: 8}
  deaf: {user: nobody, timeout: 2s}
alerts:
  channels:
    hook: {type: webhook, url: "http://127.0.0.1:${String(webhook)}/alerts", secret: "\${env:SOAK_WORD}", allowPrivate: true}
    mail: {type: email, host: 127.0.0.1, port: ${String(mail)}, from: assay@soak.example, to: [team@soak.example]}
  rules: [{to: [hook, mail]}]
`;

const FILES = `apiVersion: v3.1.0
kind: DataContract
id: files
version: 1.0.0
status: active
servers: [{server: files, type: local, path: "data/{model}.csv", format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
${FILE_DATASETS.map(
  (name) => `  - name: ${name}
    properties:
      - {name: id, logicalType: integer, required: true, unique: true}
      - {name: amount, logicalType: number, required: true, logicalTypeOptions: {minimum: 0}}`,
).join('\n')}
`;

const silent = (port: number): string => `apiVersion: v3.1.0
kind: DataContract
id: silent
version: 1.0.0
status: active
servers: [{server: deaf, type: postgres, host: 127.0.0.1, port: ${String(port)}, database: none, schema: public}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: ${SILENT}
    properties:
      - {name: id, logicalType: integer, required: true}
`;

export interface SilentPort {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A port that takes connections and never says a word. */
export async function silentPort(): Promise<SilentPort> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A server that listens has an address.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
