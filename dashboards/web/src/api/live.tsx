/** Keeps the page up to date: by the event stream, and by asking every so often while that is cut. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { BASE } from './base.js';

/** `live`: told of every change at once. `polling`: the stream is cut, the page asks by itself. */
export type LiveState = 'connecting' | 'live' | 'polling';

const EVENTS = ['run', 'decision', 'breaker', 'incident', 'override', 'contracts', 'expectation'];
/** A burst of events refreshes the page once. */
const GATHER_MS = 400;
const POLL_MS = 10_000;
const REOPEN_MS = 3_000;

const Live = createContext<LiveState>('connecting');

/** Whether the page is told of changes at this moment. */
export const useLive = (): LiveState => useContext(Live);

/** One stream a tab, and none for a tab that nobody sees: browsers hold six connections to a host, over all tabs. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const refresh = gathered(() => void queries.invalidateQueries());
    const stream = openStream({ onEvent: refresh.soon, onOpen: refresh.now, onState: setState });
    const poll = setInterval(() => {
      if (stream.isCut() && document.visibilityState === 'visible') refresh.now();
    }, POLL_MS);
    return () => {
      clearInterval(poll);
      refresh.stop();
      stream.close();
    };
  }, [queries]);
  return <Live value={state}>{children}</Live>;
}

function gathered(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    stop,
    now: (): void => {
      stop();
      act();
    },
    soon: (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        act();
      }, GATHER_MS);
    },
  };
}

interface StreamParts {
  readonly onEvent: () => void;
  /** The stream is back: what happened in between is unknown. */
  readonly onOpen: () => void;
  readonly onState: (state: LiveState) => void;
}

function openStream({ onEvent, onOpen, onState }: StreamParts) {
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | null = null;
  let cut = false;
  let wasOpen = false;

  const close = (): void => {
    if (again !== null) clearTimeout(again);
    again = null;
    source?.close();
    source = null;
  };
  const open = (): void => {
    close();
    if (document.visibilityState === 'hidden') return;
    source = new EventSource(`${BASE}/v1/events`);
    source.onopen = () => {
      onState('live');
      // What the page asked for while it was not told of changes may be out of date.
      if (wasOpen || cut) onOpen();
      cut = false;
      wasOpen = true;
    };
    source.onerror = () => {
      cut = true;
      onState('polling');
      // A browser gives up on a stream that is answered with an error.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, REOPEN_MS);
    };
    for (const name of EVENTS) source.addEventListener(name, onEvent);
  };
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') close();
    else open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  open();
  return {
    isCut: () => cut,
    close: () => {
      document.removeEventListener('visibilitychange', onVisibility);
      close();
    },
  };
}
