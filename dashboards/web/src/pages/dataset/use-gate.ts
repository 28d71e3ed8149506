/** One question to the gate from a page: how far it has come, its answer, and a way to cancel it. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { useAnnounce } from '../../kit/announcer.js';
import { askGate, type GateAnswer, type GateQuestion, type Waiting } from './ask-gate.js';

export type GateState =
  | { readonly step: 'idle' }
  /** `ask` is null until the service has answered for the first time. */
  | { readonly step: 'waiting'; readonly ask: Waiting | null }
  | { readonly step: 'decided'; readonly decision: GateAnswer }
  | { readonly step: 'failed'; readonly problem: ApiProblem };

const OUTCOMES = {
  allow: 'allowed',
  allow_with_warnings: 'allowed with warnings',
  block: 'blocked',
} as const;

export interface Gate {
  readonly state: GateState;
  readonly ask: (question: GateQuestion) => void;
  /** Ends the question itself, for everybody who asked the same. */
  readonly cancel: () => void;
}

/** Waiting ends when the page goes; the question does not. */
export function useGate(dataset: string): Gate {
  const [state, setState] = useState<GateState>({ step: 'idle' });
  const queries = useQueryClient();
  const announce = useAnnounce();
  const waiting = useRef<AbortController | null>(null);
  useEffect(() => () => waiting.current?.abort(), []);

  const fail = (error: unknown): void => {
    const problem = error instanceof ApiProblem ? error : ApiProblem.unreachable(error);
    setState({ step: 'failed', problem });
  };
  const ask = async (question: GateQuestion): Promise<void> => {
    const controller = new AbortController();
    waiting.current?.abort();
    waiting.current = controller;
    setState({ step: 'waiting', ask: null });
    try {
      const onWaiting = (now: Waiting): void => setState({ step: 'waiting', ask: now });
      const decision = await askGate(dataset, question, onWaiting, controller.signal);
      setState({ step: 'decided', decision });
      announce(`${dataset}: ${OUTCOMES[decision.outcome]}.`);
      await queries.invalidateQueries();
    } catch (error) {
      if (!controller.signal.aborted) fail(error);
    }
  };
  const cancel = async (): Promise<void> => {
    if (state.step !== 'waiting' || state.ask === null) return;
    try {
      await client.DELETE('/v1/decisions/{id}', { params: { path: { id: state.ask.id } } });
    } catch (error) {
      fail(error);
    }
  };
  return { state, ask: (question) => void ask(question), cancel: () => void cancel() };
}
