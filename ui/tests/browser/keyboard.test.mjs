import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { tabTo } from './kit/keys.mjs';
import { ADMIN } from './kit/library.mjs';
import { focused, focusedItem, soon } from './kit/waiting.mjs';

const { journey } = stage();

journey('without a mouse: sign in, make a collection, look, describe, share, trash, undo, sign out', async ({ library, open }) => {
  await library.person({ login: 'yara', name: 'Yara Lima', password: 'uma frase para yara' });
  const page = await open({ at: '/signin' });
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await focused(page.getByLabel('Login'));
  await page.keyboard.type(ADMIN.login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('button', { name: 'Make the first collection' }).waitFor();

  await tabTo(page, /^(New collection|Make the first collection|New)$/);
  await page.keyboard.press('Enter');
  await focused(page.getByRole('dialog').getByRole('textbox').first());
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'By keyboard', level: 1 }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  for (let n = 0; n < 6; n++) await library.ready((await library.upload(id, `key-${n}.png`, png(n + 900, 100 + n * 10))).id);
  await page.reload();
  await page.getByRole('gridcell').nth(5).getByRole('img').waitFor();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });

  await page.keyboard.press('ArrowRight');
  const first = await focusedItem(page);
  await page.keyboard.press('ArrowRight');
  const second = await focusedItem(page, first);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/i/${second}*`);
  await page.getByRole('dialog').first().getByText('2 of 6', { exact: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL((url) => url.pathname.startsWith('/i/') && !url.pathname.includes(second));
  await page.keyboard.press('e');
  const title = page.getByLabel('Title');
  await focused(title);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Named by keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo' }).first().waitFor();
  await title.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.waitForURL(`**/c/${id}*`);
  await focusedItem(page);

  await page.keyboard.press('s');
  const share = page.getByRole('dialog', { name: 'Share “Named by keyboard”' });
  await focused(share.getByRole('combobox', { name: 'Share with' }));
  await page.keyboard.type('yara');
  await share.getByRole('option', { name: /Yara Lima/ }).waitFor();
  await page.keyboard.press('Enter');
  await share.getByText('Yara Lima', { exact: true }).waitFor();
  await share.getByLabel('What Yara Lima may do').waitFor();
  await tabTo(page, /^What Yara Lima may do$/);
  await share.getByText('Opens 1 item to 1 more person.').waitFor();
  await tabTo(page, /^Save$/);
  await page.keyboard.press('Enter');
  await page.getByText('Yara Lima was added: Viewer.').waitFor();
  await page.keyboard.press('Escape');
  await share.waitFor({ state: 'hidden' });

  await focusedItem(page);
  await page.keyboard.press('Delete');
  await page.getByText('1 item is in the trash.').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('Undone.').last().waitFor();
  await soon(async () => (await library.call('GET', `/api/v1/collections/${id}/items`)).items.length, 6, 'items after Undo');

  await tabTo(page, new RegExp(ADMIN.name));
  await page.keyboard.press('Enter');
  await focused(page.getByRole('menu').getByRole('menuitem').first());
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/signin**');
});
