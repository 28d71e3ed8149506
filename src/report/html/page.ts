/** The frame of an HTML report: one file without scripts, and without anything from outside. */
import { html, type Markup, type Part } from './html.js';
import { STYLE } from './style.js';

/** Nothing is loaded and nothing runs, even where what is shown found a way around `html`. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

interface PageParts {
  readonly title: string;
  readonly body: Part;
  /** When it was written, ISO 8601. */
  readonly at: string;
  /** Version of Assay. */
  readonly version: string;
}

export function htmlPage({ title, body, at, version }: PageParts): string {
  // The style is ours, and holds nothing that would end its element.
  const style: Markup = { markup: `<style>${STYLE}</style>` };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <main>${body}</main>
        <footer class="dim">Written ${momentText(at)} by Assay ${version}.</footer>
      </body>
    </html> `.markup;
}

/** `2026-01-31 18:05 UTC`. */
export function momentText(at: string): string {
  const [day = '', clock = ''] = at.split('T');
  return `${day} ${clock.slice(0, 5)} UTC`;
}
