import { speech } from '../lib/i18n/index.svelte';

/** A measured number to one digit; more would only flicker. */
export function tenths(value: number): string {
  return speech.number(Math.round(value * 10) / 10);
}
