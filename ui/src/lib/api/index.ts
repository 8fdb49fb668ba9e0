import { Client } from './client';
import type { components } from './schema';
import { Written } from './written';

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
/** Of a group. */
export type Member = Pick<Schemas['Me'], 'id' | 'login' | 'name'>;
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
/** How originals are kept, and which are damaged. */
export type StorageReport = Schemas['Storage'];
export type Job = Schemas['Job'];
/** How the content cache of one node is doing. */
export type Cache = Schemas['Cache'];
export type CacheView = Schemas['CacheView'];
export type CacheCounts = Schemas['CacheViewCounts'];
export type CacheMiss = Schemas['CacheMiss'];
export type CacheEntry = Schemas['CacheEntry'];
export type AuditEntry = Schemas['AuditList']['items'][number];

/** Null where there is none: in tests, or because the person forbids it. */
function tabMemory(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

export const api = new Client(undefined, new Written(tabMemory()));
