import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { pdf, png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { openRights } from './kit/rights.mjs';
import { count, focused, focusedItem, quiet, soon } from './kit/waiting.mjs';

const { journey } = stage();

/** A PDF between two pictures, in the order of their names, all drawn. */
async function row(library, title) {
  const { id } = await library.collection(title);
  const first = await library.upload(id, 'a.png', png(71));
  const paper = await library.upload(id, 'b.pdf', pdf(['The first page', 'The second page', 'The third page']));
  const last = await library.upload(id, 'c.png', png(72));
  for (const item of [first, paper, last]) await library.ready(item.id);
  return { id, first, paper, last, query: `?in=${id}&sort=name&dir=asc` };
}

journey('a new collection is made from every page, and the dialog does not wait for another', async ({ open }) => {
  const page = await open({ as: 'admin', at: '/people' });
  for (const at of ['/people', '/trash', '/audit', '/account']) {
    await page.goto(at);
    await page.getByRole('navigation', { name: 'Library' }).getByRole('button', { name: 'New collection' }).click();
    await page.getByRole('dialog', { name: 'New collection' }).waitFor();
    await page.keyboard.press('Escape');
    await count(page.getByRole('dialog'), 0);
  }
  await page.getByRole('navigation', { name: 'Library' }).getByRole('button', { name: 'New collection' }).click();
  const dialog = page.getByRole('dialog', { name: 'New collection' });
  await focused(dialog.getByLabel('Name'));
  await page.goBack();
  await count(page.getByRole('dialog'), 0);
  await page.goForward();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await count(page.getByRole('dialog'), 0);
});

journey('Enter on a PDF that a link leads to reads it', async ({ library, open }) => {
  const { paper, query } = await row(library, 'Deep links');
  for (const at of [`/i/${paper.id}`, `/i/${paper.id}${query}`]) {
    const page = await open({ as: 'admin', at });
    await page.getByRole('button', { name: 'Read 3 pages' }).waitFor();
    await quiet(page);
    await page.keyboard.press('Enter');
    await page.getByRole('toolbar', { name: 'Reading' }).waitFor();
    assert.match(new URL(page.url()).pathname, new RegExp(paper.id));
    await page.keyboard.press('Enter');
    await quiet(page);
    assert.match(page.url(), new RegExp(`${paper.id}.*page=1`), 'and pressed once more it stays');
  }
});

journey('arrows go on from the last page of a PDF and back from its first', async ({ library, open }) => {
  const { first, paper, last, query } = await row(library, 'In a row');
  const at = (id) => page.waitForURL((url) => url.pathname === `/i/${id}`);
  const page = await open({ as: 'admin', at: `/i/${paper.id}${query}&page=2` });
  await page.getByText('The second page').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/page=3/);
  await page.keyboard.press('ArrowRight');
  await at(last.id);
  await page.getByText('3 of 3', { exact: true }).waitFor();
  await page.goto(`/i/${paper.id}${query}&page=1`);
  await page.getByText('The first page').first().waitFor();
  await page.keyboard.press('ArrowLeft');
  await at(first.id);
});

journey('several are edited together or not at all, never the last of them', async ({ library, open }) => {
  const { id } = await library.collection('Together');
  const items = [];
  for (const [n, title] of ['One', 'Two', 'Three'].entries()) {
    const item = await library.upload(id, `${n}.png`, png(80 + n));
    await library.ready(item.id);
    const { rev } = await library.call('GET', `/api/v1/items/${item.id}`);
    await library.call('PATCH', `/api/v1/items/${item.id}`, { title, tags: n === 0 ? ['old'] : [] }, { 'If-Match': `"${rev}"` });
    items.push(item.id);
  }
  const page = await open({ as: 'admin', at: `/c/${id}?sort=name&dir=asc` });
  await count(page.getByRole('gridcell'), 3);
  await page.keyboard.press('ArrowRight');
  await focusedItem(page);
  await page.keyboard.press('Control+a');
  await page.getByText('3 selected').first().waitFor();
  await page.keyboard.press('e');
  const panel = page.getByRole('region', { name: 'Info' });
  await focused(panel.getByLabel('Title'));
  await panel.getByText('What you change here is changed in all 3 items.').waitFor();
  assert.equal(await panel.getByLabel('Title').inputValue(), '', 'titles that differ are not shown as one');
  await accessible(page, 'editing several');
  await panel.getByLabel('Tags to add').fill('quay, 1938');
  await panel.getByLabel('Description').fill('From the album of the Limas');
  await panel.getByRole('button', { name: /^old/ }).click();
  await panel.getByRole('button', { name: 'Change 3 items' }).click();
  await page.getByText('3 items were changed.').waitFor();
  const told = async () => (await Promise.all(items.map((one) => library.call('GET', `/api/v1/items/${one}`)))).map(({ title, descr, tags }) => [title, descr, tags.join()]);
  await soon(told, ['One', 'Two', 'Three'].map((title) => [title, 'From the album of the Limas', 'quay,1938']), 'what all of them say');
  await page.keyboard.press('Control+z');
  await soon(told, [['One', '', 'old'], ['Two', '', ''], ['Three', '', '']], 'what they say after Undo');
});

