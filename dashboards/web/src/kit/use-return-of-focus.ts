/** Whoever leaves a dialog is where they came from: at the button that opened it. */
import { useEffect, useState } from 'react';

/** For dialogs that are mounted while they are open. */
export function useReturnOfFocus(): void {
  // Taken while rendering: in an effect the focus would be in the dialog already.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}
