import { isAbort } from './api';

/** Each look that finds nothing waits so many times longer than the one before. */
const GROWTH = 1.6;

/** Milliseconds between two looks, while something happens and when nothing has for a while. */
export interface Pace {
  soonest: number;
  latest: number;
}

/**
 * Looks again and again, and returns the end of it: soon while `look` says that something has changed, less and less
 * often when nothing does, not at all while nobody can see the page, and soon when they see it again. A look that
 * fails found nothing.
 */
export function lookOften(look: (signal: AbortSignal) => Promise<boolean>, { soonest, latest }: Pace): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let pause = soonest;
  let timer: ReturnType<typeof setTimeout>;

  async function again(): Promise<void> {
    try {
      const changed = !document.hidden && (await look(signal));
      pause = changed ? soonest : Math.min(latest, pause * GROWTH);
    } catch (error) {
      // What cannot be asked now is asked later; whoever does something themselves is told what is wrong.
      if (!isAbort(error)) pause = Math.min(latest, pause * GROWTH);
    }
    wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(() => void again(), pause);
  }

  function seen(): void {
    if (document.hidden || pause === soonest) return;
    pause = soonest;
    wait();
  }

  document.addEventListener('visibilitychange', seen, { signal });
  wait();
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}
