import assert from 'node:assert/strict';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { quiet } from './kit/waiting.mjs';

const { journey } = stage();

/** Longer than any pause that a page makes on purpose between two looks at the server, in milliseconds. */
const REST = 4_000;

/** Shorter than any such pause, longer than the gaps between the requests of one thing that was asked for. */
const BREATH = 1_200;

/** The one small question by which a gallery notices what others add. */
const isLook = (url) => /\/api\/v1\/collections\/\w+$/.test(url);

/** What a page asks for while nobody touches it, once all that it wanted has come. */
async function askedAtRest(page) {
  await quiet(page, BREATH);
  const asked = [];
  const listen = (request) => asked.push(request.url());
  page.on('request', listen);
  await page.waitForTimeout(REST);
  page.off('request', listen);
  return asked;
}

/** The same of a gallery, which may look whether others have added something, and finds that they have not. */
async function askedByGallery(page) {
  const asked = await askedAtRest(page);
  assert.ok(asked.filter(isLook).length <= 2, `${asked.length} looks`);
  return asked.filter((url) => !isLook(url));
}

journey('pages that nobody touches ask for nothing, galleries for news only', async ({ library, open }) => {
  const { id } = await library.collection('Rest');
  for (let n = 0; n < 3; n++) await library.ready((await library.upload(id, `rest-${n}.png`, png(n + 900, 140))).id);
  const page = await open({ as: 'admin', at: `/c/${id}` });
  const tiles = page.getByRole('gridcell');
  await tiles.nth(2).getByRole('img').waitFor();
  assert.deepEqual(await askedByGallery(page), [], 'the grid');

  await tiles.first().getByRole('link').focus();
  await page.keyboard.press('i');
  await page.getByRole('region', { name: 'Info' }).getByRole('heading', { level: 3 }).waitFor();
  assert.deepEqual(await askedByGallery(page), [], 'the grid with its panel');

  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('1 of 3', { exact: true }).waitFor();
  assert.deepEqual(await askedAtRest(page), [], 'a picture with its panel');

  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.deepEqual(await askedByGallery(page), [], 'the top');
  for (const path of ['/trash', '/people', '/groups', '/account']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(await askedAtRest(page), [], path);
  }
});
