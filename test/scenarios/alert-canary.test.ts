/** Values and secrets that are sown into a project turn up in no message, on no page, in no stream, log or store. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testProject, type TestProject } from '../support/cli.js';
import { startHttp, type HttpStandIn } from '../support/http-stand-in.js';
import { MAIL_PASSWORD, startMail, type MailServer } from '../support/mail-server.js';
import { serve, type Served } from '../support/serve.js';
import { SLACK_TOKEN, startSlack, type SlackStandIn } from '../support/slack-stand-in.js';

const VALUE = 'kanarienvogel';
const NUMBER = '7777.125';
const HOOK_SECRET = 'hook-secret-kq8fz2';
const SIGNING_SECRET = 'signing-secret-w9x1';
const SOWN = [VALUE, NUMBER, HOOK_SECRET, SIGNING_SECRET, SLACK_TOKEN, MAIL_PASSWORD];

const PEOPLE = `apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
team: {members: [{username: olga@shop.example, role: owner}]}
servers: [{server: s, type: local, path: people.csv, format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: people
    properties:
      - {name: id, logicalType: integer, primaryKey: true}
      - {name: email, logicalType: string, classification: restricted, unique: true, logicalTypeOptions: {format: email}}
      - {name: income, logicalType: number, classification: confidential, logicalTypeOptions: {maximum: 10}}
    quality:
      - {type: sql, query: "select max(email) from people", mustBe: b}
      - {type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: "cast(email as date) is null"}}}
`;

let mail: MailServer;
let slack: SlackStandIn;
let hook: HttpStandIn;
let project: TestProject;
let service: Served;

beforeAll(async () => {
  [mail, slack, hook] = await Promise.all([
    startMail({ hideSTARTTLS: true, allowInsecureAuth: true }),
    startSlack(),
    startHttp(),
  ]);
  project = testProject({
    'assay.yaml': `project: canary
alerts:
  channels:
    mail: {type: email, host: 127.0.0.1, port: ${String(mail.port)}, requireTls: false, user: assay, password: "\${env:MAIL_WORD}", from: assay@shop.example, to: [ops@shop.example]}
    chat: {type: slack, token: "\${env:SLACK_WORD}", signingSecret: "\${env:SIGN_WORD}", channel: "#data", apiUrl: "${slack.url}"}
    hook: {type: webhook, url: "http://127.0.0.1:${String(hook.port)}/in", secret: "\${env:HOOK_WORD}", allowPrivate: true}
    log: {type: file, path: alerts.jsonl}
  rules: [{to: [mail, chat, hook, log]}]
`,
    'contracts/people.odcs.yaml': PEOPLE,
    'people.csv': `id,email,income\n${[1, 2, 3].map((id) => `${String(id)},${VALUE},${NUMBER}`).join('\n')}\n`,
  });
  service = await serve(
    project,
    {
      MAIL_WORD: MAIL_PASSWORD,
      SLACK_WORD: SLACK_TOKEN,
      SIGN_WORD: SIGNING_SECRET,
      HOOK_WORD: HOOK_SECRET,
    },
    '--log-level',
    'debug',
  );
});
afterAll(async () => {
  await service.kill();
  await Promise.all([mail.close(), slack.close(), hook.close()]);
  project.remove();
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('nothing that was sown comes up', { timeout: 120_000 }, async () => {
  const asked = await service.call('POST', '/v1/gates/people/decisions', {}, { Prefer: 'wait=60' });
  expect(asked).toMatchObject({ status: 200, body: { outcome: 'block' } });
  const incidents = await service.call('GET', '/v1/incidents');
  const [incident] = incidents.body['items'] as readonly { readonly id: string }[];
  await service.call('POST', `/v1/incidents/${incident?.id ?? ''}/acknowledge`, { note: 'on it' });
  const arrived = () => [mail.mails.length, slack.messages.length, hook.requests.length].every((n) => n >= 2);
  while (!arrived()) await new Promise((resolve) => setTimeout(resolve, 50));

  const paths = [
    `/v1/decisions/${String(asked.body['id'])}`,
    `/v1/runs/${String(asked.body['runId'])}`,
    `/v1/incidents/${incident?.id ?? ''}`,
    `/incidents/${incident?.id ?? ''}`,
    '/v1/datasets/people',
    '/v1/breakers/people',
    '/v1/audit',
    '/metrics',
  ];
  const pages = await Promise.all(paths.map((path) => service.call('GET', path)));
  expect(pages.map(({ status }) => status)).toEqual(paths.map(() => 200));
  const told = {
    mails: mail.mails.map(
      ({ parsed }) => `${parsed.text ?? ''} ${parsed.html ?? ''} ${parsed.subject ?? ''}`,
    ),
    rawMails: mail.mails.map(({ raw }) => raw),
    chat: slack.messages.map((each) => JSON.stringify(each)),
    hook: hook.requests.map(({ body, headers }) => body + JSON.stringify(headers)),
    pages: pages.map(({ body }) => JSON.stringify(body)),
    log: [service.log()],
  };
  for (const [where, texts] of Object.entries(told)) {
    expect(texts.length, where).toBeGreaterThan(0);
    for (const sown of SOWN) expect(texts.join('\n'), where).not.toContain(sown);
  }
  expect(told.mails.join()).toContain('gold.people');
  await service.stop();
  const holding = filesBelow(project.root).filter((file) => {
    const bytes = readFileSync(file).toString('latin1');
    return SOWN.some((sown) => bytes.includes(sown));
  });
  expect(holding).toEqual([join(project.root, 'people.csv')]);
});
