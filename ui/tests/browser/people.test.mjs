import assert from 'node:assert/strict';
import { stage } from './kit/journey.mjs';
import { ADMIN } from './kit/library.mjs';
import { focused, held, soon, undo } from './kit/waiting.mjs';

const { journey } = stage();

journey('a person is added, signs in, is disabled, and is out at once', async ({ open }) => {
  const page = await open({ as: 'admin', at: '/people' });
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Noé Conceição');
  await soon(() => dialog.getByLabel('Login').inputValue(), 'noe.conceicao', 'the login that is suggested');
  await dialog.getByRole('button', { name: 'Suggest a password' }).click();
  const secret = dialog.getByLabel('Password', { exact: true });
  await soon(async () => /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/.test(await secret.inputValue()), true, 'a password is suggested');
  const password = await secret.inputValue();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const added = page.getByRole('dialog', { name: 'Noé Conceição was added' });
  await added.getByRole('button', { name: 'Close' }).first().click();
  await added.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Noé Conceição', exact: true }).waitFor();

  const theirs = await open({ as: { login: 'noe.conceicao', password } });
  await theirs.getByText('No collection has been opened to you so far').waitFor();

  await page.getByRole('button', { name: 'Actions for Noé Conceição' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await held(page, 'Noé Conceição can no longer sign in');
  await theirs.goto('/account');
  await theirs.waitForURL('**/signin**');

  await undo(page);
  await page.getByText('Undone.').waitFor();
  await open({ as: { login: 'noe.conceicao', password } });
});

journey('a login that is taken is told at its field', async ({ open }) => {
  const page = await open({ as: 'admin', at: '/people' });
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Another Ana');
  await dialog.getByLabel('Login').fill(ADMIN.login);
  await dialog.getByLabel('Password', { exact: true }).fill('long enough for all');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('Somebody already has this login').waitFor();
  await focused(dialog.getByLabel('Login'));
});

journey('a group is made, gets a member by searching, and both can be undone', async ({ library, open }) => {
  await library.person({ login: 'ugo', name: 'Ugo Reis', password: 'uma frase para ugo' });
  const page = await open({ as: 'admin', at: '/groups' });
  await page.getByRole('button', { name: 'New group' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Choir');
  await page.keyboard.press('Enter');
  const group = page.getByRole('dialog', { name: 'Choir' });
  await group.getByRole('combobox', { name: 'Add a person' }).fill('ugo');
  await group.getByRole('option', { name: /Ugo Reis/ }).click();
  await page.getByText('Ugo Reis is now in “Choir”.').waitFor();
  await page.waitForURL(/[?&]group=/);
  await page.reload();
  await group.getByText('Ugo Reis').waitFor();
  await group.getByRole('button', { name: 'Take Ugo Reis out' }).click();
  await page.getByText('Ugo Reis is no longer in “Choir”.').waitFor();
  await undo(page);
  await page.getByText('Undone.').waitFor();
  await group.getByRole('listitem').filter({ hasText: 'Ugo Reis' }).waitFor();
  await page.keyboard.press('Escape');
  await group.waitFor({ state: 'hidden' });
});

journey('a token is shown once, works, and ends', async ({ library, open }) => {
  const page = await open({ as: 'admin', at: '/account' });
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('backup');
  await dialog.getByRole('button', { name: 'Make token' }).click();
  const shown = dialog.getByLabel('Token', { exact: true });
  await soon(async () => (await shown.inputValue()) !== '', true, 'the token is shown');
  const token = await shown.inputValue();
  const asToken = () => fetch(`${library.url}/api/v1/collections`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal((await asToken()).status, 200);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('backup', { exact: true }).waitFor();
  assert.equal(await page.getByText(token).count(), 0);
  await page.getByRole('button', { name: 'End backup' }).click();
  await page.getByRole('dialog', { name: 'End “backup”?' }).getByRole('button', { name: 'End', exact: true }).click();
  await page.getByText('“backup” has ended.').waitFor();
  assert.equal((await asToken()).status, 401);
});

journey('the password is changed only with the current one, and other sessions end', async ({ library, open }) => {
  const ina = { login: 'ina', name: 'Ina Rocha', password: 'uma frase para ina' };
  await library.person(ina);
  const other = await open({ as: ina, at: '/account' });
  const page = await open({ as: ina, at: '/account' });
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('uma frase nova para ina');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('This is not your current password.').waitFor();
  await page.getByLabel('Current password').fill(ina.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password was changed.').waitFor();
  await other.goto('/trash');
  await other.waitForURL('**/signin**');
  await page.goto('/trash');
  await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor();
});

journey('too many wrong passwords are answered with a break that counts down', async ({ library, open }) => {
  await library.person({ login: 'max', name: 'Max Dias', password: 'uma frase para max' });
  const page = await open({ at: '/signin' });
  const go = page.getByRole('button', { name: /^(Sign in|Try again in)/ });
  await page.getByLabel('Login').fill('max');
  const tryOften = async () => {
    for (let n = 0; n < 16 && (await go.isEnabled()); n++) {
      await page.getByLabel('Password', { exact: true }).fill(`wrong-${n}`);
      const answer = (response) => response.url().endsWith('/api/v1/session') && response.request().method() === 'POST';
      await Promise.all([page.waitForResponse(answer), page.keyboard.press('Enter')]);
      await page.getByText(/Login or password is not right|Too many tries/).first().waitFor();
    }
  };
  // The break lasts some seconds only: looked out for from the beginning, it cannot be missed.
  const counts = page.getByRole('button', { name: /Try again in \d+ second/ }).waitFor({ timeout: 120_000 });
  await Promise.all([counts, page.getByText('Too many tries in a short time').waitFor({ timeout: 120_000 }), tryOften()]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor({ timeout: 120_000 });
});
