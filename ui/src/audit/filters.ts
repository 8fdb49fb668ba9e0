import type { Query } from '../lib/routes';

/** What of the history is shown; lives in the address. Days are as date fields give them. */
export interface Filters {
  object: string | null;
  subject: string | null;
  actor: string | null;
  from: string | null;
  to: string | null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export function readFilters(query: URLSearchParams): Filters {
  const text = (name: string): string | null => query.get(name) || null;
  const day = (name: string): string | null => (DAY.test(query.get(name) ?? '') ? query.get(name) : null);
  return { object: text('object'), subject: text('subject'), actor: text('actor'), from: day('from'), to: day('to') };
}

export function writeFilters(filters: Filters): Query {
  return { ...filters };
}

/** As the server wants them: days are whole days where the person is. */
export function toQuery({ object, subject, actor, from, to }: Filters) {
  return {
    ...(object === null ? {} : { object }),
    ...(subject === null ? {} : { subject }),
    ...(actor === null ? {} : { actor }),
    ...(from === null ? {} : { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to === null ? {} : { to: new Date(`${to}T23:59:59.999`).toISOString() }),
  };
}

export function any(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== null);
}
