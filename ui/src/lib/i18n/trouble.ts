import { Problem, type Trouble } from '../api/problem';
import { t, type Key } from './index.svelte';

const words: Record<Trouble, Key & `common.trouble.${string}`> = {
  invalid: 'common.trouble.invalid',
  'signed-out': 'common.trouble.signedOut',
  denied: 'common.trouble.denied',
  missing: 'common.trouble.missing',
  conflict: 'common.trouble.conflict',
  stale: 'common.trouble.stale',
  'too-large': 'common.trouble.tooLarge',
  unsupported: 'common.trouble.unsupported',
  busy: 'common.trouble.busy',
  away: 'common.trouble.away',
  offline: 'common.trouble.offline',
  fault: 'common.trouble.fault',
};

/** What happened and what to do next, in the person's language. */
export function sayTrouble(error: unknown): string {
  return t(error instanceof Problem ? words[error.trouble] : 'common.trouble.fault');
}
