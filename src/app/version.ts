/** The version of this build. A constant rather than a file read, so that a bundled copy tells the truth; a test compares it with package.json. */
export const VERSION = '0.1.0';
