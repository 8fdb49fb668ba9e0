import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem, type Explained, type Grant } from '../../src/lib/api';
import { onlyReading } from '../../src/lib/looking';
import { check, toBody } from '../../src/links/link';
import { sayEffect, sayPerson } from '../../src/rights/effect';
import { Forecast } from '../../src/rights/forecast.svelte';
import { named, refusal } from '../../src/rights/refusal';
import { Rights } from '../../src/rights/rights.svelte';
import { sayChange } from '../../src/rights/said';
import { advise, groundOf, placeName } from '../../src/rights/why';

const zoe: Grant = { principal: 'user:z', role: 'viewer', effect: 'allow', name: 'Zoé' };
const eva: Grant = { principal: 'user:e', role: 'editor', effect: 'allow', name: 'Eva' };

const people = (n: number, items: number) => ({ people: n, items });
const effect = { gains: people(0, 0), loses: people(0, 0), everyone: false, changes: [], more: false };

describe('the effect of a change, in words', () => {
  test('first what it opens, then what it closes', () => {
    expect(sayEffect({ ...effect, gains: people(3, 1204), loses: people(1, 10) })).toEqual([
      'Opens 1,204 items to 3 more people.',
      'Closes 10 items to 1 person.',
    ]);
  });

  test('a change of what may be done with what is open already is not silent', () => {
    const change = { user: { id: 'z', login: 'zoe', name: 'Zoé' }, gains: ['download' as const], loses: [], opens: 0, closes: 0 };
    expect(sayEffect({ ...effect, changes: [change] })).toEqual(['Changes what 1 person may do.']);
    expect(sayPerson(change)).toEqual(['may now: download']);
    expect(sayEffect(effect)).toEqual(['This changes nothing for anybody who is here now.']);
    expect(sayEffect({ ...effect, everyone: true, gains: people(0, 5) })).toEqual(['This concerns people without an account too.']);
  });
});

describe('why somebody may or may not', () => {
  const at = (id: string, title: string | null) => ({ kind: 'collection' as const, id, title });
  const given: Explained = {
    allowed: true,
    reason: 'granted',
    advice: '',
    steps: [
      { at: { kind: 'item', id: 'i', title: 'Door' }, inherit: true, entries: [] },
      { at: at('c', 'Courtyard'), inherit: true, entries: [{ grant: zoe, via: [], decides: true }] },
      { at: at('root', null), inherit: true, entries: [{ grant: eva, via: [], decides: false }] },
    ],
  };

  test('names the row that decides, and where', () => {
    const ground = groundOf(given);
    expect(ground.kind).toBe('given');
    expect(advise(ground, 'Zoé', [])).toContain('“Zoé: Viewer” at “Courtyard”');
  });

  test('tells a denial from a cut from nothing at all', () => {
    const [item, home, top] = given.steps as [Explained['steps'][0], Explained['steps'][0], Explained['steps'][0]];
    const denial = { grant: { ...zoe, effect: 'deny' as const }, via: ['Staff'], decides: true };
    const kind = (reason: Explained['reason'], steps: Explained['steps']) => groundOf({ ...given, allowed: false, reason, steps }).kind;
    expect(kind('denied', [{ ...home, entries: [denial] }, top])).toBe('denied');
    expect(kind('not inherited', [item, { ...home, entries: [], inherit: false }])).toBe('cut');
    expect(kind('no grant', [item])).toBe('none');
    expect(kind('disabled', [item, home])).toBe('disabled');
    expect(kind('not there', [])).toBe('other');
  });

  test('a hidden collection stays without a name', () => {
    expect(placeName({ at: at('x', null), inherit: true, entries: [] })).toBe('A collection further up');
    expect(placeName({ at: at('root', 'root'), inherit: true, entries: [] })).toBe('The whole library');
  });
});

describe('a change that is refused', () => {
  const problem = (status: number, detail: string) =>
    new Problem(status === 409 ? 'conflict' : status === 403 ? 'denied' : 'fault', status, { type: '', title: '', status, code: '', detail }, null);

  test('says which permission is missing', () => {
    expect(named('You do not hold "edit" and "delete" here.')).toEqual(['edit', 'delete']);
    expect(named('beyond your own rights: delete, share')).toEqual(['delete', 'share']);
    expect(refusal(problem(403, 'you lack: edit'))).toContain('you may not: edit');
    expect(refusal(problem(403, ''))).toContain('You can only pass on what you may do yourself');
    expect(refusal(problem(409, ''))).toContain('nobody');
    expect(refusal(problem(500, ''))).toBeUndefined();
  });
});

test('a change is said exactly when it was one', () => {
  const none = { inherit: true, grants: [] };
  const say = (before: Grant[], after: Grant[]) => sayChange({ ...none, grants: before }, { ...none, grants: after }, 'Plans', 'Above', []);
  expect(say([], [zoe])).toBe('Zoé was added: Viewer.');
  expect(say([zoe], [{ ...zoe, role: 'owner' }])).toBe('Zoé: Owner.');
  expect(say([zoe], [])).toBe('Zoé no longer has a right of their own here.');
  expect(say([], [zoe, eva])).toBe('Access to “Plans” was changed.');
  expect(say([eva], [zoe])).toBe('Access to “Plans” was changed.');
});

