/** Changes by what they mean: whom each may break, and what to do about it. */
import type { Schema } from '../../api/client.js';
import { Glyph, type Health } from '../../kit/glyph.js';
import styles from './contract.module.css';
import { JsonValue } from './json-value.js';
import { Sentence } from './sentence.js';

type Change = Schema<'SemanticChange'>;
type Level = Change['level'];

const HEALTH: { readonly [level in Level]: Health } = { breaking: 'fail', risky: 'warn', safe: 'pass' };
const LEVELS: readonly Level[] = ['breaking', 'risky', 'safe'];

export function SemanticChanges({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p>Both versions mean the same.</p>;
  const sorted = LEVELS.flatMap((level) => changes.filter((change) => change.level === level));
  return (
    <ul className={styles['changes']}>
      {sorted.map((change) => (
        <OneChange key={`${change.fingerprint} ${change.path}`} change={change} />
      ))}
    </ul>
  );
}

function OneChange({ change }: { readonly change: Change }) {
  const { code, name, level, message, fix, dataset, column, before, after, producer, consumer } = change;
  const where = [dataset, column].filter((part) => part !== null).join(' / ');
  return (
    <li className={styles['change']}>
      <div className={styles['tags']}>
        <strong>
          <Glyph health={HEALTH[level]} /> {level}
        </strong>
        <span className={styles['dim']}>
          {code} {name}
        </span>
        {where !== '' && <span className={styles['dim']}>{where}</span>}
      </div>
      <p>
        <Sentence text={message} />
      </p>
      <p className={styles['dim']}>
        <Party who="Producers" level={producer} /> · <Party who="Readers" level={consumer} />
      </p>
      {fix !== null && (
        <p>
          What helps: <Sentence text={fix} />
        </p>
      )}
      {(before !== null || after !== null) && (
        <dl className={styles['values']}>
          <dt>before</dt>
          <dd>
            <JsonValue value={before} />
          </dd>
          <dt>after</dt>
          <dd>
            <JsonValue value={after} />
          </dd>
        </dl>
      )}
    </li>
  );
}

const IMPACT: { readonly [level in Level]: string } = {
  breaking: 'broken',
  risky: 'may be broken',
  safe: 'safe',
};

function Party({ who, level }: { readonly who: string; readonly level: Level }) {
  return (
    <span>
      {who}: <Glyph health={HEALTH[level]} /> {IMPACT[level]}
    </span>
  );
}
