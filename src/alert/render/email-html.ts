/** The HTML of an e-mail: inline styles, no images, nothing from elsewhere; the reader's own text and background colours, light or dark. */
import { fit, fitList, type ListLimits } from './plain-text.js';
import type { Mark, Telling } from './tell.js';

/** Dark enough that white is readable on each. */
const COLOURS: { readonly [mark in Mark]: string } = {
  critical: '#b3261e',
  error: '#a84300',
  warning: '#7a5900',
  resolved: '#1b6e2d',
  info: '#1f5fa8',
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Nothing in the text is markup, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A whole document. @param lists how much of each list is shown; what is left out is counted */
export function emailHtml(told: Telling, lists: ListLimits): string {
  const colour = COLOURS[told.mark];
  const [verdict = '', ...rest] = told.headline.split(' ');
  const parts = [
    `<p style="margin:0 0 12px;font-size:18px"><span style="background:${colour};color:#ffffff;padding:2px 8px;border-radius:3px"><b>${escapeHtml(verdict)}</b></span> <b>${escapeHtml(fit(rest.join(' '), 300))}</b></p>`,
    paragraph(told.summary),
    list('What has changed', told.details, lists),
    list(told.causesLabel, told.causes, lists),
    list('Warnings', told.digest, lists),
    factTable(told),
    list('Affected downstream', told.affected, lists),
    told.link === null
      ? ''
      : `<p style="margin:16px 0"><a href="${escapeHtml(told.link)}" style="display:inline-block;background:${colour};color:#ffffff;padding:8px 16px;border-radius:3px;text-decoration:none">Open the incident</a></p>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">',
    `<meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(fit(told.headline, 300))}</title></head>`,
    '<body style="margin:0;padding:16px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5">',
    `<div style="max-width:640px;border-left:6px solid ${colour};padding-left:16px">`,
    ...parts.filter((part) => part !== ''),
    '</div></body></html>',
    '',
  ].join('\n');
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 12px">${escapeHtml(fit(text, 1000))}</p>`;
}

function list(label: string, items: readonly string[], limits: ListLimits): string {
  if (items.length === 0) return '';
  const lines = fitList(items, limits, '').map((line) => `<li>${escapeHtml(line)}</li>`);
  return `<p style="margin:12px 0 4px"><b>${label}</b></p>\n<ul style="margin:0 0 12px;padding-left:20px">${lines.join('\n')}</ul>`;
}

function factTable(told: Telling): string {
  if (told.facts.length === 0) return '';
  const rows = told.facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;vertical-align:top"><b>${label}</b></td><td style="padding:2px 0">${escapeHtml(fit(value, 500))}</td></tr>`,
  );
  return `<table role="presentation" style="border-collapse:collapse;margin:0 0 12px">${rows.join('\n')}</table>`;
}
