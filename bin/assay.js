#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Node 22 and later keep compiled code between calls. It is asked before anything else is loaded, and keeps it beside the
// installation: in a folder that everybody may write to, others could put code of theirs in its place.
module.enableCompileCache?.(fileURLToPath(new URL('../dist/.compile-cache', import.meta.url)));
const { main } = await import('../dist/bundle/src/app/main.js');

await main(process.argv.slice(2));
