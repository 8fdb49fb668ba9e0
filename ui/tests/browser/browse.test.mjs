import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { focusedItem, soon, undo } from './kit/waiting.mjs';

const { journey } = stage();

/** A collection of a few pictures and its address. */
async function pictures(library, title, count) {
  const { id } = await library.collection(title);
  const items = [];
  for (let n = 0; n < count; n++) items.push(await library.upload(id, `${title}-${n}.png`, png(n + title.length * 100, 120 + n * 8)));
  return { id, items };
}

journey('pictures are looked at, left by the back button, and the place is kept', async ({ library, open }) => {
  const { id, items } = await pictures(library, 'Walk', 8);
  const page = await open({ as: 'admin', at: `/c/${id}` });
  const tiles = page.getByRole('gridcell');
  await tiles.nth(7).waitFor();
  await page.getByRole('heading', { name: 'Walk', level: 1 }).waitFor();
  await accessible(page, 'the grid');

  const third = tiles.nth(2).getByRole('link');
  await third.click();
  const viewer = page.getByRole('dialog');
  await viewer.getByText('3 of 8', { exact: true }).waitFor();
  await accessible(page, 'a picture');
  const opened = page.url();
  assert.ok(items.some((item) => opened.includes(`/i/${item.id}`)), 'the address names the item');

  await page.keyboard.press('ArrowRight');
  await viewer.getByText('4 of 8', { exact: true }).waitFor();
  assert.notEqual(page.url(), opened, 'the address follows');
  await page.reload();
  await page.getByRole('dialog').getByText('4 of 8', { exact: true }).waitFor();

  await page.goBack();
  await page.waitForURL(`**/c/${id}`);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await tiles.first().waitFor();
});

journey('Escape closes a picture and the focus is on its tile', async ({ library, open }) => {
  const { id } = await pictures(library, 'Focus', 5);
  const page = await open({ as: 'admin', at: `/c/${id}` });
  const tiles = page.getByRole('gridcell');
  await tiles.nth(4).waitFor();
  await tiles.nth(1).getByRole('link').click();
  await page.getByRole('dialog').getByText('2 of 5', { exact: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog').getByText('3 of 5', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const third = await tiles.nth(2).getByRole('link').getAttribute('data-item');
  await soon(() => focusedItem(page), third, 'the one that was looked at last');
});

journey('what is known about a picture is shown and edited, and the edit can be undone', async ({ library, open }) => {
  const { id, items } = await pictures(library, 'Edit', 1);
  const page = await open({ as: 'admin', at: `/i/${items[0].id}?in=${id}` });
  const viewer = page.getByRole('dialog').first();
  await viewer.getByText('1 of 1', { exact: true }).or(viewer.locator('img').first()).first().waitFor();
  await page.keyboard.press('i');
  await viewer.getByText(items[0].sha256.slice(0, 8)).first().waitFor();
  await accessible(page, 'the information panel');
  await page.keyboard.press('e');
  const title = viewer.getByLabel('Title');
  await title.fill('The door of the old school');
  await viewer.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Undo' }).first().waitFor();
  assert.equal((await library.call('GET', `/api/v1/items/${items[0].id}`)).title, 'The door of the old school');

  await undo(page);
  await page.getByText('Undone.').waitFor();
  assert.equal((await library.call('GET', `/api/v1/items/${items[0].id}`)).title, items[0].title);
});

journey('what others add is shown by itself, and whoever is further down keeps what they look at', async ({ library, open }) => {
  const { id } = await pictures(library, 'Common', 16);
  const page = await open({ as: 'admin', at: `/c/${id}` });
  const tiles = page.getByRole('gridcell');
  const tileOf = (item) => page.locator(`[data-item="${item}"]`);
  await page.getByText('16 images').waitFor();
  const first = await library.upload(id, 'first.png', png(9001));
  await tileOf(first.id).waitFor();
  await page.getByText('17 images').waitFor();

  await tiles.first().hover();
  await page.mouse.wheel(0, 700);
  await soon(() => page.evaluate(() => document.querySelector('.scroller').scrollTop), 700, 'scrolled');
  // The first of the row that lies at the upper edge.
  const edge = await page.evaluate(() => {
    const { top } = document.querySelector('.scroller').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.row')].map((row) => ({ row, box: row.getBoundingClientRect() }));
    const { row } = rows.filter(({ box }) => box.bottom > top + 1).toSorted((a, b) => a.box.top - b.box.top)[0];
    return row.querySelector('[data-item]').getAttribute('data-item');
  });
  const at = () => page.evaluate((id) => Math.round(document.querySelector(`[data-item="${id}"]`).closest('.row').getBoundingClientRect().top), edge);
  const before = await at();
  for (let n = 0; n < 4; n++) await library.upload(id, `second-${n}.png`, png(9002 + n, 330, 220));
  await page.getByText('21 images').waitFor({ state: 'attached' });
  await soon(() => page.evaluate(() => document.querySelector('.scroller').scrollTop > 700), true, 'there is more above');
  await soon(async () => Math.abs((await at()) - before) <= 1, true, 'what was at the edge stays there');
});

journey('a link to something that is not there says so kindly', async ({ open }) => {
  const page = await open({ as: 'admin', at: '/i/nothing-here' });
  await page.getByText('This is not here, or you have no access to it').first().waitFor();
  await accessible(page, 'nothing here');
});
