// A stand-in for the server, for looking at the pages without one: the contract in memory, nothing is kept.
//   node dev/server.mjs [--port 8080] [--setup] [--delay 30]
// Sign in with ana / ana-ana-ana (administrator) or rui / rui-rui-rui (may view, not download, in most places).
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { hash, pageSvg, pageText, pdf, picture, random } from './pictures.mjs';

const arg = (name, or) => (process.argv.includes(name) ? (process.argv[process.argv.indexOf(name) + 1] ?? true) : or);
const PORT = Number(arg('--port', 8080));
const DELAY = Number(arg('--delay', 25));
let needsSetup = process.argv.includes('--setup');
const DIST = new URL('../dist/', import.meta.url).pathname;
const CSP = "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; script-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

// ---- data ----
const collections = new Map();
const items = new Map();
const homes = new Map();
const users = new Map();
const groups = new Map();
const tokens = new Map();
const grants = new Map();
const sessions = new Map();
const uploadsBytes = new Map();
let serial = 1;
const id = (p) => `${p}${(serial++).toString(36).padStart(5, '0')}`;
const now = () => new Date().toISOString();

function collection(title, parent = 'root', descr = '', key = id('c')) {
  collections.set(key, { id: key, parent, title, descr, cover: null, order: 0, rev: 1, trashed: null });
  homes.set(key, []);
  return key;
}
const shapes = [[4000, 3000], [3000, 4000], [4000, 2667], [2667, 4000], [3000, 3000], [6000, 2000], [4032, 3024], [3840, 2160]];
const subjects = ['Courtyard', 'Harvest', 'River at dusk', 'Old bridge', 'Class of', 'Choir', 'Market', 'Workshop', 'North façade', 'Feast of St John', 'Reading room', 'Map of the valley'];
function item(home, kind = 'image', more = {}) {
  const seed = serial;
  const r = random(seed);
  const key = id('i');
  const [w, h] = kind === 'pdf' ? [595, 842] : shapes[Math.floor(r() * shapes.length)];
  const day = new Date(Date.UTC(2026, 9, 1) - Math.floor(r() * 3e3) * 864e5).toISOString();
  const it = { id: key, seed, kind, home, width: w, height: h, pages: kind === 'pdf' ? 1 + Math.floor(r() * 40) : null, title: `${subjects[Math.floor(r() * subjects.length)]} ${1 + Math.floor(r() * 900)}`, descr: '', tags: r() < 0.3 ? ['archive', 'digitised'] : [], taken: day, added: day, rev: 1, trashed: null, state: 'ready', ...more };
  items.set(key, it);
  homes.get(home).push(it);
  return it;
}
const school = collection('School archive', 'root', 'Photographs and papers of the school from 1911 to today.', 'school');
const photos = collection('Photographs', school, '', 'photos');
const papers = collection('Papers', school, 'Letters, minutes and plans.', 'papers');
const decades = ['1910s', '1920s', '1930s', '1940s', '1950s', '1960s'].map((d) => collection(d, photos));
const big = collection('Hundred thousand', 'root', '', 'big');
const empty = collection('Empty drawer', 'root', '', 'empty');
const trips = collection('Trips', 'root', '', 'trips');
for (let n = 0; n < 30; n++) collection(`Trip ${2026 - n}`, trips);
decades.forEach((d, k) => { for (let n = 0; n < 40 + k * 60; n++) item(d); });
for (let n = 0; n < 12; n++) item(school);
for (let n = 0; n < 60; n++) item(papers, 'pdf');
for (let n = 0; n < 100000; n++) item(big, n % 17 === 3 ? 'pdf' : 'image');
for (const c of [...collections.values()].filter((c) => c.parent === trips)) for (let n = 0; n < 23; n++) item(c.id);
item(school, 'image', { title: 'Damaged negative', state: 'failed', reason: 'The file ends before the picture is complete', width: null, height: null, type: 'image/jpeg' });
item(school, 'image', { title: 'Aerial survey', state: 'none', reason: 'JPEG 2000 is not drawn yet', type: 'image/jp2', width: 9000, height: 7000 });
item(school, 'image', { title: 'Just arrived', state: 'pending', pendingUntil: Date.now() + 20000 });

