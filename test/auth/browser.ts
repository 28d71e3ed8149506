/** As much of a browser as a sign-in needs: cookies of each origin, and redirects one at a time. */
import { ask, type Answer, type Question } from './access-world.js';

export interface Step {
  readonly url: string;
  readonly answer: Answer;
}

export interface Browser {
  /** One request with the cookies of its origin; `Set-Cookie` is obeyed. */
  readonly open: (url: string, question?: Question) => Promise<Answer>;
  /** Follows redirects until a page, or until `stop` says so of the next address. Gives every step. */
  readonly follow: (url: string, stop?: (next: string) => boolean) => Promise<readonly Step[]>;
  /** The cookies for an origin, by name. */
  readonly cookies: (url: string) => Map<string, string>;
}

export function newBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const cookies = (url: string): Map<string, string> => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const open = async (url: string, question: Question = {}): Promise<Answer> => {
    const jar = cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...question.headers };
    const answer = await ask(url, { ...question, headers });
    for (const line of answer.headers['set-cookie'] ?? []) obey(line, jar);
    return answer;
  };
  return {
    open,
    cookies,
    async follow(url, stop = () => false) {
      const steps: Step[] = [];
      for (let next: string | null = url; next !== null && steps.length < 20;) {
        const answer: Answer = await open(next);
        steps.push({ url: next, answer });
        const { location } = answer.headers;
        const following: string | null = location === undefined ? null : new URL(location, next).href;
        next = following === null || stop(following) ? null : following;
      }
      return steps;
    },
  };
}

function obey(line: string, jar: Map<string, string>): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const ended = attributes.some((attribute) => {
    const [key = '', value = ''] = attribute.split('=');
    if (/^max-age$/i.test(key)) return Number(value) <= 0;
    return /^expires$/i.test(key) && Date.parse(value) <= Date.now();
  });
  if (ended) jar.delete(name);
  else jar.set(name, pair.slice(at + 1));
}
