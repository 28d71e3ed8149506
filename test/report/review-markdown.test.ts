import { Ajv2019 } from 'ajv/dist/2019.js';
import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { codeQuality } from '../../src/report/code-quality.js';
import { changeFinding } from '../../src/report/diff-finding.js';
import { findingsGithub } from '../../src/report/diff-github.js';
import { findingsJunit } from '../../src/report/diff-junit.js';
import { findingsSarif } from '../../src/report/diff-sarif.js';
import { code, sentence } from '../../src/report/review-escape.js';
import { reviewFindings } from '../../src/report/review-findings.js';
import { impactGraph } from '../../src/report/review-graph.js';
import { lineLink } from '../../src/report/review-links.js';
import { reviewMarkdown, reviewMarker } from '../../src/report/review-markdown.js';
import { reviewText } from '../../src/report/review-text.js';
import type { AffectedDataset, Review, ReviewedChange } from '../../src/review/review.js';
import schema from '../../src/report/review.schema.json' with { type: 'json' };
import { aChange, aReview } from '../review/changes.js';

const EVIL = [
  '<img src=x onerror=alert(1)>',
  '@acme/everyone',
  '[click](https://evil.example)',
  'https://evil.example/x',
  'www.evil.example',
  '| cell | cell |',
  '`` ` `` ``` ',
  '--> end',
  '#1 !2 ~label $3 &4 %5',
  '/close',
  '\r\n/close\r\n',
  '```\n/approve\n```',
  '"]; click d0 "javascript:alert(1)"; d1["',
  'end\u0000\u202Eabc',
  '</details><script>alert(1)</script>',
  '__proto__',
  '*bold* _it_ ~~s~~',
  'x'.repeat(5000),
];

const affected = (dataset: string, parts: Partial<AffectedDataset> = {}): AffectedDataset => ({
  dataset, contract: dataset, file: 'f.yaml', by: 'lineage', distance: 1, consumer: null, producer: null, owners: null,
  consumers: null, gate: null, gone: false, ...parts,
}); // prettier-ignore
const open = (parts: Parameters<typeof aChange>[0]): ReviewedChange => ({
  change: aChange(parts),
  state: 'open',
  needs: [{ from: [], count: 1, given: [] }],
});

/** A review in which every text of a stranger is `text`. */
function everywhere(text: string): Review {
  const change = open({
    message: text,
    column: text,
    dataset: text,
    file: text,
    fix: text,
    name: text,
    contract: text,
  });
  const owned = affected(text, { owners: [text], consumers: [{ name: text, contact: text }], by: 'change' });
  return aReview({
    verdict: 'blocked',
    reasons: ['1 breaking change lacks approval.', 'another reason.'],
    project: text,
    base: { ref: text, commit: 'a'.repeat(40) },
    changes: [change],
    contracts: [
      { contract: text, file: text, status: 'changed', baseVersion: text, writtenVersion: text, suggestedVersion: text, step: 'major', versionHolds: false },
    ], // prettier-ignore
    faults: [{ code: 'unknown-key', message: text, hint: text, file: text, line: 1 }],
    notCompared: [{ file: text, reason: text }],
    impact: {
      datasets: [owned, affected(`${text}2`)],
      edges: [{ from: text, to: `${text}2`, by: 'lineage' }],
      unknown: [text],
    },
    dryRun: {
      reason: null,
      datasets: [
        {
          dataset: text, verdict: 'fail', reason: text, recorded: null, server: text, newlyFailing: 1,
          checks: [
            { id: text, kind: 'k', column: text, isNew: false, before: 'pass', after: 'fail', expected: text, message: text,
              source: 'record', clause: { file: text, line: 1, column: 1, path: '' } },
          ],
        },
      ], // prettier-ignore
    },
    approvals: [
      { change: 'sha256:00', by: text, reason: text, until: '2026-01-01', file: text, line: 1, added: true, state: 'unused' },
    ], // prettier-ignore
    approvalsFile: text,
  });
}