const user = (login, name, admin, password) => { const u = { id: id('u'), login, name, mail: `${login}@example.org`, admin, state: 'active', locale: null, password, created: now(), rev: 1 }; users.set(u.id, u); return u; };
const ana = user('ana', 'Ana Ribeiro', true, 'ana-ana-ana');
const rui = user('rui', 'Rui Prado', false, 'rui-rui-rui');
['Beatriz Nogueira', 'Caio Duarte', 'Elisa Matos', 'Heitor Lima', 'Júlia Sá'].forEach((n) => user(n.split(' ')[0].toLowerCase().normalize('NFD').replace(/[^a-z]/g, ''), n, false, 'password-1'));
const group = (name, descr, members) => { const g = { id: id('g'), name, descr, members: new Set(members), rev: 1 }; groups.set(g.id, g); return g; };
group('Teachers', 'All who teach', [rui.id]);
group('Archive team', 'Scan and describe', [ana.id, rui.id]);
const roles = [['viewer', 'Viewer', ['list', 'view']], ['downloader', 'Downloader', ['list', 'view', 'download']], ['contributor', 'Contributor', ['list', 'view', 'download', 'contribute']], ['editor', 'Editor', ['list', 'view', 'download', 'contribute', 'edit', 'delete']], ['owner', 'Owner', ['list', 'view', 'download', 'contribute', 'edit', 'delete', 'share', 'manage']]].map(([i, name, permissions]) => ({ id: i, name, permissions, builtin: true }));

// ---- views ----
const can = (u) => Object.fromEntries(['view', 'download', 'contribute', 'edit', 'delete', 'share', 'manage'].map((p) => [p, u.admin || p === 'view']));
const children = (c) => [...collections.values()].filter((x) => x.parent === c && !x.trashed);
const live = (c) => homes.get(c).filter((i) => !i.trashed);
const below = (c) => [...live(c), ...children(c).flatMap((k) => below(k.id))];
const countCache = new Map();
function counts(c) {
  const cached = countCache.get(c);
  if (cached) return cached;
  const all = below(c);
  const pdfs = all.filter((i) => i.kind === 'pdf').length;
  const v = { collections: children(c).length, items: all.length, images: all.length - pdfs, pdfs, bytes: all.length * 3400000, own: live(c).length };
  countCache.set(c, v);
  return v;
}
const pathOf = (c) => { const out = []; for (let p = collections.get(c)?.parent; p && p !== 'root'; p = collections.get(p)?.parent) out.unshift({ id: p, title: collections.get(p).title }); return out; };
const showCollection = (c, u) => ({ id: c.id, parent: c.parent, title: c.title, descr: c.descr, cover: c.cover ?? below(c.id)[0]?.id ?? null, coverUrl: c.cover || below(c.id)[0] ? `/api/v1/items/${c.cover ?? below(c.id)[0].id}/preview?size=256&v=1` : null, order: c.order, path: pathOf(c.id), counts: counts(c.id), can: can(u), rev: c.rev });
function showItem(i, u, one = false) {
  if (i.state === 'pending' && i.pendingUntil < Date.now()) i.state = 'ready';
  const ready = i.state === 'ready';
  const url = (s) => `/api/v1/items/${i.id}/preview?size=${s}&v=${i.seed}`;
  const v = { id: i.id, kind: i.kind, title: i.title, descr: i.descr, tags: i.tags, name: i.name ?? `${i.title.toLowerCase().replace(/\W+/g, '-')}.${i.kind === 'pdf' ? 'pdf' : 'jpg'}`, size: i.size ?? 1200000 + i.seed * 37, type: i.type ?? (i.kind === 'pdf' ? 'application/pdf' : 'image/svg+xml'), sha256: i.seed.toString(16).padStart(64, '5ea1'), width: i.width, height: i.height, pages: i.pages, taken: i.taken, added: i.added, home: i.home, preview: { state: i.state, reason: i.reason ?? null, thumbhash: ready && i.kind === 'image' ? (i.hash ??= hash(i.seed, i.width, i.height)) : null, color: ready ? '#8899aa' : null, urls: ready ? { 256: url(256), 1440: url(1440), 2560: url(2560) } : {} }, can: can(u), rev: i.rev, trashed: i.trashed };
  if (one) Object.assign(v, { addedBy: 'Ana Ribeiro', path: [...pathOf(i.home), { id: i.home, title: collections.get(i.home).title }], meta: i.kind === 'image' ? { camera: 'Fujifilm X-T4', lens: 'XF 23 mm F2', exposure: '1/250 s', aperture: 'f/5.6', iso: '200', focalLength: '23 mm', ...(u.admin ? { gps: { lat: -22.9068, lon: -43.1729 } } : {}) } : { author: 'School office' } });
  return v;
}
const showUser = (u, me) => (me.admin ? { id: u.id, login: u.login, name: u.name, mail: u.mail, state: u.state, admin: u.admin, locale: u.locale, groups: [...groups.values()].filter((g) => g.members.has(u.id)).map((g) => g.id), created: u.created, rev: u.rev } : { id: u.id, login: u.login, name: u.name });
const showGroup = (g, one) => ({ id: g.id, name: g.name, descr: g.descr, size: g.members.size, rev: g.rev, ...(one ? { members: [...g.members].map((m) => meOf(users.get(m))) } : {}) });
const meOf = (u) => ({ id: u.id, login: u.login, name: u.name, admin: u.admin, locale: u.locale });
const showSession = (u) => ({ user: meOf(u), permissions: u.admin ? ['users.manage', 'roles.manage', 'collections.root', 'system.configure', 'audit.read'] : [] });
const list = (all) => ({ items: all, next: null, total: all.length });
function slice(all, q, show) {
  const from = Number(q.get('cursor') ?? 0);
  const limit = Number(q.get('limit') ?? 100);
  const part = all.slice(from, from + limit);
  return { items: part.map(show), next: from + limit < all.length ? String(from + limit) : null, total: all.length };
}

