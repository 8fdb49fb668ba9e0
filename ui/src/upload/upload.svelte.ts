import { isAbort, Problem, type Trouble } from '../lib/api';
import type { Picked } from './files';

/** A place that files go to. */
export interface Target {
  readonly id: string;
  readonly title: string;
}

export type Why = Trouble | 'unreadable' | 'loose';

export type State =
  | { readonly is: 'waiting' }
  | { readonly is: 'sending' }
  /** failed in a way that passes by itself; goes on alone */
  | { readonly is: 'resting' }
  | { readonly is: 'done' | 'there'; readonly item: string }
  | { readonly is: 'failed'; readonly why: Why; readonly problem: Problem | null }
  | { readonly is: 'cancelled' };

/** One file on its way. */
export class Upload {
  state = $state.raw<State>({ is: 'waiting' });
  sent = $state(0);

  constructor(
    readonly number: number,
    readonly picked: Picked,
    readonly target: Target,
  ) {}

  get name(): string {
    return this.picked.name;
  }

  get size(): number {
    return this.picked.file?.size ?? 0;
  }

  /** Where it lay, for telling apart two files of the same name. */
  get folder(): string {
    return this.picked.path.join(' / ');
  }
}

/** Seconds to wait before another try, or null when trying again would only fail again. */
export function restAfter(error: unknown, tries: number): number | null {
  if (isAbort(error) || tries >= 4 || !(error instanceof Problem)) return null;
  if (error.trouble === 'busy' || error.trouble === 'away') return error.retryAfter ?? 2 ** tries;
  return error.trouble === 'offline' ? 2 ** tries : null;
}