/** What a host shows of a page, and where it looks for mentions and references: its HTML without code. */
function shown(markdown: string): { readonly html: string; readonly prose: string } {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const prose = html
    .replace(/<pre>[^]*?<\/pre>|<code>[^]*?<\/code>|<!--[^]*?-->/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
    .replaceAll('&amp;', '&');
  return { html, prose };
}

describe('texts of strangers in a comment', () => {
  it.each(EVIL)('%s is read, and does nothing', (text) => {
    const page = reviewMarkdown(everywhere(text));
    const { html, prose } = shown(page);
    expect(html).not.toMatch(/<(img|script|details|iframe|del|em|a)\b/);
    expect(prose).not.toMatch(/@[a-z]/i);
    expect(prose).not.toMatch(/[#!~$]\w|https?:\/\/|www\./);
    // Quick actions of GitLab stand at the beginning of a line, outside of code.
    expect(page).not.toMatch(/^\/\w/m);
    expect(page).not.toMatch(/[\u0000\u202E]/);
    expect(page.match(/<!--/g)).toHaveLength(1);
    expect(page.startsWith(reviewMarker({ prefix: '' }))).toBe(true);
  });

  it('never become a tag, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'`<>a|\\[](){}!&@#*_~/:"\n '), maxLength: 30 }),
        (text) => {
          for (const page of [sentence(text), `| ${code(text)} | x |`])
            expect(
              shown(page).html.replace(
                /<\/?(p|code|br|table|thead|tbody|tr|th|td|h\d|hr|ul|ol|li|blockquote|pre)\b[^>]*>/g,
                '',
              ),
            ).not.toMatch(/<[a-z/!]/i);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keep a row of a table one row', () => {
    const { html } = shown(
      ['| a | b |', '| --- | --- |', `| ${code('x|y`z')} | ${sentence('p|q')} |`].join('\n'),
    );
    expect(html.match(/<td>/g)).toHaveLength(2);
    expect(html).toContain('<code>x|y`z</code>');
  });
});

describe('the picture', () => {
  it('is bounded, and says so; where nothing is tied to anything there is none', () => {
    const datasets = Array.from({ length: 100 }, (_, i) => affected(`d${String(i)}`));
    const edges = datasets
      .slice(1)
      .map(({ dataset }) => ({ from: 'd0', to: dataset, by: 'lineage' as const }));
    expect(impactGraph({ datasets, edges, unknown: [] })).toContain('["and 60 more"]');
    expect(impactGraph({ datasets, edges: [], unknown: [] })).toBeNull();
  });
});

describe('a page that does not fit', () => {
  const many = (n: number): Review =>
    aReview({
      verdict: 'blocked',
      reasons: ['many'],
      changes: Array.from({ length: n }, (_, i) =>
        open({ column: `column ${String(i)} of the wide table`, line: i }),
      ),
    });

  it.each([65_536, 20_000, 6_000])(
    'is cut to %d bytes, and says what is missing and where it is',
    (limit) => {
      const page = reviewMarkdown(many(3000), { limit });
      expect(new TextEncoder().encode(page).length).toBeLessThanOrEqual(limit);
      expect(page).toMatch(/\*\*Not all fits here:\*\* \d+ more entries are left out/);
      expect(page).toContain('assay ci --base origin/main --format markdown');
      const rows = page.split('\n').filter((line) => line.startsWith('| 🔴')).length;
      const left = Number(/(\d+) more entr/.exec(page)?.[1]);
      // Each change stands in the table and among the approvals to paste.
      expect(left).toBe(2 * (3000 - rows));
    },
  );

  it('is whole where it fits', () => {
    expect(reviewMarkdown(many(20), { limit: 65_536 })).not.toContain('Not all fits');
  });
});

describe('findings for the formats of hosts', () => {
  const review = everywhere('contracts/a b:c.yaml,x');

  it('have paths from the top of the repository', () => {
    const files = reviewFindings({ ...review, prefix: 'data/' }).map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set(['data/contracts/a b:c.yaml,x']));
  });

  it('are errors only where something stands in the way', () => {
    const level = (state: ReviewedChange['state']) =>
      reviewFindings(aReview({ changes: [{ change: aChange(), state, needs: [] }] }))[0]?.level;
    expect([level('open'), level('approved'), level('free')]).toEqual(['error', 'note', 'warning']);
  });

  it('are one command a line on GitHub, JUnit and SARIF that parse, and unlike fingerprints on GitLab', () => {
    const findings = [...reviewFindings(review), changeFinding(aChange()), changeFinding(aChange())];
    const lines = findingsGithub(findings, 'verdict\n::error::x').split('\n');
    expect(lines).toHaveLength(findings.length + 1);
    expect(lines[0]).toMatch(/^::error file=contracts\/a b%3Ac\.yaml%2Cx,line=\d+,title=/);
    const sarif = JSON.parse(
      findingsSarif({ assay: '0.1.0', verdict: 'blocked', successful: true, findings }),
    ) as {
      runs: { results: unknown[]; tool: { driver: { rules: { id: string; helpUri?: string }[] } } }[];
    };
    expect(sarif.runs[0]?.results).toHaveLength(findings.length);
    const rule = sarif.runs[0]?.tool.driver.rules.find(({ id }) => id === 'C012');
    expect(new URL(rule?.helpUri ?? '').href).toContain('anchor=c012#docs/changes.md');
    const quality = JSON.parse(codeQuality(findings)) as { fingerprint: string }[];
    expect(new Set(quality.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
    expect(findingsJunit(findings, 'assay ci')).toContain(`tests="${String(findings.length)}"`);
    expect(findingsJunit([], 'assay ci')).toContain('tests="1"');
  });

  it('tell a person the same, on lines that control nothing', () => {
    const text = reviewText(everywhere('a\u001b[31m\nb'), { color: false });
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').at(-1)).toMatch(/lacks approval/);
  });
});

it('a review has the shape that is published', () => {
  const validate = new Ajv2019({ strict: false, allErrors: true }).compile(schema);
  for (const review of [aReview(), everywhere('x')]) {
    validate(review);
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'pattern');
    expect(errors).toEqual([]);
  }
});

describe('links', () => {
  it('lead to the line, whatever the name', () => {
    expect(lineLink('https://h/o/r/blob/abc/', 'a b/(c)#?.yaml', 3)).toBe(
      'https://h/o/r/blob/abc/a%20b/%28c%29%23%3F.yaml#L3',
    );
    expect(lineLink(null, 'a', 1)).toBeNull();
  });
});
