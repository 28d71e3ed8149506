/** What the SQL writer throws for what a dialect can not say: `reason` becomes that of the reading. */
export { Unanswerable as SqlError } from '../plan/unanswerable.js';
