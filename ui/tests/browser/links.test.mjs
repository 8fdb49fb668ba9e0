import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { grant, openRights, part, statusOf } from './kit/rights.mjs';

const { journey } = stage();

async function pictures(library, title, count = 2) {
  const { id } = await library.collection(title);
  const items = [];
  for (let n = 0; n < count; n++) items.push(await library.upload(id, `${title}-${n}.png`, png(n + title.length * 3)));
  await library.ready(items.at(-1).id);
  return { id, items };
}

journey('a link is made, shows a gallery without an account, and is closed the moment it is revoked', async ({ library, open }) => {
  const { id, items } = await pictures(library, 'Fair');
  const hidden = await library.collection('Not for guests');
  const owner = await open({ as: 'admin', at: `/c/${id}` });
  await owner.getByRole('heading', { name: 'Fair', level: 1 }).waitFor();
  const dialog = await openRights(owner, 'Fair');
  const links = await part(dialog, 'Links');
  await links.getByText('There is no link yet.').waitFor();
  await links.getByRole('button', { name: 'Make a link' }).click();
  await links.getByLabel('Name').fill('For the paper');
  await links.getByLabel('How many times it can be opened').fill('none');
  await links.getByRole('button', { name: 'Make link' }).click();
  await links.getByText('Enter a whole number from 1, or nothing.').waitFor();
  await links.getByLabel('How many times it can be opened').fill('');
  await accessible(owner, 'the form for a link');
  await links.getByRole('button', { name: 'Make link' }).click();
  await links.getByRole('heading', { name: 'The link is ready' }).waitFor();
  const address = await links.getByLabel('Address').inputValue();
  assert.match(address, /^http:\/\/\S+\/l\/\S+$/);
  await accessible(owner, 'a link that was made');
  await links.getByRole('button', { name: 'I have copied it' }).click();
  assert.equal(await links.getByText(address).count(), 0, 'shown once');

  const guest = await open({ at: address });
  await guest.getByRole('heading', { name: 'Fair', level: 1 }).waitFor();
  await guest.getByText('Shared with you').waitFor();
  await guest.getByRole('gridcell').nth(1).waitFor();
  assert.equal(await guest.getByRole('gridcell').count(), 2);
  await accessible(guest, 'what a link shows');
  assert.equal(await guest.getByRole('tree').count(), 0, 'no tree of others');
  for (const name of ['Upload', 'People', 'Trash', 'Share']) {
    assert.equal(await guest.getByText(name, { exact: true }).count(), 0, `${name} is not offered`);
  }
  assert.equal(await statusOf(guest, `/api/v1/items/${items[0].id}`), 200);
  assert.ok([401, 403, 404].includes(await statusOf(guest, `/api/v1/items/${items[0].id}/original`)), 'a viewer does not download');
  assert.ok([401, 403, 404].includes(await statusOf(guest, `/api/v1/collections/${hidden.id}`)));

  await guest.getByRole('gridcell').first().getByRole('link').click();
  await guest.getByRole('dialog').waitFor();
  assert.match(guest.url(), /\/l\/[^/]+\/i\//, 'the address stays under the link');
  await guest.reload();
  await guest.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await guest.getByRole('gridcell').first().waitFor();

  await part(dialog, 'Access');
  await dialog.getByRole('listitem').filter({ hasText: 'For the paper' }).getByRole('button', { name: 'Show the links' }).click();
  await links.getByText('opened 1 time').waitFor();
  await links.getByRole('button', { name: 'Revoke For the paper' }).click();
  await owner.getByRole('dialog', { name: 'Revoke “For the paper”?' }).getByRole('button', { name: 'Revoke', exact: true }).click();
  await owner.getByText('“For the paper” was revoked.').waitFor();
  assert.ok([401, 404].includes(await statusOf(guest, `/api/v1/items/${items[0].id}`)), 'gone with the answer');
  await guest.goto(address);
  await guest.getByRole('heading', { name: 'This link does not open anything' }).waitFor();
  await accessible(guest, 'a link that is gone');
});

journey('a password is asked for, and a wrong one says so', async ({ library, open }) => {
  const { id } = await pictures(library, 'Locked', 1);
  const { url } = await library.call('POST', '/api/v1/links', { collection: id, role: 'downloader', password: 'chave azul 7' });
  const guest = await open({ at: url });
  await guest.getByRole('heading', { name: 'This is protected' }).waitFor();
  await accessible(guest, 'the password of a link');
  const field = guest.getByLabel('Password', { exact: true });
  await field.fill('chave verde');
  await guest.keyboard.press('Enter');
  await guest.getByText('This is not the password.').waitFor();
  await field.fill('chave azul 7');
  await guest.keyboard.press('Enter');
  await guest.getByRole('heading', { name: 'Locked', level: 1 }).waitFor();
  await guest.getByRole('gridcell').first().getByRole('link').click();
  await guest.getByRole('dialog').getByRole('button', { name: 'Download' }).waitFor();
});

journey('a link to one item shows that item and nothing else, on a phone too', async ({ library, open }) => {
  const { id, items } = await pictures(library, 'Series');
  const { url } = await library.call('POST', '/api/v1/links', { item: items[1].id });
  for (const look of [{}, { width: 360, height: 740, touch: true, dark: true }]) {
    const guest = await open({ at: url, ...look });
    await guest.getByRole('dialog', { name: /Series-1/ }).waitFor();
    await guest.getByRole('dialog').locator('img').last().waitFor();
    await accessible(guest, 'an item behind a link');
    assert.equal(await statusOf(guest, `/api/v1/items/${items[0].id}`), 404);
    assert.equal(await guest.getByRole('button', { name: 'Back' }).count(), 0, 'nothing lies behind it');
    assert.ok([403, 404].includes(await statusOf(guest, `/api/v1/collections/${id}`)));
  }
});

journey('a person with an account only reads through a link, and may go on in the library', async ({ library, open }) => {
  const tom = { login: 'tom', name: 'Tom Braga', password: 'uma frase para tom' };
  const { id: tomId } = await library.person(tom);
  const { id } = await pictures(library, 'Both ways', 1);
  await grant(library, 'collections', id, { principal: `user:${tomId}`, role: 'editor' });
  const { url } = await library.call('POST', '/api/v1/links', { collection: id });
  const page = await open({ as: tom, at: url });
  await page.getByRole('heading', { name: 'Both ways', level: 1 }).waitFor();
  await page.getByText('Signed in as Tom Braga').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Upload', exact: true }).count(), 0);
  await page.getByRole('link', { name: 'Open in the library' }).click();
  await page.waitForURL(`**/c/${id}`);
  await page.getByRole('button', { name: 'Upload', exact: true }).waitFor();
});

journey('a link that may be opened once is used up, but a reload is no second opening', async ({ library, open }) => {
  const { id } = await pictures(library, 'Once', 1);
  const { url } = await library.call('POST', '/api/v1/links', { collection: id, uses: 1 });
  const first = await open({ at: url });
  await first.getByRole('button', { name: 'Open', exact: true }).click();
  await first.getByRole('heading', { name: 'Once', level: 1 }).waitFor();
  await first.reload();
  await first.getByRole('gridcell').first().waitFor();
  const second = await open({ at: url });
  await second.getByRole('heading', { name: 'This link does not open anything' }).waitFor();
  const { items } = await library.call('GET', `/api/v1/links?collection=${id}`);
  assert.equal(items[0].state, 'used up');
  assert.equal(items[0].used, 1);

  await first.getByRole('button', { name: 'Close on this device' }).click();
  await first.getByText('You closed what was shared with you').waitFor();
});

journey('an address that never was a link is answered kindly, in the language of the browser', async ({ open }) => {
  const guest = await open({ at: '/l/nunca-existiu', locale: 'pt-BR' });
  await guest.getByRole('heading', { name: 'Este link não abre nada' }).waitFor();
});
