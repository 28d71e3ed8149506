/** How wide an element is at this moment, for charts that fill it. */
import { useEffect, useRef, useState, type RefObject } from 'react';

/** @param before it is known */
export function useWidth<T extends HTMLElement>(before: number): readonly [RefObject<T | null>, number] {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(before);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.max(240, Math.round(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