describe('a link that is asked for', () => {
  const asked = { role: 'viewer' as const, name: ' Family ', until: '', password: '', uses: '' };

  test('leaves out what is empty', () => {
    expect(toBody(asked)).toEqual({ role: 'viewer', name: 'Family' });
    expect(toBody({ ...asked, uses: '3', password: 'secret' })).toMatchObject({ uses: 3, password: 'secret' });
  });

  test('is mended before it is sent', () => {
    const now = new Date('2030-06-01T12:00:00');
    expect(Object.values(check(asked, now))).toEqual([null, null, null]);
    expect(check({ ...asked, until: '2030-06-01' }, now).until).toBeNull();
    expect(check({ ...asked, until: '2030-05-31' }, now).until).not.toBeNull();
    expect(check({ ...asked, uses: '0' }, now).uses).not.toBeNull();
    expect(check({ ...asked, uses: 'many' }, now).uses).not.toBeNull();
    expect(check({ ...asked, password: 'abc' }, now).password).not.toBeNull();
  });
});

test('who looks as somebody else is offered nothing that writes', () => {
  const all = { view: true, download: true, contribute: true, edit: true, delete: true, share: true, manage: true };
  const seen = JSON.parse(JSON.stringify({ items: [{ id: 'x', can: all }] }), onlyReading) as { items: { can: unknown }[] };
  expect(seen.items[0]?.can).toEqual({ view: true, download: true, contribute: false, edit: false, delete: false, share: false, manage: false });
});

/** A server for the rights of one place: just as much as is needed to save, and to be too late. */
class FakeGrants {
  rev = 1;
  inherit = true;
  grants: Grant[] = [zoe];
  readonly reasons: (string | undefined)[] = [];
  dryRuns = 0;

  answer(): Response {
    const body = JSON.stringify({ inherit: this.inherit, grants: this.grants, inherited: [] });
    return new Response(body, { status: 200, headers: { 'Content-Type': 'application/json', ETag: `"${this.rev}"` } });
  }

  readonly fetch = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (init.method === 'GET') return Promise.resolve(this.answer());
    const asked = JSON.parse(String(init.body)) as { inherit: boolean; grants: Grant[]; reason?: string };
    if (String(input).endsWith(':dryRun')) {
      this.dryRuns++;
      return Promise.resolve(Response.json({ ...effect, gains: people(asked.grants.length, 1) }));
    }
    if (headers.get('If-Match') !== `"${this.rev}"`) return Promise.resolve(new Response('{}', { status: 412 }));
    this.rev++;
    this.inherit = asked.inherit;
    this.grants = asked.grants;
    this.reasons.push(asked.reason);
    return Promise.resolve(this.answer());
  };
}

describe('rights that are edited', () => {
  let server: FakeGrants;
  let rights: Rights;

  beforeEach(async () => {
    server = new FakeGrants();
    vi.stubGlobal('fetch', server.fetch);
    rights = new Rights({ kind: 'collection', id: 'c' });
    await rights.load();
  });
  afterEach(() => vi.unstubAllGlobals());

  const addEva = () => rights.edit(({ inherit, grants }) => ({ inherit, grants: [...grants, eva] }));

  test('hold only when they are saved, with the reason', async () => {
    addEva();
    expect(rights.dirty).toBe(true);
    expect(server.grants).toHaveLength(1);
    expect(await rights.save(' new in the team ')).not.toBeNull();
    expect(server.grants.map(({ principal }) => principal)).toEqual(['user:z', 'user:e']);
    expect(server.reasons).toEqual(['new in the team']);
    expect(rights.dirty).toBe(false);
  });

  test('are put on top of what somebody else saved first, and looked at again', async () => {
    addEva();
    server.rev++;
    server.grants = [zoe, { principal: 'signed-in', role: 'viewer', effect: 'allow' }];
    expect(await rights.save()).toBeNull();
    expect(rights.notice).toBe('merged');
    expect(rights.dirty).toBe(true);
    await rights.save();
    expect(server.grants.map(({ principal }) => principal)).toEqual(['user:z', 'signed-in', 'user:e']);
  });

  test('need no saving when somebody else made the same change', async () => {
    addEva();
    server.rev++;
    server.grants = [zoe, eva];
    expect(await rights.save()).toBeNull();
    expect(rights.notice).toBe('gone');
    expect(rights.dirty).toBe(false);
  });

  test('are taken back without touching what came later', async () => {
    addEva();
    const saved = (await rights.save())!;
    server.rev++;
    server.grants = [...server.grants, { principal: 'signed-in', role: 'viewer', effect: 'allow' }];
    await rights.takeBack(saved);
    expect(server.grants.map(({ principal }) => principal)).toEqual(['user:z', 'signed-in']);
    expect(rights.dirty).toBe(false);
  });

  test('a draft survives that something else is taken back', async () => {
    addEva();
    const saved = (await rights.save())!;
    rights.edit(({ grants }) => ({ inherit: false, grants }));
    await rights.takeBack(saved);
    expect(server.grants.map(({ principal }) => principal)).toEqual(['user:z']);
    expect(rights.draft).toMatchObject({ inherit: false });
    expect(rights.draft?.grants.map(({ principal }) => principal)).toEqual(['user:z']);
  });

  test('are foreseen once, for the newest of many changes', async () => {
    vi.useFakeTimers();
    const forecast = new Forecast({ kind: 'collection', id: 'c' });
    forecast.ask({ inherit: true, grants: [zoe] });
    forecast.ask({ inherit: true, grants: [zoe, eva] });
    expect(forecast.phase).toBe('asking');
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    await vi.waitFor(() => expect(forecast.phase).toBe('ready'));
    expect(server.dryRuns).toBe(1);
    expect(forecast.effect?.gains.people).toBe(2);
  });
});
