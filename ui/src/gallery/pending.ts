import { api, isAbort, Problem } from '../lib/api';
import type { Slice } from './slice.svelte';

/** Milliseconds between looks: soon at first, then less and less often. */
const SOONEST = 1_500;
const LATEST = 30_000;
const AT_ONCE = 8;

/** Asks now and then for those in sight whose preview is still being made; returns the end of it. */
export function watchPending(slice: Slice, inSight: () => string[]): () => void {
  const ending = new AbortController();
  let pause = SOONEST;
  let timer: ReturnType<typeof setTimeout>;

  async function look(): Promise<void> {
    const waiting = inSight()
      .flatMap((id) => slice.item(slice.indexOf(id)) ?? [])
      .filter((item) => item.preview.state === 'pending')
      .slice(0, AT_ONCE);
    let changed = false;
    if (!document.hidden) {
      for (const { id } of waiting) {
        try {
          const { data } = await api.get('/api/v1/items/{id}', { path: { id }, signal: ending.signal });
          if (data.preview.state === 'pending') continue;
          slice.replace(data);
          changed = true;
        } catch (error) {
          if (isAbort(error)) return;
          if (error instanceof Problem && error.trouble === 'missing') slice.remove([id]);
        }
      }
    }
    pause = changed || waiting.length === 0 ? SOONEST : Math.min(LATEST, pause * 1.6);
    timer = setTimeout(() => void look(), pause);
  }

  timer = setTimeout(() => void look(), pause);
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}
