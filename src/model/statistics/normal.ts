/** The standard normal distribution's tail. */
import { upperGamma } from './incomplete-gamma.js';

/** P(Z > z) of a standard normal variable, also far out, where 1 − Φ(z) would lose its digits. */
export function normalUpper(z: number): number {
  const half = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}
