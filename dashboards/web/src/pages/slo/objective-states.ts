/** How an objective may stand, worst first. */

export const OBJECTIVE_STATES = ['spent', 'burning', 'met', 'no_data'] as const;
