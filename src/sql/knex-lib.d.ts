// Knex without its migrations, pools' drivers and other dialects: half of its import time.
declare module 'knex/lib/client.js' {
  import type { Knex } from 'knex';
  const Client: typeof Knex.Client;
  export default Client;
}
declare module 'knex/lib/dialects/postgres/index.js' {
  import type { Knex } from 'knex';
  const Client: typeof Knex.Client;
  export default Client;
}
