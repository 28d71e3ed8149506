/** Slack messages: what they say, and that nothing makes them break Slack's rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slackMain, slackReply, type SlackContent } from '../../../src/alert/render/slack-message.js';
import {
  anyMessage,
  cause,
  digestMessage,
  incident,
  message,
  NASTY,
  resolved,
  T1,
} from '../../support/alert-messages.js';
import { blockFaults, markupFaults } from '../../support/slack-limits.js';

const options = { publicUrl: 'https://assay.example.com/', interactive: true };

/** All texts of the blocks, in order. */
function textsOf(content: SlackContent): readonly string[] {
  return content.blocks.flatMap((block) => {
    if (block.type === 'actions') return block.elements.map((each) => `[${each.text.text}]`);
    return 'fields' in block ? block.fields.map((field) => field.text) : [block.text.text];
  });
}

describe('the main message', () => {
  it('says the verdict first, then what is wrong, whose it is, and what hangs on it', () => {
    const content = slackMain(message(), options, true);
    expect(content.text).toBe('🔴 CRITICAL gold.orders: gold.orders is blocked.');
    expect(textsOf(content)).toEqual([
      '🔴 CRITICAL gold.orders',
      'gold.orders is blocked.',
      '*What is wrong*',
      '• amount: 3 of 100 rows are invalid, allowed 0 (gold.orders/amount/invalidValues, since 2001-02-03 04:05 UTC)',
      '*Owner*',
      'team-orders',
      '*Since*',
      '2001-02-03 04:05 UTC',
      '*Environment*',
      'production',
      '*Affected downstream*',
      '• gold.revenue, since 2001-02-03 04:05 UTC',
      '[Acknowledge]',
      '[Open]',
    ]);
    expect(content.blocks.at(-1)).toMatchObject({
      elements: [
        { action_id: 'assay_acknowledge', value: incident().id },
        { url: `https://assay.example.com/incidents/${incident().id}` },
      ],
    });
  });

  it('is green when all is well, and nobody can acknowledge it any more', () => {
    const well = message({ occasion: 'recovered', incident: resolved() });
    const texts = textsOf(slackMain(well, options, false));
    expect(texts[0]).toBe('🟢 RESOLVED gold.orders');
    expect(texts).toContain('*What was wrong*');
    expect(texts.slice(texts.indexOf('*Resolved*')).slice(0, 2)).toEqual([
      '*Resolved*',
      'by itself, 2001-02-03 05:00 UTC',
    ]);
    expect(texts).not.toContain('[Acknowledge]');
    expect(texts).toContain('[Open]');
  });

  it.each([
    ['nobody could check who pressed it', { ...options, interactive: false }, incident()],
    ['somebody has', options, incident({ state: 'acknowledged', acknowledgedBy: 'ada', acknowledgedAt: T1 })],
  ])('has no button to acknowledge where %s', (_, given, about) => {
    const texts = textsOf(slackMain(message({ incident: about }), given, true));
    expect(texts).not.toContain('[Acknowledge]');
    if (about.state === 'acknowledged') expect(texts).toContain('ada, 2001-02-03 05:00 UTC');
  });

  it('has no buttons at all without an address and without a secret', () => {
    const content = slackMain(message(), { publicUrl: null, interactive: false }, true);
    expect(content.blocks.map((block) => block.type)).not.toContain('actions');
  });

  it('tells what lasts, the heaviest first, and what has ended no more', () => {
    const causes = [
      cause({ message: 'light', severity: 'warning' }),
      cause({ message: 'over', until: T1 }),
      cause({ message: 'heavy', severity: 'critical', check: null, owner: 'ben' }),
    ];
    const texts = textsOf(slackMain(message({ incident: incident({ causes }) }), options, false));
    expect(texts[3]).toBe(
      '• heavy (since 2001-02-03 04:05 UTC, owner ben)\n• light (gold.orders/amount/invalidValues, since 2001-02-03 04:05 UTC)',
    );
  });

  it('counts what it leaves out', () => {
    const affected = Array.from({ length: 22 }, (_, n) => ({ dataset: `gold.d${String(n)}`, since: T1 }));
    const texts = textsOf(slackMain(message({ incident: incident({ affected }) }), options, true));
    const list = texts.find((text) => text.includes('gold.d0')) ?? '';
    expect(list.split('\n')).toHaveLength(11);
    expect(list.split('\n').at(-1)).toBe('• and 12 more');
  });

  it('is a list for a digest', () => {
    const texts = textsOf(slackMain(digestMessage(2), options, true));
    expect(texts).toEqual([
      '🟡 DIGEST 2 warnings',
      'Warnings of the last day.',
      '*Warnings*',
      '• silver.d0: late: the data are 3 hours old (since 2001-02-03 04:05 UTC, owner ada)\n• silver.d1: late: the data are 3 hours old (since 2001-02-03 04:05 UTC)',
    ]);
  });
});

describe('a reply', () => {
  it('says what has just happened', () => {
    const one = message({
      occasion: 'changed',
      summary: 'One more check fails.',
      details: ['day: 2 rows are null'],
    });
    expect(textsOf(slackReply(one, options))).toEqual([
      '🔴 One more check fails.',
      '*What has changed*',
      '• day: 2 rows are null',
      '[Open]',
    ]);
  });
});

describe('text from outside', () => {
  it.each(NASTY)('%j is text and nothing else', (name) => {
    const one = message({
      incident: incident({ dataset: name, title: name, owner: name, causes: [cause({ message: name })] }),
      summary: name,
    });
    for (const content of [slackMain(one, options, true), slackReply(one, options)]) {
      expect(blockFaults(content.blocks)).toEqual([]);
      expect(markupFaults(content.text)).toEqual([]);
      // Slack formats `mrkdwn` only, and there only our own words stand.
      const formatted = JSON.stringify(content.blocks).match(/"mrkdwn","text":"[^"]*"/g) ?? [];
      expect(formatted.filter((text) => !/^"mrkdwn","text":"\*[A-Z][a-z ]+\*"$/.test(text))).toEqual([]);
    }
  });

  it('that doubles in JSON is cut sooner, since all blocks together have a limit', () => {
    const quotes = (n: number): string => '"'.repeat(n);
    const many = <T>(one: T): readonly T[] => Array.from({ length: 30 }, () => one);
    const one = message({
      occasion: 'recovered',
      incident: resolved({
        dataset: quotes(200),
        owner: quotes(200),
        environment: quotes(200),
        acknowledgedBy: quotes(200),
        acknowledgedAt: T1,
        resolvedBy: quotes(200),
        resolution: quotes(200),
        causes: many(cause({ message: quotes(400), check: null, owner: null })),
        affected: many({ dataset: quotes(130), since: T1 }),
      }),
      summary: quotes(600),
      details: many(quotes(110)),
    });
    const { blocks } = slackMain(one, options, true);
    expect(blockFaults(blocks)).toEqual([]);
    // Words of ours take one character each: as much of them is shown as ever.
    const words = JSON.parse(JSON.stringify(one).replaceAll('\\"', 'x')) as typeof one;
    const shown = (told: typeof one): number =>
      textsOf(slackMain(told, options, true)).flatMap((text) => text.match(/• /g) ?? []).length;
    expect(shown(one)).toBeLessThan(shown(words));
  });

  it('never breaks a limit, whatever it is', () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (one, news) => {
        for (const content of [slackMain(one, options, news), slackReply(one, options)]) {
          expect(blockFaults(content.blocks)).toEqual([]);
          expect(markupFaults(content.text)).toEqual([]);
          expect(content.text.length).toBeLessThanOrEqual(4000);
          expect(content.text).not.toBe('');
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});
