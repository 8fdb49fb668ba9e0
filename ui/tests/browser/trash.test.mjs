import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { count, soon, undo } from './kit/waiting.mjs';

const { journey } = stage();

journey('what is moved to the trash comes back with Undo, and from the trash later', async ({ library, open }) => {
  const { id } = await library.collection('Drawer');
  for (let n = 0; n < 4; n++) await library.upload(id, `thing-${n}.png`, png(n, 100 + n * 20));
  const page = await open({ as: 'admin', at: `/c/${id}` });
  const tiles = page.getByRole('gridcell');
  await tiles.nth(3).getByRole('img').waitFor();

  await tiles.first().getByRole('link').focus();
  await page.keyboard.press('Delete');
  await page.getByText('1 item is in the trash.').waitFor();
  await count(tiles, 3);
  await page.keyboard.press('Control+z');
  await page.getByText('Undone.').waitFor();
  await count(tiles, 4);

  await tiles.first().getByRole('link').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('2 selected').waitFor();
  await accessible(page, 'a selection');
  await page.keyboard.press('Delete');
  await page.getByText('2 items are in the trash.').waitFor();
  await count(tiles, 2);

  await page.goto('/trash');
  await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor();
  const rows = page.getByRole('button', { name: 'Put back' });
  await rows.nth(1).waitFor();
  await accessible(page, 'the trash');
  await rows.first().click();
  await count(rows, 1);
  await soon(async () => (await library.call('GET', `/api/v1/collections/${id}/items`)).items.length, 3, 'items that are back');
});

journey('a collection goes to the trash with all it holds and comes back', async ({ library, open }) => {
  const { id } = await library.collection('Cupboard');
  await library.upload(id, 'inside.png', png(50));
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByRole('gridcell').first().waitFor();
  await page.getByRole('button', { name: 'Collection', exact: true }).click();
  await accessible(page, 'the menu of a collection');
  await page.getByRole('menuitem', { name: 'Move to trash' }).click();
  await page.getByText('“Cupboard” is in the trash.').waitFor();
  await undo(page);
  await page.getByText('Undone.').waitFor();
  assert.equal((await library.call('GET', `/api/v1/collections/${id}`)).counts.items, 1);
});
