import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { held, undo } from './kit/waiting.mjs';
import { effectOf } from './kit/rights.mjs';

const { journey } = stage();
const zoe = { login: 'zoe', name: 'Zoé Nogueira', password: 'outra frase comprida' };

journey('a collection that is shared is seen, a private one is not, and taking access away works at once', async ({ library, open }) => {
  await library.person(zoe);
  const shared = await library.collection('Shared pictures');
  const hidden = await library.collection('Private papers');
  const item = await library.upload(shared.id, 'door.png', png(1));
  const secret = await library.upload(hidden.id, 'secret.png', png(2));

  const owner = await open({ as: 'admin', at: `/c/${shared.id}` });
  await owner.getByRole('heading', { name: 'Shared pictures', level: 1 }).waitFor();
  await owner.keyboard.press('s');
  const dialog = owner.getByRole('dialog', { name: 'Share “Shared pictures”' });
  const field = dialog.getByRole('combobox', { name: 'Share with' });
  await field.fill('zo');
  await dialog.getByRole('option', { name: /Zoé Nogueira/ }).waitFor();
  await accessible(owner, 'the rights dialog while searching');
  await owner.keyboard.press('Enter');
  await save(dialog);
  await owner.getByText('Zoé Nogueira was added: Viewer.').waitFor();
  await accessible(owner, 'the rights dialog');

  const guest = await open({ as: zoe, at: '/' });
  await guest.getByRole('link', { name: /Shared pictures/ }).first().waitFor();
  assert.equal(await guest.getByText('Private papers').count(), 0, 'a hidden collection is not named');
  await guest.goto(`/c/${shared.id}`);
  await guest.getByRole('heading', { name: 'Shared pictures', level: 1 }).waitFor();
  await guest.getByRole('gridcell').first().waitFor();
  assert.equal(await guest.getByRole('button', { name: 'Upload', exact: true }).count(), 0, 'what is not allowed is not offered');
  await guest.keyboard.press('u');
  await guest.keyboard.press('s');
  assert.equal(await guest.getByRole('dialog').count(), 0);

  for (const address of [`/c/${hidden.id}`, `/i/${secret.id}`]) {
    await guest.goto(address);
    await guest.getByText('This is not here, or you have no access to it').first().waitFor();
  }
  assert.ok([403, 404].includes(await statusOf(guest, `/api/v1/items/${item.id}/original`)), 'a viewer does not download');
  assert.equal(await statusOf(guest, `/api/v1/items/${item.id}`), 200);

  await dialog.getByRole('combobox', { name: 'What Zoé Nogueira may do' }).selectOption({ label: 'Downloader: look and download' });
  await save(dialog);
  await owner.getByText('Zoé Nogueira: Downloader.').waitFor();
  assert.equal(await statusOf(guest, `/api/v1/items/${item.id}/original`), 200);

  await dialog.getByRole('button', { name: 'Remove Zoé Nogueira' }).click();
  await save(dialog);
  await held(owner, 'Zoé Nogueira no longer has a right of their own here.');
  assert.equal(await statusOf(guest, `/api/v1/items/${item.id}`), 404, 'gone with the answer');
  await guest.goto('/');
  await guest.getByText('No collection has been opened to you so far').waitFor();

  await undo(owner);
  await owner.getByText('Undone.').waitFor();
  assert.equal(await statusOf(guest, `/api/v1/items/${item.id}/original`), 200, 'back with the role it had');
});

