/** What is left of an error budget: to the right of nothing while there is some, to the left of it where more was spent. */
import { budgetText } from './share-text.js';
import styles from './slo.module.css';

/** @param left share of the budget; null: there is none, or nothing was counted */
export function BudgetBar({ left }: { readonly left: number | null }) {
  const part = left === null ? 0 : Math.min(1, Math.abs(left)) * 50;
  const isOver = left !== null && left < 0;
  return (
    <div className={styles['budget']}>
      {left !== null && (
        <div className={styles['bar']} aria-hidden="true">
          <div
            className={styles['part']}
            data-over={isOver ? true : undefined}
            style={{ left: `${String(isOver ? 50 - part : 50)}%`, width: `${String(part)}%` }}
          />
          <div className={styles['zero']} />
        </div>
      )}
      <span>{budgetText(left)}</span>
    </div>
  );
}
