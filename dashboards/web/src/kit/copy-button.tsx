/** Copies a text, and says so. */
import { Button } from '@mantine/core';
import { useAnnounce } from './announcer.js';

/** @param what named in the label: "Copy SQL" is `what="SQL"` @param text made when it is asked for */
export function CopyButton({ what, text }: { readonly what: string; readonly text: () => string }) {
  const announce = useAnnounce();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      announce(`Copied: ${what}.`);
    } catch {
      announce(`The browser does not let this page copy. ${what}: select it by hand.`);
    }
  };
  return (
    <Button className="no-print" variant="default" size="compact-sm" onClick={() => void copy()}>
      Copy {what}
    </Button>
  );
}