journey('rights come from above until they are cut, and a row says where it comes from', async ({ library, open }) => {
  const above = await library.collection('Above');
  const below = await library.collection('Below', above.id);
  const owner = await open({ as: 'admin', at: `/c/${above.id}` });
  await owner.getByRole('heading', { name: 'Above', level: 1 }).waitFor();
  await owner.keyboard.press('s');
  let dialog = owner.getByRole('dialog', { name: 'Share “Above”' });
  await dialog.getByRole('combobox', { name: 'Share with' }).fill('everyone who');
  await dialog.getByRole('option', { name: 'Everyone who signed in' }).waitFor();
  await owner.keyboard.press('Enter');
  await save(dialog);
  await owner.getByText('Everyone who signed in was added: Viewer.').waitFor();

  await owner.goto(`/c/${below.id}`);
  await owner.getByRole('heading', { name: 'Below', level: 1 }).waitFor();
  await owner.keyboard.press('s');
  dialog = owner.getByRole('dialog', { name: 'Share “Below”' });
  const row = dialog.getByRole('listitem').filter({ hasText: 'Everyone who signed in' });
  await row.getByRole('link', { name: 'Above' }).waitFor();
  await dialog.getByRole('switch', { name: 'Rights of “Above” hold here too' }).click();
  await save(dialog);
  await held(owner, 'Rights of “Above” no longer hold here; only its owners were kept.');
  await accessible(owner, 'rights that are cut');
  await row.waitFor({ state: 'detached' });
  await undo(owner);
  await row.getByRole('link', { name: 'Above' }).click();
  await owner.waitForURL(`**/c/${above.id}`);
});

journey('a right with a last day says so', async ({ library, open }) => {
  await library.person({ login: 'ivo', name: 'Ivo Duarte', password: 'mais uma frase comprida' });
  const { id } = await library.collection('For a while');
  const owner = await open({ as: 'admin', at: `/c/${id}` });
  await owner.getByRole('heading', { name: 'For a while', level: 1 }).waitFor();
  await owner.keyboard.press('s');
  const dialog = owner.getByRole('dialog', { name: 'Share “For a while”' });
  await dialog.getByRole('combobox', { name: 'Share with' }).fill('ivo');
  await dialog.getByRole('option', { name: /Ivo Duarte/ }).click();
  await dialog.getByRole('button', { name: 'Set a last day for Ivo Duarte' }).click();
  await dialog.getByLabel('Last day of access for Ivo Duarte').fill('2099-12-31');
  await owner.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'until Dec 31, 2099' }).waitFor();
  await save(dialog);
  await owner.getByText('Ivo Duarte was added: Viewer.').waitFor();
  const { grants } = await library.call('GET', `/api/v1/collections/${id}/grants`);
  assert.equal(grants.find((grant) => grant.name === 'Ivo Duarte').until.slice(0, 10), '2100-01-01', 'the end of that day here');
});

journey('two people change rights at the same time and neither loses a change', async ({ library, open }) => {
  await library.person({ login: 'olga', name: 'Olga Matos', password: 'frase de elisa comprida' });
  const { id } = await library.collection('Contended');
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByRole('heading', { name: 'Contended', level: 1 }).waitFor();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share “Contended”' });
  await dialog.getByRole('combobox', { name: 'Share with' }).waitFor();

  const response = await fetch(`${library.url}/api/v1/collections/${id}/grants`, { headers: { Cookie: await cookieOf(page) } });
  const { inherit, grants } = await response.json();
  await library.call(
    'PUT',
    `/api/v1/collections/${id}/grants`,
    { inherit, grants: [...grants.map(({ name: _, ...grant }) => grant), { principal: 'signed-in', role: 'viewer' }] },
    { 'If-Match': response.headers.get('etag') },
  );

  await dialog.getByRole('combobox', { name: 'Share with' }).fill('olga');
  await dialog.getByRole('option', { name: /Olga Matos/ }).click();
  await save(dialog);
  await dialog.getByText('Somebody else changed these rights at the same time').waitFor();
  await dialog.getByRole('listitem').filter({ hasText: 'Everyone who signed in' }).first().waitFor();
  await save(dialog);
  await page.getByText('Olga Matos was added: Viewer.').waitFor();
  const now = await library.call('GET', `/api/v1/collections/${id}/grants`);
  const principals = now.grants.map((grant) => grant.principal);
  assert.ok(principals.includes('signed-in'), 'theirs is kept');
  assert.ok(now.grants.some((grant) => grant.name === 'Olga Matos'), 'ours is made');
});

/** What a change does is shown first; then it is saved. */
async function save(dialog) {
  await effectOf(dialog);
  await dialog.getByRole('button', { name: 'Save' }).click();
}

async function cookieOf(page) {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
}

function statusOf(page, path) {
  return page.evaluate(async (address) => (await fetch(address, { cache: 'no-store' })).status, path);
}
