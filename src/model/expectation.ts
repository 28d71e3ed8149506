/** A person's word on one point of a check's series: whether it was to be expected, so whether later runs may be judged by it. */

export interface Expectation {
  readonly check: string;
  readonly dataset: string;
  readonly runId: string;
  /** True: the point counts as a baseline whatever its run was. False: it does not. The last word on a point holds. */
  readonly expected: boolean;
  readonly by: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}
