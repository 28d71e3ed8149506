// Tells the demo as it goes: a line a day, the blocked ones explained.
const paint = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const color = (code) => (text) => (paint ? `\u001b[${code}m${text}\u001b[0m` : text);
const [red, green, yellow, dim, bold] = [31, 32, 33, 2, 1].map(color);

const SIGNS = { allow: green('ok  '), allow_with_warnings: yellow('warn'), block: red('STOP') };
const LAYERS = ['bronze', 'silver', 'gold'];

export function story() {
  const started = Date.now();
  const counts = { allow: 0, allow_with_warnings: 0, block: 0 };
  const found = new Map();
  const open = new Set();

  /** Remembers what warned and what failed, for the summary. */
  const count = ({ decision }) => {
    counts[decision.outcome] += 1;
    for (const reason of decision.reasons.filter(
      (each) => each.code === 'check_failed' || each.code === 'check_warned',
    )) {
      const key = reason.check;
      found.set(key, { ...reason, days: (found.get(key)?.days ?? 0) + 1 });
    }
  };

  return {
    begin(days) {
      console.log(
        bold(
          `${days.length} days of flights, ${days[0]} to ${days.at(-1)}: land → gate → promote, day by day`,
        ),
      );
      console.log(dim('day          bronze silver gold   what the gate had to say'));
    },

    airports(decided) {
      count(decided);
      console.log(`airports     ${SIGNS[decided.decision.outcome]}`);
    },

    day(day, decided) {
      LAYERS.forEach((layer) => count(decided[layer]));
      const signs = LAYERS.map((layer) => SIGNS[decided[layer].decision.outcome]).join('   ');
      console.log(`${day}   ${signs}  ${dim(headline(decided))}`);
      for (const layer of LAYERS) explain(decided[layer].decision);
      for (const layer of LAYERS) breakerNews(decided[layer].decision, open);
    },

    end(breakers, routes) {
      const asked = counts.allow + counts.allow_with_warnings + counts.block;
      console.log(
        bold(`\n${asked} decisions in ${((Date.now() - started) / 1000).toFixed(1)} s: `) +
          `${counts.allow} allowed, ${counts.allow_with_warnings} with warnings, ${counts.block} blocked.`,
      );
      console.log(
        `Gold holds ${routes.rows.toLocaleString('en')} rows of ${routes.days} days, ${routes.flights.toLocaleString('en')} flights.`,
      );
      console.log('\nWhat was found:');
      for (const { effect, check, days, message } of found.values()) {
        console.log(
          `  ${effect === 'block' ? red('blocked') : yellow('warned ')} ${String(days).padStart(3)} day${days === 1 ? ' ' : 's'}  ${check}`,
        );
        console.log(dim(`${' '.repeat(19)}last: ${message}`));
      }
      console.log('\nBreakers now:');
      for (const state of breakers) {
        const line = `  ${state.phase === 'closed' ? green('closed') : red(state.phase)}  ${state.dataset}`;
        console.log(state.cause === null || state.phase === 'closed' ? line : `${line}: ${state.cause}`);
      }
      console.log(`
Try next:
  npm run -s assay -- serve            # then open http://127.0.0.1:8080
  npm run -s assay -- breaker status silver.flights
  npm run -s assay -- history silver.flights --check delays-look-alike --limit 60
  npm run -s assay -- check gold.route_daily --batch day=2001-06-15 --as-of 2001-06-16T00:00:00Z
  npm run -s assay -- explain gold.route_daily --batch day=2001-06-15
  npm run -s assay -- gate gold.route_daily --batch day=2001-06-30; echo "exit code $?"`);
    },
  };
}

/** The first thing worth saying of a day that went through. */
function headline(decided) {
  const warned = LAYERS.flatMap((layer) => decided[layer].decision.reasons).filter(
    (reason) => reason.effect === 'warn' && reason.code === 'check_warned',
  );
  const text = warned.map((reason) => reason.message.split(/, (?:allowed|\d+ keys? stand)/)[0]).join(' · ');
  const room = (process.stdout.columns ?? 150) - 36;
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/** Why a layer was blocked. */
function explain(decision) {
  if (decision.outcome !== 'block') return;
  for (const reason of decision.reasons.filter((each) => each.effect === 'block')) {
    console.log(
      `             ${red('└')} ${decision.dataset}: ${reason.message}${reason.owner === null ? '' : dim(` (${reason.owner})`)}`,
    );
  }
}

/** Tells when a breaker opens and when it closes again. */
function breakerNews(decision, open) {
  const isOpen = decision.breaker !== 'closed';
  if (isOpen && !open.has(decision.dataset))
    console.log(`             ${red('⚡')} the breaker of ${decision.dataset} is open`);
  if (!isOpen && open.has(decision.dataset))
    console.log(
      `             ${green('↻')} the breaker of ${decision.dataset} closed: this day's data is good`,
    );
  if (isOpen) open.add(decision.dataset);
  else open.delete(decision.dataset);
}
