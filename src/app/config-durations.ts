/** Lengths of time in `assay.yaml`: what a schema can not tell of them. */
import { pointer } from '../contract/pointer.js';
import type { Places } from '../contract/places.js';
import { fault, type Fault } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import { isObject, type Json } from '../model/json.js';

const POLICY = ['cooldown', 'cooldownCap', 'holds'];
/** 0 makes no sense of these. */
const LASTING = ['timeout', 'rotate', 'every', 'watch', 'session'];
/** The other places, as pointers in which `*` stands for every item of a list. */
const ELSEWHERE = [
  '/hallmark/rotate',
  '/contracts/every',
  '/service/timeout',
  '/service/oidc/session',
  '/ci/dryRun/timeout',
  '/schedules/*/watch',
  '/alerts/rules/*/remind',
  '/alerts/rules/*/escalate/after',
];

/** Every length of time of the document that can not be read. */
export function durationFaults(document: Json, places: Places): readonly Fault[] {
  const timeouts = entries(document, '/servers').flatMap(([server, path]) =>
    wrongAt(server, path, 'timeout', places),
  );
  const own = entries(document, '/policy');
  const ofEnvironments = entries(document, '/environments').flatMap(([environment, path]) =>
    entries(environment, '/policy').map(([policy, inner]) => [policy, `${path}${inner}`] as const),
  );
  return [
    ...timeouts,
    ...[...own, ...ofEnvironments].flatMap(([policy, path]) =>
      POLICY.flatMap((name) => wrongAt(policy, path, name, places)),
    ),
    ...ELSEWHERE.flatMap((pattern) => {
      const steps = pattern.slice(1).split('/');
      const name = steps.pop() ?? '';
      return holdersAt(document, '', steps).flatMap(([holder, path]) => wrongAt(holder, path, name, places));
    }),
  ];
}

/** What stands behind a pattern, with its pointers. */
function holdersAt(
  root: Json | undefined,
  path: string,
  steps: readonly string[],
): readonly (readonly [Json | undefined, string])[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [[root, path]];
  if (step === '*')
    return Array.isArray(root)
      ? root.flatMap((item: Json, index) => holdersAt(item, pointer(path, index), rest))
      : [];
  return isObject(root) ? holdersAt(root[step], pointer(path, step), rest) : [];
}

/** The values of a mapping, with their pointers. */
function entries(root: Json | undefined, key: string): readonly (readonly [Json | undefined, string])[] {
  const table = isObject(root) ? root[key.slice(1)] : undefined;
  if (!isObject(table)) return [];
  return Object.entries(table).map(([name, value]) => [value, pointer(key, name)] as const);
}

function wrongAt(holder: Json | undefined, path: string, name: string, places: Places): readonly Fault[] {
  const written = isObject(holder) ? holder[name] : undefined;
  // Other types are the schema's business.
  if (typeof written !== 'string' && !(written === 0 && name === 'rotate')) return [];
  const millis = fixedDurationMs(written);
  if (millis !== null && (millis > 0 || !LASTING.includes(name))) return [];
  const hint = 'Write for example 60s, 10m, 1h 30m or PT10M.';
  return [fault('bad-value', `\`${name}\` is no length of time.`, places.valueAt(pointer(path, name)), hint)];
}
