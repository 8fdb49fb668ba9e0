import assert from 'node:assert/strict';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { ADMIN } from './kit/library.mjs';
import { count, quiet, soon } from './kit/waiting.mjs';

const { journey } = stage({ setUp: false });

/** Opens the page and keeps all that it says and asks for; what is refused counts, too. */
async function look(open, at, options = {}) {
  const page = await open({ ...options, at: 'about:blank' });
  // In the background nothing is looked after: all that is asked belongs to the first look.
  await page.addInitScript(() => Object.defineProperty(document, 'hidden', { value: true }));
  const said = [];
  const asked = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(pathname + search);
  });
  const response = await page.goto(at);
  const ahead = [...((await response.headerValue('link')) ?? '').matchAll(/<([^>]+)>/g)].map(([, address]) => address);
  return { page, said, asked, ahead };
}

journey('nothing is reported at the first look, before and after set-up, nor by signing in', async ({ library, open }) => {
  const first = await look(open, '/');
  await first.page.waitForURL('**/setup');
  await quiet(first.page);
  assert.deepEqual(first.said, [], 'before set-up');
  await library.setUp();
  const { page, said } = await look(open, '/');
  await page.waitForURL('**/signin');
  await page.getByLabel('Login').fill(ADMIN.login);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Make the first collection' }).waitFor();
  await quiet(page);
  assert.deepEqual(said, [], 'as a stranger and by signing in');
});

journey('what a page needs first is asked for with the page, once, and all of it is used', async ({ library, open }) => {
  const { id } = await library.collection('At once');
  for (let n = 0; n < 3; n++) await library.ready((await library.upload(id, `${n}.png`, png(n + 40))).id);
  for (const at of ['/', `/c/${id}`]) {
    const { page, said, asked, ahead } = await look(open, at, { as: 'admin' });
    if (at === '/') await page.getByRole('link', { name: /At once/ }).first().waitFor();
    else await count(page.getByRole('gridcell'), 3);
    await soon(() => page.locator('#skeleton').count(), 0, 'what stood in before the program came is gone');
    await quiet(page);
    // What is drawn first waits for these; other rooms may ask for more beside them.
    const first = asked.filter((address) => /^\/api\/v1\/(session|collections)\b/.test(address));
    assert.deepEqual(first.toSorted(), ahead.toSorted(), `${at}: each is asked once`);
    assert.deepEqual(said, [], `${at}: the browser finds a use for all of them`);
  }
});
