/** Where drizzle-kit finds the tables and writes the migrations: `npm run migrations`. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/store/schema.ts', './src/store/schema-access.ts'],
  out: './src/store/migrations',
  casing: 'snake_case',
  schemaFilter: ['assay'],
});
