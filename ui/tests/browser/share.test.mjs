import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { addTo, effectOf, grant, openRights, part, statusOf } from './kit/rights.mjs';

const { journey } = stage();

const person = (login, name) => ({ login, name, password: `uma frase para ${login}` });

async function collectionOf(library, title, count, parent) {
  const { id } = await library.collection(title, parent);
  const items = [];
  for (let n = 0; n < count; n++) items.push(await library.upload(id, `${title}-${n}.png`, png(n + title.length * 7)));
  return { id, items };
}

async function at(open, address, title, as = 'admin') {
  const page = await open({ as, at: address });
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  return page;
}

journey('what a change does is shown before it is saved, it holds when it is, and it can be taken back', async ({ library, open }) => {
  const mia = person('mia', 'Mia Torres');
  const { id: miaId } = await library.person(mia);
  const { id, items } = await collectionOf(library, 'Parade', 3);
  const page = await at(open, `/c/${id}`, 'Parade');
  const dialog = await openRights(page, 'Parade');
  await addTo(dialog, 'mia', /Mia Torres/);
  assert.equal(await effectOf(dialog), 'Opens 3 items to 1 more person.');
  await dialog.getByText('Whom this concerns').click();
  await dialog.getByRole('group', { name: 'Whom this concerns' }).getByText('3 items open').waitFor();
  await accessible(page, 'a change of rights before it is saved');

  const guest = await open({ as: mia, at: '/' });
  assert.equal(await statusOf(guest, `/api/v1/items/${items[0].id}`), 404, 'nothing holds before it is saved');
  await dialog.getByLabel('Reason').fill('She wrote the article');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Mia Torres was added: Viewer.').waitFor();
  assert.equal(await statusOf(guest, `/api/v1/items/${items[0].id}`), 200);

  await dialog.getByRole('combobox', { name: 'What Mia Torres may do' }).selectOption({ label: 'No access' });
  assert.match(await effectOf(dialog), /^Closes 3 items to 1 person\.$/);
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await dialog.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Undone.').waitFor();
  assert.equal(await statusOf(guest, `/api/v1/items/${items[0].id}`), 404, 'taken back');
  await dialog.getByRole('listitem').filter({ hasText: 'Mia Torres' }).waitFor({ state: 'detached' });
  const { items: history } = await library.call('GET', `/api/v1/audit?object=collection:${id}&subject=user:${miaId}`);
  assert.ok(history.some((entry) => entry.reason === 'She wrote the article'), 'the reason is kept');
});

