import { lookOften } from '../lib/often';
import type { Slice } from './slice.svelte';

const PACE = { soonest: 1_500, latest: 30_000 };

/** Asks now and then for those in sight whose preview is still being made; returns the end of it. */
export function watchPending(slice: Slice, inSight: () => string[]): () => void {
  return lookOften(async (signal) => {
    const waiting = inSight().filter((id) => slice.item(slice.indexOf(id))?.preview.state === 'pending');
    // Where nothing is waited for, what comes into sight next is not made to wait either.
    return waiting.length === 0 || (await slice.refresh(waiting, signal));
  }, PACE);
}
