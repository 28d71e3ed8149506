/** How an objective is written into a contract. */
import { Code } from '../../kit/code.js';

const EXAMPLE = `slaProperties:
  - property: completeness      # or accuracy, conformity, consistency, coverage, timeliness, uniqueness
    value: 99.5
    unit: percent
  - property: availability      # decisions of the gate that let the data through
    value: 95
    unit: percent
    valueExt: P90D              # the window; 30 days where nothing is said
  - property: errorRate         # at most: what failed or could not be told
    value: 1
    unit: percent`;

export function HowToWrite() {
  return (
    <>
      <p>
        An objective stands in the contract, beside the rules. A dimension counts the results of the checks
        that carry it; what is recorded already counts at once.
      </p>
      <Code text={EXAMPLE} what="example" />
    </>
  );
}
