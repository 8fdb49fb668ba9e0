import { Client } from './client';
import type { components } from './schema';

export { etagOf, problemOf, type Answer } from './client';
export { isAbort, Problem, troubleOf, type Trouble } from './problem';

type Schemas = components['schemas'];
export type Collection = Schemas['Collection'];
export type CollectionRef = Schemas['CollectionRef'];
export type Item = Schemas['Item'];
export type Can = Schemas['Can'];
export type Session = Schemas['Session'];
export type Trashed = Schemas['Trashed'];
export type User = Schemas['User'];
export type Group = Schemas['Group'];
export type Role = Schemas['Role'];
export type Grant = Schemas['Grant'];
export type Grants = Schemas['Grants'];
export type Permission = Schemas['Permission'];

/** Null where there is none: in tests, or because the person forbids it. */
function tabMemory(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

export const api = new Client(undefined, tabMemory());
