/** A sentence of the service: what stands in backticks is code. */
import { Fragment } from 'react';

export function Sentence({ text }: { readonly text: string }) {
  const parts = text.split('`');
  // An odd one has no partner: then it is a backtick.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, place) => {
    const key = `${String(place)} ${part}`;
    return place % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>;
  });
}
