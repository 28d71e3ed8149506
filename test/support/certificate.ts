/** A certificate for localhost, 127.0.0.1 and hooks.example.test that signs itself; it guards nothing, and is valid for a hundred years. */
import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`certificate/${name}`, import.meta.url), 'utf8');

export const certificate = read('certificate.pem');
export const key = read('key.pem');
