import type { components, paths as Generated } from './schema';

/**
 * What the contract says about roles, links, asking, looking and the audit, written by hand until openapi.yaml has
 * it: then this file goes and the names below point to the generated schemas.
 */
type Schemas = components['schemas'];
type Permission = Schemas['Permission'];

interface Part<T> {
  items: T[];
  next: string | null;
  total: number | null;
}

export interface PersonRef {
  id: string;
  login: string;
  name: string;
}

interface Ref {
  id: string;
  name: string;
}

export type Role = Schemas['Role'] & { rev?: number };
export type Group = Schemas['Group'] & {
  /** groups that are members of this one */
  groups?: Ref[];
  memberOf?: Ref[];
};
export type Grant = Schemas['Grant'];
export type Grants = Schemas['Grants'];

interface GrantsAsked {
  inherit: boolean;
  grants: Grant[];
  /** kept in the history */
  reason?: string;
}

/** What a change of rights would do. */
export interface Effect {
  gains: { people: number; items: number };
  loses: { people: number; items: number };
  changes: PersonEffect[];
  /** more people are concerned than `changes` lists */
  more: boolean;
}

export interface PersonEffect {
  user: PersonRef;
  gains: Permission[];
  loses: Permission[];
  opens: number;
  closes: number;
}

export interface Explained {
  allowed: boolean;
  reason: string;
  /** from the target to the top */
  steps: Step[];
  advice: string | null;
}

export interface Step {
  at: { kind: 'item' | 'collection'; id: string; title: string | null };
  inherit: boolean;
  entries: { grant: Grant; via: string[]; decides: boolean }[];
}

export interface WhoCan extends Part<Seer> {
  /** also people who are not signed in */
  everyone: boolean;
}

export interface Seer {
  user: PersonRef;
  grant: Grant;
  from: { id: string; title: string } | null;
  via: string[];
  lastSeen: string | null;
}

export interface Link {
  id: string;
  name: string;
  collection?: string | null;
  item?: string | null;
  title: string;
  role: string;
  until: string | null;
  uses: number | null;
  used: number;
  password: boolean;
  created: string;
  by: { id: string; name: string };
  state: 'open' | 'expired' | 'used up';
}

export type LinkMade = Link & { url: string; token: string };

interface LinkNew {
  collection?: string;
  item?: string;
  role?: string;
  name?: string;
  until?: string;
  password?: string;
  uses?: number;
}

/** What a public address leads to. */
export interface Opened {
  kind: 'collection' | 'item';
  id: string;
  title: string;
  role: string;
  needsPassword: boolean;
  until: string | null;
}

export interface AuditEntry {
  n: number;
  at: string;
  actor: string;
  what: string;
  object: string;
  subjects: string[];
  before: unknown;
  after: unknown;
  reason: string | null;
}

export type Session = Omit<Schemas['Session'], 'user'> & {
  user: Schemas['Me'] | null;
  /** the administrator who looks as this person */
  as?: PersonRef | null;
  link?: { id: string; kind: 'collection' | 'item'; target: string; title: string; role: string; until: string | null } | null;
};

type Operation<Answer, Asked = object> = {
  parameters: (Asked extends { path: infer P } ? { path: P } : { path?: never }) &
    (Asked extends { query: infer Q } ? { query?: Q } : { query?: never });
  responses: [Answer] extends [undefined] ? { 204: { content?: never } } : { 200: { content: { 'application/json': Answer } } };
} & (Asked extends { body: infer B } ? { requestBody: { content: { 'application/json': B } } } : unknown);

type Id = { path: { id: string } };
type Paged = { limit?: number; cursor?: string };
type On = { collection?: string; item?: string };

interface GrantsPath {
  get: Operation<Grants, Id>;
  put: Operation<Grants, Id & { body: GrantsAsked }>;
}

interface AccessPaths {
  '/api/v1/session': Omit<Generated['/api/v1/session'], 'get'> & { get: Operation<Session> };
  '/api/v1/session/as': {
    post: Operation<Session, { body: { user: string } }>;
    delete: Operation<undefined>;
  };
  '/api/v1/roles': {
    get: Operation<Part<Role>>;
    post: Operation<Role, { body: { name: string; permissions: Permission[] } }>;
  };
  '/api/v1/roles/{id}': {
    get: Operation<Role, Id>;
    patch: Operation<Role, Id & { body: { name?: string; permissions?: Permission[] } }>;
    delete: Operation<undefined, Id>;
  };
  '/api/v1/groups/{id}': Omit<Generated['/api/v1/groups/{id}'], 'get'> & { get: Operation<Group, Id> };
  '/api/v1/groups/{id}/groups/{group}': {
    put: Operation<undefined, { path: { id: string; group: string } }>;
    delete: Operation<undefined, { path: { id: string; group: string } }>;
  };
  '/api/v1/collections/{id}/grants': GrantsPath;
  '/api/v1/items/{id}/grants': GrantsPath;
  '/api/v1/collections/{id}/grants:dryRun': { post: Operation<Effect, Id & { body: GrantsAsked }> };
  '/api/v1/items/{id}/grants:dryRun': { post: Operation<Effect, Id & { body: GrantsAsked }> };
  '/api/v1/explain': { get: Operation<Explained, { query: On & { user?: string; permission: Permission } }> };
  '/api/v1/who-can': { get: Operation<WhoCan, { query: On & Paged & { permission: Permission } }> };
  '/api/v1/links': {
    get: Operation<Part<Link>, { query: On & Paged }>;
    post: Operation<LinkMade, { body: LinkNew }>;
  };
  '/api/v1/links/{id}': { delete: Operation<undefined, Id> };
  '/api/v1/audit': {
    get: Operation<
      Part<AuditEntry>,
      { query: Paged & { object?: string; subject?: string; actor?: string; from?: string; to?: string } }
    >;
  };
  '/l/{token}': {
    get: Operation<Opened, { path: { token: string } }>;
    post: Operation<Opened, { path: { token: string }; body: { password: string } }>;
  };
}

export type paths = Omit<Generated, keyof AccessPaths> & AccessPaths;
