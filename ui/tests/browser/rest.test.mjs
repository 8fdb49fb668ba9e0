import assert from 'node:assert/strict';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';

const { journey } = stage();

/** Longer than any pause that a page makes on purpose between two looks at the server, in milliseconds. */
const REST = 4_000;

/** How many requests a page makes while nobody touches it, once all that it wanted has come. */
async function askedAtRest(page) {
  await page.waitForLoadState('networkidle');
  let asked = 0;
  page.on('request', () => asked++);
  await page.waitForTimeout(REST);
  page.removeAllListeners('request');
  return asked;
}

journey('pages that nobody touches ask for nothing', async ({ library, open }) => {
  const { id } = await library.collection('Rest');
  for (let n = 0; n < 3; n++) await library.ready((await library.upload(id, `rest-${n}.png`, png(n + 900, 140))).id);
  const page = await open({ as: 'admin', at: `/c/${id}` });
  const tiles = page.getByRole('gridcell');
  await tiles.nth(2).getByRole('img').waitFor();
  assert.equal(await askedAtRest(page), 0, 'the grid');

  await tiles.first().getByRole('link').focus();
  await page.keyboard.press('i');
  await page.getByRole('region', { name: 'Info' }).getByRole('heading', { level: 3 }).waitFor();
  assert.equal(await askedAtRest(page), 0, 'the grid with its panel');

  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('1 of 3', { exact: true }).waitFor();
  assert.equal(await askedAtRest(page), 0, 'a picture with its panel');

  for (const path of ['/', '/trash', '/people', '/groups', '/account']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await askedAtRest(page), 0, path);
  }
});
