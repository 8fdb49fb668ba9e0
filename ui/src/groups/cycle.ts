import { Problem } from '../lib/api';

/** The path of a cycle that the server refused, such as `Board > Staff > Board`; null when it was not that. */
export function cycleOf(error: unknown): string | null {
  if (!(error instanceof Problem) || error.status !== 400) return null;
  const why = error.document?.errors?.[0]?.why ?? '';
  const path = /(?:^|: )([^:]+ > [^:]+)$/.exec(why.replace(/[.”"]+$/, ''))?.[1];
  return path === undefined ? null : path.split(' > ').join(' › ');
}
