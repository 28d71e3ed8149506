// Measuring on a machine that others use too: variants take turns, medians are compared, the spread is shown.

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);

/** The middle one, or the mean of the two in the middle. */
export function median(numbers) {
  const order = sorted(numbers);
  const at = order.length / 2;
  return ((order[Math.ceil(at) - 1] ?? NaN) + (order[Math.floor(at)] ?? NaN)) / 2;
}

/** Runs every variant once to warm up, then so many rounds in turn; wall and CPU times (of this process) in ms, by name. */
export async function inTurns(variants, rounds) {
  const empty = () => Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  const [wall, cpu] = [empty(), empty()];
  for (const run of Object.values(variants)) await run();
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(variants)) {
      const [start, before] = [performance.now(), process.cpuUsage()];
      await run();
      const { user, system } = process.cpuUsage(before);
      wall[name].push(performance.now() - start);
      cpu[name].push((user + system) / 1000);
    }
  return { wall, cpu };
}

/** The variant with the smallest median. */
export const fastest = (times) =>
  Object.entries(times).reduce((best, each) => (median(each[1]) < median(best[1]) ? each : best));

export const ms = (numbers) => {
  const order = sorted(numbers);
  const show = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  return `${show(median(order))} ms (${show(order[0] ?? NaN)}–${show(order.at(-1) ?? NaN)})`;
};

const bars = [];

/** Prints one bar: a ratio or a figure against the most that it may be. */
export function bar(title, value, most, unit, details) {
  const met = value <= most;
  bars.push({ title, met });
  const number = (of) => (unit === '×' ? of.toFixed(2) : String(Math.round(of)));
  console.log(
    `\n${met ? 'PASS' : 'over'}  ${title}: ${number(value)} ${unit} (at most ${number(most)} ${unit})`,
  );
  for (const line of details) console.log(`      ${line}`);
}

/** Something measured that no bar is about. */
export const note = (text) => console.log(`      ${text}`);

export function summary() {
  const over = bars.filter(({ met }) => !met);
  console.log(
    `\n${bars.length - over.length} of ${bars.length} bars met${over.length === 0 ? '' : `; over: ${over.map(({ title }) => title).join('; ')}`}`,
  );
}
