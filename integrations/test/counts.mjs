// Counts what passed, failed and was skipped, and says so as it goes.

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Compares what was seen with what must be; both survive JSON. */
export function check(name, seen, wanted) {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (a === b) return pass(name);
  return fail(name, `seen ${a}, wanted ${b}`);
}

export function pass(name) {
  counts.passed += 1;
  console.log(`  ✓ ${name}`);
}

export function fail(name, why) {
  counts.failed += 1;
  console.log(`  ✗ ${name}: ${why}`);
}

/** A whole orchestrator that can not be had here. */
export function skip(name, reason) {
  counts.skipped += 1;
  console.log(`  – ${name} skipped: ${reason}`);
}

export const hasFailed = () => counts.failed > 0;

/** The closing line, and the exit code. */
export function close() {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
