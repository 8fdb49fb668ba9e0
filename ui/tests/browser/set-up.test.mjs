import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { stage } from './kit/journey.mjs';
import { ADMIN } from './kit/library.mjs';
import { count, focused, soon } from './kit/waiting.mjs';

const { journey } = stage({ setUp: false });

journey('a printed address of another start says so and asks for the token', async ({ open }) => {
  const page = await open({ at: '/setup#another-token' });
  await focused(page.getByLabel('Your name'));
  await page.keyboard.type('Somebody');
  await page.getByLabel('Password', { exact: true }).fill('long enough for all');
  await page.keyboard.press('Enter');
  await page.getByText('This is not the token that was printed').waitFor();
  await focused(page.getByLabel('Set-up token'));
});

journey('the printed address may be pasted where the set-up page is open already', async ({ library, open }) => {
  const page = await open();
  await focused(page.getByLabel('Set-up token'));
  await page.goto(await library.setupAddress());
  await focused(page.getByLabel('Your name'));
  await count(page.getByLabel('Set-up token'), 0);
  assert.equal(new URL(page.url()).hash, '', 'the token has left the address bar');
});

journey('the first person becomes administrator with the printed token, and only with it', async ({ library, open }) => {
  const page = await open();
  await page.waitForURL('**/setup');
  await page.getByRole('heading', { level: 1, name: 'Your new library' }).waitFor();
  await accessible(page, 'set-up');

  await page.getByRole('button', { name: 'Open the library' }).click();
  await accessible(page, 'set-up with errors');
  const token = page.getByLabel('Set-up token');
  await focused(token); // the first field to mend
  await page.getByText('Where do I find it?').click();
  await page.getByText('setup-token', { exact: true }).waitFor();

  await token.fill('not the token');
  await page.getByLabel('Your name').fill(ADMIN.name);
  await soon(() => page.getByLabel('Login').inputValue(), 'ana.ribeiro', 'a login is suggested from the name');
  await page.getByLabel('Login').fill(ADMIN.login);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Open the library' }).click();
  await page.getByText('This is not the token that was printed').waitFor();
});

journey('the printed address sets the library up, and the address bar keeps nothing of it', async ({ library, open }) => {
  const page = await open({ at: await library.setupAddress() });
  await page.getByRole('heading', { level: 1, name: 'Your new library' }).waitFor();
  assert.equal(page.url(), `${library.url}/setup`);
  await focused(page.getByLabel('Your name'));
  assert.equal(await page.getByLabel('Set-up token').count(), 0, 'nobody is asked for what the address brought');
  await accessible(page, 'set-up by the printed address');

  await page.keyboard.type(ADMIN.name);
  await page.getByLabel('Login').fill(ADMIN.login);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('button', { name: 'Make the first collection' }).waitFor();
});

journey('set-up is over once there is an administrator', async ({ open }) => {
  const page = await open({ at: '/setup' });
  await page.waitForURL('**/signin**');
});

journey('who signs in comes to where they wanted to go', async ({ open }) => {
  const page = await open({ at: '/people?q=an' });
  await page.waitForURL('**/signin?back=*');
  await page.getByText('you then come to the page you wanted').waitFor();
  await page.getByLabel('Login').fill(ADMIN.login);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Login or password is not right').waitFor();
  await accessible(page, 'sign-in with an error');

  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/people?q=an');
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
});

journey('an address of another site is no place to come back to', async ({ open }) => {
  const page = await open({ at: '/signin?back=//example.org/' });
  await page.getByLabel('Login').fill(ADMIN.login);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/' && url.hostname === 'localhost');
});
