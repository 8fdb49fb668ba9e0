import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { grant, openRights, statusOf } from './kit/rights.mjs';
import { count } from './kit/waiting.mjs';

const { journey } = stage();

journey('the audit says who did what, filters by what stands in it, and saves as CSV', async ({ library, open }) => {
  const noé = await library.person({ login: 'noe', name: 'Noé Lima', password: 'uma frase para noe' });
  const { id } = await library.collection('Minutes');
  const other = await library.collection('Elsewhere');
  await grant(library, 'collections', id, { principal: `user:${noé.id}`, role: 'editor' });
  await grant(library, 'collections', other.id, { principal: 'signed-in', role: 'viewer' });

  const page = await open({ as: 'admin', at: '/' });
  await page.getByRole('link', { name: 'Audit' }).click();
  const list = page.getByRole('list', { name: 'Changes, newest first' });
  const row = list.getByRole('listitem').filter({ hasText: 'Minutes' }).filter({ hasText: 'changed who has access' }).first();
  await row.getByText('Noé Lima: Editor').waitFor();
  await row.getByText('concerning Noé Lima').waitFor();
  await accessible(page, 'the audit');

  await row.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('menuitem', { name: 'Only “Minutes”' }).click();
  await page.waitForURL(/object=collection/);
  await page.getByRole('button', { name: /Remove the filter .*Minutes/ }).waitFor();
  await row.waitFor();
  assert.equal(await list.getByText('Elsewhere').count(), 0);
  await page.reload();
  await row.waitFor();

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as CSV' }).click()]);
  assert.match(file.suggestedFilename(), /\.csv$/);

  await page.getByLabel('To', { exact: true }).fill('2001-01-01');
  await page.getByText('Nothing fits these filters').waitFor();
  await accessible(page, 'the audit with filters that fit nothing');
  await page.getByRole('button', { name: /Remove the filter .*2001/ }).click();
  await row.waitFor();
});

journey('the audit is narrowed to who acted, by name, and by the login of somebody who is gone', async ({ library, open }) => {
  const gil = { login: 'gil', name: 'Gil Nunes', password: 'uma frase para gil' };
  const { id: gilId } = await library.person(gil);
  const { id } = await library.collection('Of Gil');
  await grant(library, 'collections', id, { principal: `user:${gilId}`, role: 'owner' });
  const his = await open({ as: gil, at: `/c/${id}` });
  await his.getByRole('heading', { name: 'Of Gil', level: 1 }).waitFor();
  const made = await his.evaluate(
    async (parent) => (await fetch('/api/v1/collections', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ parent, title: 'His own' }) })).status,
    id,
  );
  assert.equal(made, 201);

  const page = await open({ as: 'admin', at: '/audit' });
  const list = page.getByRole('list', { name: 'Changes, newest first' });
  const row = list.getByRole('listitem').filter({ hasText: 'His own' });
  await row.waitFor();
  const field = page.getByRole('combobox', { name: 'Who did it' });
  const narrowed = async (text, option) => {
    await field.fill(text);
    await page.getByRole('option', { name: option }).click();
    await page.getByRole('button', { name: /Remove the filter/ }).waitFor();
    await count(list.getByRole('listitem'), 1);
    await row.waitFor();
  };
  await narrowed('gil n', /^Gil Nunes/);
  await page.getByRole('button', { name: /Remove the filter .*Gil Nunes/ }).click();
  await list.getByText('added a person').first().waitFor();
  await library.call('DELETE', `/api/v1/users/${gilId}`);
  await narrowed('gil', /^gil/);
});

journey('who shares a collection reads its history, and nothing else of the audit', async ({ library, open }) => {
  const isa = { login: 'isa', name: 'Isa Rocha', password: 'uma frase para isa' };
  const { id: isaId } = await library.person(isa);
  const { id } = await library.collection('Hers');
  await grant(library, 'collections', id, { principal: `user:${isaId}`, role: 'owner' });
  const page = await open({ as: isa, at: `/c/${id}` });
  await page.getByRole('heading', { name: 'Hers', level: 1 }).waitFor();
  const dialog = await openRights(page, 'Hers');
  await dialog.getByRole('link', { name: 'History of these rights' }).click();
  await page.getByText('changed who has access').first().waitFor();
  await page.goto('/audit');
  await page.getByText('This is not open to you').waitFor();
  await accessible(page, 'the audit for a member');
});

journey('an administrator looks as another person, changes nothing, and is told so all the time', async ({ library, open }) => {
  const leo = await library.person({ login: 'leo', name: 'Leo Castro', password: 'uma frase para leo' });
  const { id } = await library.collection('For Leo');
  await library.collection('Not for Leo');
  const item = await library.upload(id, 'door.png', png(3));
  await grant(library, 'collections', id, { principal: `user:${leo.id}`, role: 'owner' });

  const page = await open({ as: 'admin', at: '/people' });
  await page.getByRole('button', { name: 'Actions for Leo Castro' }).click();
  await page.getByRole('menuitem', { name: 'Look as this person' }).click();
  const banner = page.getByRole('region', { name: 'Look as this person' });
  await banner.getByText('You see the library as Leo Castro sees it.').waitFor();
  await page.getByRole('link', { name: /For Leo/ }).first().waitFor();
  assert.equal(await page.getByText('Not for Leo').count(), 0);
  await page.goto(`/c/${id}`);
  await page.getByRole('gridcell').first().waitFor();
  await banner.waitFor();
  await accessible(page, 'looking as somebody else');
  for (const name of ['Upload', 'New collection']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, `${name} is not offered`);
  }
  assert.equal(await page.getByRole('link', { name: 'People' }).count(), 0);
  await page.keyboard.press('s');
  assert.equal(await page.getByRole('dialog').count(), 0);
  const refused = await page.evaluate(
    async (path) => (await fetch(path, { method: 'DELETE' })).status,
    `/api/v1/items/${item.id}`,
  );
  assert.equal(refused, 403, 'the server refuses what writes');
  await page.goto('/account');
  await page.getByText('Not while you look as somebody else').waitFor();

  await banner.getByRole('button', { name: 'Stop looking' }).click();
  await page.waitForURL('**/people');
  await page.getByRole('button', { name: 'Actions for Leo Castro' }).waitFor();
  assert.equal(await banner.count(), 0);
  assert.equal(await statusOf(page, `/api/v1/users/${leo.id}`), 200);
  const { items } = await library.call('GET', `/api/v1/audit?subject=user:${leo.id}`);
  const { items: of } = await library.call('GET', `/api/v1/audit?object=user:${leo.id}`);
  assert.ok([...items, ...of].some((entry) => /look/.test(entry.what)), 'it is in the audit');
});