journey('changes that are not saved are not lost by a slip of the hand', async ({ library, open }) => {
  await library.person(person('noa', 'Noa Pires'));
  const { id } = await library.collection('Half done');
  const page = await at(open, `/c/${id}`, 'Half done');
  const dialog = await openRights(page, 'Half done');
  await addTo(dialog, 'noa', /Noa Pires/);
  await effectOf(dialog);
  await page.keyboard.press('Escape');
  await dialog.getByText('You have changes that are not saved').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Save' }).evaluate((button) => button === document.activeElement), true);
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

journey('one item is shared by itself, and one item is closed in a collection that is open', async ({ library, open }) => {
  const ugo = person('ugo', 'Ugo Reis');
  await library.person(ugo);
  const { id, items } = await collectionOf(library, 'Mixed', 2);
  const [shared, other] = items;
  const page = await open({ as: 'admin', at: `/i/${shared.id}?in=${id}` });
  await page.getByRole('dialog', { name: shared.title || 'Mixed-0' }).waitFor();
  await page.getByRole('button', { name: 'Share', exact: true }).waitFor();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: /^Share “Mixed-0/ });
  await dialog.getByRole('combobox', { name: 'Share with' }).waitFor();
  await dialog.getByRole('listitem').filter({ hasText: 'Ana Ribeiro' }).getByRole('link', { name: 'Mixed' }).waitFor();
  await addTo(dialog, 'ugo', /Ugo Reis/);
  assert.match(await effectOf(dialog), /^Opens 1 item to 1 more person\.$/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Ugo Reis was added: Viewer.').waitFor();
  await accessible(page, 'rights of an item');

  const guest = await open({ as: ugo, at: '/' });
  assert.equal(await statusOf(guest, `/api/v1/items/${shared.id}`), 200);
  assert.equal(await statusOf(guest, `/api/v1/items/${other.id}`), 404);

  await dialog.getByRole('combobox', { name: 'What Ugo Reis may do' }).selectOption({ label: 'No access' });
  await effectOf(dialog);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Ugo Reis: No access.').waitFor();
  await grant(library, 'collections', id, { principal: 'signed-in', role: 'viewer' });
  assert.equal(await statusOf(guest, `/api/v1/items/${shared.id}`), 404, 'the item itself says no');
  assert.equal(await statusOf(guest, `/api/v1/items/${other.id}`), 200);
});

journey('why somebody may see something is a path that can be read, and who may is a list', async ({ library, open }) => {
  const lia = await library.person(person('lia', 'Lia Moura'));
  const choir = await library.call('POST', '/api/v1/groups', { name: 'Choir', descr: '' });
  const staff = await library.call('POST', '/api/v1/groups', { name: 'Staff', descr: '' });
  await library.call('PUT', `/api/v1/groups/${choir.id}/members/${lia.id}`);
  await library.call('PUT', `/api/v1/groups/${staff.id}/groups/${choir.id}`);
  const above = await library.collection('Concerts');
  const below = await library.collection('Rehearsals', above.id);
  const item = await library.upload(below.id, 'hall.png', png(5));
  await grant(library, 'collections', above.id, { principal: `group:${staff.id}`, role: 'downloader' });

  const page = await at(open, `/c/${below.id}`, 'Rehearsals');
  const dialog = await openRights(page, 'Rehearsals');
  const review = await part(dialog, 'Who has access');
  const row = review.getByRole('listitem').filter({ hasText: 'Lia Moura' });
  await row.getByText('Downloader, from “Concerts”').waitFor();
  await row.getByText('through Choir › Staff').waitFor();
  await row.getByText('has never signed in').waitFor();
  await accessible(page, 'who has access');

  await row.getByRole('button', { name: 'Why Lia Moura?' }).click();
  const why = dialog.getByRole('tabpanel', { name: 'Why?' });
  await why.getByText('Lia Moura may view here.').waitFor();
  const decided = why.getByRole('listitem').filter({ hasText: 'decides' }).last();
  await decided.getByText('Staff: Downloader').waitFor();
  await decided.getByText('through Choir › Staff').waitFor();
  await why.getByText('It comes from “Staff: Downloader” at “Concerts”.').waitFor();
  await accessible(page, 'why somebody may');

  await why.getByRole('combobox', { name: 'What they may do' }).selectOption('edit');
  await why.getByText('Lia Moura may not edit here.').waitFor();
  await why.getByText('Nothing gives it on the whole way.').waitFor();
  await why.getByRole('combobox', { name: 'Person' }).click();
  await why.getByRole('option', { name: 'Somebody who is not signed in' }).click();
  await why.getByText('Somebody who is not signed in may not edit here.').waitFor();

  await part(dialog, 'Access');
  await dialog.getByRole('button', { name: 'Why Staff?' }).click();
  await dialog.getByText('“Staff” stands for several people.').waitFor();

  const explained = await library.call('GET', `/api/v1/explain?user=${lia.id}&permission=view&item=${item.id}`);
  assert.deepEqual(explained.steps.map((step) => step.at.kind).slice(0, 2), ['item', 'collection'], 'an item begins with itself');
});

journey('nobody passes on more than they hold or leaves nobody behind: that is said before it is saved', async ({ library, open }) => {
  const eli = person('eli', 'Eli Prado');
  const { id: eliId } = await library.person(eli);
  await library.person(person('gil', 'Gil Souza'));
  const role = await library.call('POST', '/api/v1/roles', { name: 'Host', permissions: ['list', 'view', 'share'] });
  const { id } = await collectionOf(library, 'Lent', 1);
  await grant(library, 'collections', id, { principal: `user:${eliId}`, role: role.id });
  const page = await at(open, `/c/${id}`, 'Lent', eli);
  const dialog = await openRights(page, 'Lent');
  await addTo(dialog, 'gil', /Gil Souza/);
  assert.match(await effectOf(dialog), /^Opens 1 item/);
  const select = dialog.getByRole('combobox', { name: 'What Gil Souza may do' });
  assert.equal(await select.getByRole('option', { name: /^Editor/ }).isDisabled(), true, 'more than one holds is not offered');
  for (const name of ['Ana Ribeiro', 'Eli Prado']) await dialog.getByRole('button', { name: `Remove ${name}` }).click();
  await dialog.getByRole('alert').filter({ hasText: 'This would leave nobody who may look after this.' }).waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), true);
  await accessible(page, 'a change of rights that is refused');
});

journey('the same in Portuguese, with a thumb: share, see what it does, save, and take it back', async ({ library, open }) => {
  await library.person(person('caio', 'Caio Dantas'));
  const { id } = await collectionOf(library, 'Quintal', 2);
  const page = await open({ as: 'admin', at: `/c/${id}`, locale: 'pt-BR', width: 360, height: 740, touch: true });
  await page.getByRole('heading', { name: 'Quintal', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Coleção', exact: true }).tap();
  await page.getByRole('menuitem', { name: 'Compartilhar' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Compartilhar “Quintal”' });
  await dialog.getByRole('combobox', { name: 'Compartilhar com' }).fill('caio');
  await dialog.getByRole('option', { name: /Caio Dantas/ }).tap();
  await dialog.getByText('Abre 2 itens para mais 1 pessoa.').waitFor();
  await accessible(page, 'a change of rights on a phone');
  await dialog.getByRole('button', { name: 'Salvar' }).tap();
  await page.getByText('Caio Dantas entrou na lista: Leitura.').waitFor();
  await dialog.getByRole('tab', { name: 'Quem tem acesso' }).tap();
  await dialog.getByRole('listitem').filter({ hasText: 'Caio Dantas' }).getByText('Leitura, definido aqui').waitFor();
  await page.getByRole('button', { name: 'Desfazer' }).last().tap();
  await page.getByText('Desfeito.').waitFor();
});
