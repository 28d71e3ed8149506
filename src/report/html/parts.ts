/** Parts that HTML reports share: tags of verdicts, facts, tables, and small charts with their words beside them. */
import type { Verdict } from '../../model/verdict.js';
import { html, type Markup, type Part } from './html.js';
import { momentText } from './page.js';

/** Null: never run. */
export type Health = Verdict | null;

const SIGNS = { pass: '✓', warn: '!', fail: '✕', unknown: '?', none: '○' } as const;
const WORDS = { pass: 'pass', warn: 'warn', fail: 'fail', unknown: 'unknown', none: 'not run' } as const;

/** Sign, word and colour. @param word in place of the verdict's own */
export function tag(health: Health, word?: string): Markup {
  const key = health ?? 'none';
  return html`<span class="tag ${key}"
    ><span aria-hidden="true">${SIGNS[key]}</span> ${word ?? WORDS[key]}</span
  >`;
}

/** Facts by name; those that are null are left out. */
export function facts(list: readonly (readonly [name: string, value: Part])[]): Markup {
  const shown = list.filter(([, value]) => value !== null);
  return html`<dl class="facts">
    ${shown.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** A table in a frame that scrolls by itself. The first cell of a row names it. */
export function table(
  caption: string,
  headers: readonly string[],
  rows: readonly (readonly Part[])[],
): Markup {
  const head = headers.map((header) => html`<th scope="col">${header}</th>`);
  const body = rows.map(
    ([first = null, ...rest]) =>
      html`<tr>
        <th scope="row">${first}</th>
        ${rest.map((cell) => html`<td>${cell}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

export interface StripMark {
  readonly asOf: string;
  readonly verdict: Verdict;
}

const [MARK, GAP] = [10, 4];

/** The last runs, oldest first: height and colour by verdict. */
export function strip(marks: readonly StripMark[], label: string): Markup {
  if (marks.length === 0) return html`<span class="dim">no runs yet</span>`;
  const words = `${label}: ${stripText(marks)}`;
  const width = marks.length * (MARK + GAP);
  // A bad one is taller, so that it is seen without its colour.
  const heights = { pass: 6, warn: 11, unknown: 14, fail: 18 } as const;
  const bars = marks.map(
    ({ asOf, verdict }, i) =>
      html`<rect
        x="${i * (MARK + GAP)}"
        y="${19 - heights[verdict]}"
        width="${MARK}"
        height="${heights[verdict]}"
        rx="1"
        fill="var(--${verdict})"
        ><title>${momentText(asOf)}: ${verdict}</title></rect
      >`,
  );
  return html`<svg role="img" aria-label="${words}" width="${width}" height="20" viewBox="0 0 ${width} 20">
    ${bars}
  </svg>`;
}

function stripText(marks: readonly StripMark[]): string {
  const counts = (['fail', 'unknown', 'warn', 'pass'] as const).flatMap((verdict) => {
    const count = marks.filter((mark) => mark.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${verdict}`];
  });
  return `last ${String(marks.length)} ${marks.length === 1 ? 'run' : 'runs'}, ${counts.join(', ')}`;
}

export interface LinePoint {
  /** Null: it measured nothing that is a number. */
  readonly value: number | null;
  readonly verdict: Verdict;
}

const [WIDTH, HEIGHT, EDGE] = [260, 48, 5];

/** Measured values, oldest first; null where fewer than two are numbers. */
export function sparkline(points: readonly LinePoint[], label: string): Markup | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [first, last] = [values[0], values.at(-1)];
  if (values.length < 2 || first === undefined || last === undefined) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (i: number): number => EDGE + (i / Math.max(1, points.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const at = (i: number, value: number): string => `${x(i).toFixed(1)},${y(value).toFixed(1)}`;
  const path = points.flatMap(({ value }, i) => {
    if (value === null) return [];
    const isGap = (points[i - 1]?.value ?? null) === null;
    return [`${isGap ? 'M' : 'L'}${at(i, value)}`];
  });
  const bad = points.flatMap(({ value, verdict }, i) =>
    value === null || verdict === 'pass'
      ? []
      : [html`<circle cx="${x(i).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="var(--${verdict})" />`],
  );
  const words = `${label}: ${String(values.length)} values from ${String(first)} to ${String(last)}, lowest ${String(low)}, highest ${String(high)}`;
  return html`<svg
    role="img"
    aria-label="${words}"
    width="${WIDTH}"
    height="${HEIGHT}"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
  >
    <title>${words}</title>
    <path d="${path.join('')}" fill="none" stroke="var(--series)" stroke-width="1.5" />
    ${bad}
  </svg>`;
}