class Refusal { constructor(status, code, detail, errors) { Object.assign(this, { status, code, detail, errors }); } }
const refuse = (...a) => { throw new Refusal(...a); };
const need = (v) => v ?? refuse(404, 'not-found', 'There is nothing here, or you may not see it.');
function matched(req, rev) {
  const m = req.headers['if-match'];
  if (!m) refuse(428, 'precondition-required', 'Send If-Match.');
  if (m !== `"${rev}"`) refuse(412, 'stale', 'Changed since it was read.');
}
const sorted = new Map();
function itemsOf(c, q) {
  const recursive = q.has('recursive') && q.get('recursive') !== 'false';
  const sort = q.get('sort') ?? 'taken';
  const dir = q.get('dir') ?? (sort === 'name' ? 'asc' : 'desc');
  const key = [c, recursive, q.get('kind'), sort, dir].join();
  if (sorted.has(key)) return sorted.get(key);
  let all = c === 'root' ? (recursive ? children('root').flatMap((k) => below(k.id)) : []) : recursive ? below(c) : live(c);
  if (q.get('kind')) all = all.filter((i) => i.kind === q.get('kind'));
  const f = sort === 'name' ? 'title' : sort;
  all = [...all].sort((a, b) => (a[f] < b[f] ? -1 : a[f] > b[f] ? 1 : a.id < b.id ? -1 : 1));
  if (dir === 'desc') all.reverse();
  sorted.set(key, all);
  return all;
}
const changed = () => { sorted.clear(); countCache.clear(); };

