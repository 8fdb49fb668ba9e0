import type { Can } from './api';

/**
 * For `JSON.parse`: leaves of every `can` only what reads, so that nothing which writes is offered anywhere to an
 * administrator who looks as another person, or to the guest of a link. The server refuses it as well.
 */
export function onlyReading(key: string, value: unknown): unknown {
  if (key !== 'can' || typeof value !== 'object' || value === null) return value;
  const { view, download } = value as Can;
  return { view, download, contribute: false, edit: false, delete: false, share: false, manage: false } satisfies Can;
}