journey('whoever is unknown is added where they are looked for', async ({ library, open }) => {
  const { id } = await library.collection('For a newcomer');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByRole('heading', { name: 'For a newcomer', level: 1 }).waitFor();
  const dialog = await openRights(page, 'For a newcomer');
  await dialog.getByRole('combobox', { name: 'Share with' }).fill('Zilda Nunes');
  await dialog.getByRole('option', { name: 'Add “Zilda Nunes” as a person…' }).click();
  const add = page.getByRole('dialog', { name: 'Add a person' });
  await soon(() => add.getByLabel('Name', { exact: true }).inputValue(), 'Zilda Nunes', 'the name is there already');
  await add.getByLabel('Password', { exact: true }).fill('uma frase para zilda');
  await accessible(page, 'adding a person while sharing');
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  const added = page.getByRole('dialog', { name: /Zilda Nunes.*added/ });
  await added.getByRole('button', { name: 'Close' }).first().click();
  await dialog.getByLabel('What Zilda Nunes may do').waitFor();
  await dialog.getByText('Changes what 1 person may do.').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Zilda Nunes was added: Viewer.').waitFor();
});

journey('the audit shows names in one request', async ({ library, open }) => {
  const { id } = await library.collection('Seen in the audit');
  for (let n = 0; n < 5; n++) await library.person({ login: `many.${n}`, name: `Person Number ${n}`, password: 'uma frase para todos' });
  const page = await open({ as: 'admin', at: '/account' });
  await quiet(page);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('link', { name: 'Audit' }).click();
  const list = page.getByRole('list', { name: 'Changes, newest first' });
  await list.getByText('Ana Ribeiro').first().waitFor();
  await list.getByText('Person Number 4').first().waitFor();
  await list.getByText('Seen in the audit').first().waitFor();
  await quiet(page);
  assert.equal(await list.getByText(/^ana [a-z]+ed /).count(), 0, 'no login where a name is known');
  assert.deepEqual(asked.filter((path) => /\/(users|collections|items|groups|links)\b/.test(path)), [], `asked: ${asked} (${id})`);
});

journey('the header of an item has room for all that it holds on a small telephone', async ({ library, open }) => {
  const { id, paper, query } = await row(library, 'On the telephone');
  for (const locale of ['en-GB', 'pt-BR']) {
    const page = await open({ as: 'admin', locale, touch: true, width: 360, height: 780, at: `/i/${paper.id}${query}` });
    await page.getByRole('dialog').getByRole('button').nth(3).waitFor();
    await quiet(page);
    const over = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('dialog[open] > .bar > *')].map((element) => ({ is: element.textContent.trim().slice(0, 30), ...element.getBoundingClientRect().toJSON(), spill: element.scrollWidth - element.clientWidth }));
      const found = boxes.filter((box) => box.right > innerWidth || box.left < 0 || box.spill > 1).map((box) => `${box.is} is out of its place`);
      boxes.forEach((box, n) => boxes.slice(n + 1).forEach((other) => {
        if (box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 1 && other.top < box.bottom - 1) found.push(`${box.is} lies over ${other.is}`);
      }));
      return found;
    });
    assert.deepEqual(over, [], `${locale} ${id}`);
  }
});