// ---- routes ----
const routes = [];
const on = (method, path, run, open = false) => routes.push({ method, test: new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '([^/]+)')}$`), run, open });
const signIn = (res, u) => { const s = id('s'); sessions.set(s, u.id); res.setHeader('Set-Cookie', `acervo=${s}; Path=/; HttpOnly; SameSite=Lax`); return showSession(u); };
on('GET', '/setup', () => ({ needed: needsSetup }), true);
on('POST', '/setup', ({ body, res }) => {
  if (body.token !== 'token') refuse(403, 'denied', 'The token is not right.');
  needsSetup = false;
  res.statusCode = 201;
  return signIn(res, user(body.login, body.name, true, body.password));
}, true);
on('POST', '/session', ({ body, res }) => { const u = [...users.values()].find((x) => x.login === body.login && x.password === body.password && x.state === 'active'); return u ? signIn(res, u) : refuse(401, 'unauthenticated', 'Name or password is not right.'); }, true);
on('GET', '/session', ({ u }) => showSession(u));
on('DELETE', '/session', ({ sid }) => { sessions.delete(sid); });
on('PATCH', '/session', ({ u, body }) => {
  if (body.password && body.current !== u.password) refuse(403, 'denied', 'The current password is not right.', [{ field: 'current', why: 'is not right' }]);
  Object.assign(u, { name: body.name ?? u.name, locale: body.locale === undefined ? u.locale : body.locale, password: body.password ?? u.password });
  return showSession(u);
});
on('GET', '/tokens', () => list([...tokens.values()]));
on('POST', '/tokens', ({ body, res }) => { const k = { id: id('t'), name: body.name, scopes: body.scopes, created: now(), until: body.until ?? null }; tokens.set(k.id, k); res.statusCode = 201; return { ...k, token: `acv_${'x'.repeat(40)}` }; });
on('DELETE', '/tokens/{id}', ({ p }) => { tokens.delete(p[0]); });
on('GET', '/collections', ({ q, u }) => slice(children(q.get('parent') ?? 'root').sort((a, b) => a.order - b.order || a.title.localeCompare(b.title)), q, (c) => showCollection(c, u)));
on('POST', '/collections', ({ body, u, res }) => { const c = collection(body.title, body.parent ?? 'root', body.descr ?? ''); res.statusCode = 201; changed(); return showCollection(collections.get(c), u); });
on('GET', '/collections/{id}', ({ p, u }) => showCollection(need(collections.get(p[0])?.trashed ? null : collections.get(p[0])), u));
on('PATCH', '/collections/{id}', ({ p, u, body, req }) => { const c = need(collections.get(p[0])); matched(req, c.rev); Object.assign(c, body, { rev: c.rev + 1 }); return showCollection(c, u); });
on('DELETE', '/collections/{id}', ({ p }) => { need(collections.get(p[0])).trashed = now(); changed(); });
on('POST', '/collections/{id}/restore', ({ p, u }) => { const c = need(collections.get(p[0])); c.trashed = null; changed(); return showCollection(c, u); });
on('POST', '/collections/{id}/move', ({ p, u, body }) => { const c = need(collections.get(p[0])); for (let k = body.parent; k && k !== 'root'; k = collections.get(k)?.parent) if (k === c.id) refuse(400, 'invalid', 'A collection cannot lie in itself.'); c.parent = body.parent; c.rev++; changed(); return showCollection(c, u); });
const grantsOf = (c) => { if (!grants.has(c)) grants.set(c, { inherit: true, grants: c === 'school' ? [{ principal: `group:${[...groups.keys()][0]}`, role: 'viewer' }] : [], rev: 1 }); return grants.get(c); };
const nameOf = (g) => { const [k, i] = g.principal.split(':'); return { ...g, effect: g.effect ?? 'allow', name: k === 'user' ? users.get(i)?.name : k === 'group' ? groups.get(i)?.name : undefined }; };
const showGrants = (c, res) => { const g = grantsOf(c); res.setHeader('ETag', `"g${g.rev}"`); return { inherit: g.inherit, grants: g.grants.map(nameOf), inherited: g.inherit ? pathOf(c).reverse().flatMap((from) => grantsOf(from.id).grants.map((x) => ({ from, grant: nameOf(x) }))) : [] }; };
on('GET', '/collections/{id}/grants', ({ p, res }) => showGrants(p[0], res));
on('PUT', '/collections/{id}/grants', ({ p, body, req, res }) => { const g = grantsOf(p[0]); matched(req, `g${g.rev}`); Object.assign(g, { inherit: body.inherit ?? true, grants: body.grants, rev: g.rev + 1 }); return showGrants(p[0], res); });
on('GET', '/collections/{id}/items', ({ p, q, u }) => slice(p[0] !== 'root' && !need(homes.get(p[0])) ? [] : itemsOf(p[0], q), q, (i) => showItem(i, u)));
on('POST', '/collections/{id}/items', ({ p, u, req, raw, res }) => {
  const boundary = /boundary=(.+)$/.exec(req.headers['content-type'] ?? '')?.[1];
  const head = raw.indexOf('\r\n\r\n', raw.indexOf('filename='));
  const name = /filename="([^"]*)"/.exec(raw.toString('latin1'))?.[1] ?? 'file';
  const bytes = raw.subarray(head + 4, raw.indexOf(`\r\n--${boundary}`, head));
  const isPdf = bytes.subarray(0, 4).toString() === '%PDF';
  if (!isPdf && !/\.(jpe?g|png|webp|gif|tiff?|svg)$/i.test(name)) refuse(415, 'unsupported', 'JPEG, PNG, WebP, GIF, TIFF and PDF are kept.');
  const same = live(p[0]).find((i) => i.name === name && i.size === bytes.length);
  if (same) return showItem(same, u);
  const it = item(p[0], isPdf ? 'pdf' : 'image', { name: Buffer.from(name, 'latin1').toString('utf8'), title: name.replace(/\.\w+$/, ''), size: bytes.length, added: now(), taken: now(), state: 'pending', pendingUntil: Date.now() + 4000 });
  uploadsBytes.set(it.id, bytes);
  changed();
  res.statusCode = 201;
  return showItem(it, u);
});
const one = (p) => need(items.get(p[0]));
on('GET', '/items/{id}', ({ p, u }) => showItem(need(one(p).trashed ? null : one(p)), u, true));
on('PATCH', '/items/{id}', ({ p, u, body, req }) => { const i = one(p); matched(req, i.rev); Object.assign(i, body, { rev: i.rev + 1 }); changed(); return showItem(i, u, true); });
on('DELETE', '/items/{id}', ({ p }) => { one(p).trashed = now(); changed(); });
on('POST', '/items/{id}/restore', ({ p, u }) => { one(p).trashed = null; changed(); return showItem(one(p), u, true); });
on('POST', '/items/{id}/move', ({ p, u, body }) => { const i = one(p); need(homes.get(body.collection)); homes.set(i.home, homes.get(i.home).filter((x) => x !== i)); i.home = body.collection; homes.get(i.home).push(i); i.rev++; changed(); return showItem(i, u, true); });
const bytes = (type, body) => ({ type, body });
on('GET', '/items/{id}/original', ({ p, u, q, res }) => {
  const i = one(p);
  if (!can(u).download) refuse(404, 'not-found', 'There is nothing here, or you may not see it.');
  if (q.has('download')) res.setHeader('Content-Disposition', 'attachment');
  if (i.kind === 'pdf') return bytes('application/pdf', uploadsBytes.get(i.id) ?? pdf(i.seed, i.pages));
  return bytes('image/svg+xml', picture(i.seed, i.width ?? 800, i.height ?? 600));
});
const fit = (w, h, size) => { const k = size / Math.max(w, h); return [Math.round(w * k), Math.round(h * k)]; };
on('GET', '/items/{id}/preview', ({ p, q }) => { const i = one(p); const [w, h] = fit(i.width ?? 800, i.height ?? 600, Number(q.get('size') ?? 256)); return bytes('image/svg+xml', i.kind === 'pdf' ? pageSvg(i.seed, 1, w, h) : picture(i.seed, w, h)); });
on('GET', '/items/{id}/pages/{n}/preview', ({ p, q }) => { const i = one(p); const [w, h] = fit(595, 842, Number(q.get('size') ?? 256)); return bytes('image/svg+xml', pageSvg(i.seed, Number(p[1]), w, h)); });
on('GET', '/items/{id}/pages/{n}/text', ({ p }) => ({ page: Number(p[1]), text: `Page ${p[1]}\n${pageText(one(p).seed, Number(p[1])).join('\n')}` }));
on('GET', '/trash', ({ q, u }) => {
  const until = new Date(Date.now() + 30 * 864e5).toISOString();
  const all = [...[...collections.values()].filter((c) => c.trashed).map((c) => ({ id: c.id, what: 'collection', title: c.title, home: c.parent, homeTitle: collections.get(c.parent)?.title ?? null, items: homes.get(c.id).length, preview: null, trashed: c.trashed, until })), ...[...items.values()].filter((i) => i.trashed).map((i) => ({ id: i.id, what: i.kind, title: i.title, home: i.home, homeTitle: collections.get(i.home)?.title ?? null, items: null, preview: showItem(i, u).preview, trashed: i.trashed, until }))];
  return slice(all.sort((a, b) => (a.trashed < b.trashed ? 1 : -1)), q, (x) => x);
});
const begins = (q) => (x) => [x.name, x.login ?? ''].some((v) => v.toLowerCase().startsWith((q.get('q') ?? '').toLowerCase()));
on('GET', '/users', ({ q, u }) => slice([...users.values()].filter(begins(q)), q, (x) => showUser(x, u)));
on('POST', '/users', ({ body, u, res }) => { if ([...users.values()].some((x) => x.login === body.login)) refuse(409, 'conflict', 'This login is taken.', [{ field: 'login', why: 'is taken' }]); const n = user(body.login, body.name, body.admin ?? false, body.password); Object.assign(n, { mail: body.mail ?? null, locale: body.locale ?? null }); res.statusCode = 201; return showUser(n, u); });
on('GET', '/users/{id}', ({ p, u }) => showUser(need(users.get(p[0])), u));
on('PATCH', '/users/{id}', ({ p, u, body, req }) => { const x = need(users.get(p[0])); matched(req, x.rev); Object.assign(x, body, { rev: x.rev + 1 }); return showUser(x, u); });
on('DELETE', '/users/{id}', ({ p }) => { users.delete(p[0]); });
on('GET', '/groups', ({ q }) => slice([...groups.values()].filter(begins(q)), q, (g) => showGroup(g)));
on('POST', '/groups', ({ body, res }) => { res.statusCode = 201; return showGroup(group(body.name, body.descr ?? '', []), true); });
on('GET', '/groups/{id}', ({ p }) => showGroup(need(groups.get(p[0])), true));
on('PATCH', '/groups/{id}', ({ p, body, req }) => { const g = need(groups.get(p[0])); matched(req, g.rev); Object.assign(g, body, { rev: g.rev + 1 }); return showGroup(g, true); });
on('DELETE', '/groups/{id}', ({ p }) => { groups.delete(p[0]); });
on('PUT', '/groups/{id}/members/{user}', ({ p }) => { const g = need(groups.get(p[0])); g.members.add(p[1]); g.rev++; });
on('DELETE', '/groups/{id}/members/{user}', ({ p }) => { const g = need(groups.get(p[0])); g.members.delete(p[1]); g.rev++; });
on('GET', '/roles', () => list(roles));

// ---- server ----
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.json': 'application/json' };
async function page(path, res) {
  const file = normalize(path).replace(/^(\.\.[/\\])+/, '');
  const name = extname(file) === '' ? 'index.html' : file;
  try {
    const body = await readFile(join(DIST, name));
    res.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
    res.end(body);
  } catch {
    res.statusCode = 404;
    res.end();
  }
}
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost');
  res.setHeader('Content-Security-Policy', CSP);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  if (!url.pathname.startsWith('/api/')) return page(url.pathname, res);
  const parts = [];
  for await (const part of req) parts.push(part);
  const raw = Buffer.concat(parts);
  await new Promise((r) => setTimeout(r, DELAY));
  res.setHeader('X-Request-Id', id('r'));
  try {
    const method = req.method === 'HEAD' ? 'GET' : req.method;
    const found = routes.map((r) => ({ r, m: r.method === method ? r.test.exec(url.pathname) : null })).find((x) => x.m) ?? refuse(404, 'not-found', 'No such address.');
    const sid = /acervo=(\w+)/.exec(req.headers.cookie ?? '')?.[1];
    const u = users.get(sessions.get(sid));
    if (!u && !found.r.open) refuse(401, 'unauthenticated', 'Nobody is signed in.');
    const body = /json/.test(req.headers['content-type'] ?? '') ? JSON.parse(raw.toString() || '{}') : {};
    const answer = found.r.run({ p: found.m.slice(1).map(decodeURIComponent), q: url.searchParams, u, sid, body, raw, req, res });
    if (method !== 'GET') res.setHeader('Acervo-Token', id('w'));
    if (answer?.body !== undefined && answer.type) {
      const all = Buffer.from(answer.body);
      const range = /^bytes=(\d+)-(\d*)$/.exec(req.headers.range ?? '');
      res.setHeader('Content-Type', answer.type);
      res.setHeader('Accept-Ranges', 'bytes');
      res.setHeader('Cache-Control', url.searchParams.has('v') ? 'private, max-age=31536000, immutable' : 'private, no-cache');
      const from = range ? Number(range[1]) : 0;
      const to = range?.[2] ? Math.min(Number(range[2]), all.length - 1) : all.length - 1;
      if (range) { res.statusCode = 206; res.setHeader('Content-Range', `bytes ${from}-${to}/${all.length}`); }
      res.setHeader('Content-Length', to - from + 1);
      return res.end(req.method === 'HEAD' ? undefined : all.subarray(from, to + 1));
    }
    if (answer === undefined) { res.statusCode = 204; return res.end(); }
    if (answer.rev !== undefined && !res.getHeader('ETag')) res.setHeader('ETag', `"${answer.rev}"`);
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify(answer));
  } catch (e) {
    if (!(e instanceof Refusal)) console.error(e);
    res.statusCode = e.status ?? 500;
    res.setHeader('Content-Type', 'application/problem+json');
    res.end(JSON.stringify({ type: 'about:blank', title: e.code ?? 'fault', status: res.statusCode, code: e.code ?? 'fault', detail: e.detail, errors: e.errors, instance: url.pathname, requestId: res.getHeader('X-Request-Id') }));
  }
}).listen(PORT, () => console.log(`A stand-in for Acervo is at http://localhost:${PORT}`));
