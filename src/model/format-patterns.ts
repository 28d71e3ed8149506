/**
 * String formats as ECMA-262 patterns, written once and translated for each engine, so that they mean the same on both.
 * Sources: e-mail as in the HTML standard; hostname RFC 1123; addresses RFC 791 and RFC 4291; UUID RFC 9562; URI RFC 3986;
 * dates and times RFC 3339, an offset being optional (what names no zone is UTC) and leap seconds left out.
 */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const H16 = '[0-9a-fA-F]{1,4}';

/** `::` may stand once, for one or more groups of zeros; the last two groups may be written as IPv4. */
const IPV6 = [
  `(?:${H16}:){7}${H16}`,
  `(?:${H16}:){6}${IPV4}`,
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((before) => compressed(before)),
].join('|');

function compressed(before: number): string {
  const left = before === 0 ? '' : `${H16}(?::${H16}){${String(before - 1)}}`;
  const groups = 7 - before;
  const right = groups === 0 ? [] : [`${H16}(?::${H16}){0,${String(groups - 1)}}`];
  const withIpv4 = groups >= 2 ? [`(?:${H16}:){0,${String(groups - 2)}}${IPV4}`] : [];
  return `${left}::(?:${[...right, ...withIpv4].join('|')})?`;
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const HOSTNAME = `${LABEL}(?:\\.${LABEL})*`;

/** Every day that the calendar has, leap years included. */
const DATE =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  '|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const TIME = `${CLOCK}:[0-5]\\d(?:\\.\\d+)?`;
const OFFSET = '(?:[zZ]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';

const URI_CHARACTER = "(?:[A-Za-z0-9._~:/?@!$&'()*+,;=\\-]|%[0-9A-Fa-f]{2})";

const whole = (pattern: string): string => `^(?:${pattern})$`;

export const FORMAT_PATTERNS: { readonly [format: string]: string } = {
  email: whole(`[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${HOSTNAME}`),
  uuid: whole('[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'),
  hostname: whole(HOSTNAME),
  ipv4: whole(IPV4),
  ipv6: whole(IPV6),
  uri: whole(
    `[A-Za-z][A-Za-z0-9+.\\-]*:${URI_CHARACTER}*(?:\\[[0-9A-Fa-f:.]+\\]${URI_CHARACTER}*)?(?:#${URI_CHARACTER}*)?`,
  ),
  date: whole(DATE),
  time: whole(`${TIME}${OFFSET}?`),
  'date-time': whole(`${DATE}[Tt ]${TIME}${OFFSET}?`),
};

/** What text must look like to be read as a type: more lenient than the formats, as files are. */
export const READS_AS = {
  integer: whole('[+-]?\\d{1,38}'),
  /** JSON calls 1.0 an integer. */
  jsonInteger: whole('-?\\d{1,38}(?:\\.0+)?'),
  number: whole('[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?'),
  boolean: whole('[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[TtFfYyNn01]|[Yy][Ee][Ss]|[Nn][Oo]'),
  date: whole(DATE),
  /** A date alone is its midnight. */
  timestamp: whole(
    `${DATE}(?:[Tt ]${CLOCK}(?::[0-5]\\d(?:\\.\\d+)?)?(?:[zZ]|[+-](?:0\\d|1[0-5])(?::?[0-5]\\d)?)?)?`,
  ),
  time: whole(`${CLOCK}(?::[0-5]\\d(?:\\.\\d+)?)?`),
} as const;

/** A time of day followed by an offset from UTC. */
export const HAS_OFFSET = ':\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:[zZ]|[+-]\\d\\d(?::?\\d\\d)?)$';
