/** E-mails: both bodies say the same, and nothing in them is markup or comes from elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { email } from '../../../src/alert/render/email.js';
import { anyMessage, incident, message, NASTY, resolved } from '../../support/alert-messages.js';

const URL_OF_SERVICE = 'https://assay.example.com';

describe('an e-mail', () => {
  it('says the verdict first', () => {
    const { subject, text, html } = email(message({ details: ['amount fails'] }), URL_OF_SERVICE);
    expect(subject).toBe('[Assay] CRITICAL gold.orders: amount: 3 of 100 rows are invalid, allowed 0');
    expect(text).toBe(
      [
        'CRITICAL gold.orders',
        '',
        'gold.orders is blocked.',
        '',
        'What has changed:',
        '- amount fails',
        '',
        'What is wrong:',
        '- amount: 3 of 100 rows are invalid, allowed 0 (gold.orders/amount/invalidValues, since 2001-02-03 04:05 UTC)',
        '',
        'Owner:         team-orders',
        'Since:         2001-02-03 04:05 UTC',
        'Environment:   production',
        '',
        'Affected downstream:',
        '- gold.revenue, since 2001-02-03 04:05 UTC',
        '',
        `${URL_OF_SERVICE}/incidents/${incident().id}`,
        '',
      ].join('\n'),
    );
    expect(html.replace(/<[^>]*>/g, '')).toContain('CRITICAL gold.orders');
    expect(html).toContain(`href="${URL_OF_SERVICE}/incidents/${incident().id}"`);
  });

  it('is readable on a light and on a dark ground: it sets no ground of its own, and text colours on its own colours only', () => {
    const { html } = email(message({ incident: resolved() }), URL_OF_SERVICE);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    const styles = [...html.matchAll(/style="([^"]*)"/g)].map(([, style]) => style ?? '');
    for (const style of styles) expect(/(^|;)color:/.test(style)).toBe(/background:/.test(style));
  });

  it('loads nothing', () => {
    const { html } = email(message({ summary: NASTY.join(' ') }), URL_OF_SERVICE);
    expect(html).not.toMatch(/<(img|script|link|iframe|style)\b|url\(|\bsrc=/i);
  });

  it.each(NASTY)('with %j in it has no more tags than with plain words', (name) => {
    const tags = (words: string): readonly string[] => {
      const about = incident({
        dataset: words,
        title: words,
        owner: words,
        affected: [{ dataset: words, since: words }],
      });
      const { html } = email(message({ incident: about, summary: words, details: [words] }), URL_OF_SERVICE);
      return html.match(/<[^>]*>/g) ?? [];
    };
    expect(tags(name)).toEqual(tags('plain words'));
  });

  it('is no attribute but the one it stands in', () => {
    const { html } = email(message(), `https://assay.example.com/"onclick="alert(1)`);
    expect(html).not.toContain('"onclick=');
  });

  it('has a subject of one short line, whatever the message', () => {
    fc.assert(
      fc.property(anyMessage, (one) => {
        const { subject, text } = email(one, URL_OF_SERVICE);
        expect(subject.length).toBeLessThanOrEqual(200);
        expect(subject).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(text).not.toMatch(/[^\n\P{Cc}]/u);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
