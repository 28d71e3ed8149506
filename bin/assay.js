#!/usr/bin/env node
import module from 'node:module';
import v8 from 'node:v8';
import { fileURLToPath } from 'node:url';

// Node 22 and later keep compiled code between calls. It is asked before anything else is loaded, and keeps it beside the
// installation: in a folder that everybody may write to, others could put code of theirs in its place.
module.enableCompileCache?.(fileURLToPath(new URL('../dist/.compile-cache', import.meta.url)));

// The embedded store is WebAssembly, and a call is over before optimising it pays: a quarter of the time of a `gate`. V8 complains
// of a flag that it does not know, so versions that this was not tried on are left alone.
if (Number.parseInt(process.versions.v8) <= 14) v8.setFlagsFromString('--liftoff-only');

const { main } = await import('../dist/bundle/src/app/main.js');

await main(process.argv.slice(2));
