/** How a text for people is set. */
import pc from 'picocolors';

export interface TextOptions {
  /** The caller knows the terminal and NO_COLOR. */
  readonly color: boolean;
  /** Columns of the terminal; texts use 80 to 120. Default 100. */
  readonly width?: number;
}

export type Colors = ReturnType<typeof pc.createColors>;

/** Colours, or the same functions doing nothing. */
export function colorsOf(options: TextOptions): Colors {
  return pc.createColors(options.color);
}

/** The columns that a text may fill. */
export function columnsOf(options: TextOptions): number {
  return Math.min(120, Math.max(80, options.width ?? 100));
}
