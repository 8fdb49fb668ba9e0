import { Client } from './client';
import type { components } from './schema';

export { etagOf, problemOf, type Answer } from './client';
export { isAbort, Problem, troubleOf, type Trouble } from './problem';

type Schemas = components['schemas'];
export type Collection = Schemas['Collection'];
export type CollectionRef = Schemas['CollectionRef'];
export type Item = Schemas['Item'];
export type Can = Schemas['Can'];
export type Trashed = Schemas['Trashed'];
export type User = Schemas['User'];
export type Permission = Schemas['Permission'];
export type Session = Schemas['Session'];
export type Group = Schemas['Group'];
export type Role = Schemas['Role'];
export type Grant = Schemas['Grant'];
export type Grants = Schemas['Grants'];
/** What a change of rights would do, and what it would do to one person. */
export type Effect = Schemas['Effects'];
export type PersonEffect = Effect['changes'][number];
/** Why somebody may or may not, step by step from the target to the top. */
export type Explained = Schemas['Explanation'];
export type Step = Explained['steps'][number];
/** Somebody who may, and through what. */
export type Seer = Schemas['HolderList']['items'][number];
export type Link = Schemas['Link'];
/** What a public address leads to. */
export type Opened = Schemas['LinkOpened'];
export type AuditEntry = Schemas['AuditList']['items'][number];

/** Null where there is none: in tests, or because the person forbids it. */
function tabMemory(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

export const api = new Client(undefined, tabMemory());
