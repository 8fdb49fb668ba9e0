import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';

const { journey } = stage();

journey('an administrator has the storage verified, sees it done, and has a chore done now', async ({ library, open }) => {
  const { id } = await library.collection('Lighthouse');
  await library.upload(id, 'lamp.png', png(7));
  const page = await open({ as: 'admin', at: '/storage' });
  await page.getByRole('button', { name: 'Verify now' }).click();
  const asked = page.getByRole('region', { name: 'Asked for' });
  await asked.getByRole('heading', { name: 'Verify the storage' }).waitFor();
  await asked.getByText(/^Done at /).waitFor();
  assert.equal(new URL(page.url()).pathname, '/jobs');

  const chores = page.getByRole('region', { name: 'Comes round by itself' });
  assert.equal(await chores.getByRole('listitem').count(), 6);
  await chores.getByRole('button', { name: 'Run now: Empty the trash' }).click();
  await chores.getByRole('listitem').filter({ hasText: 'Empty the trash' }).getByText(/^Waits; begins at /).waitFor();
  await accessible(page, 'the background work');
  await page.goto('/storage');
  await page.getByText(/Files read: 1; damaged: 0; missing: 0\./).waitFor();
});

journey('who may not configure the system is told so', async ({ library, open }) => {
  const eva = { login: 'eva', name: 'Eva Luz', password: 'uma frase para eva' };
  await library.person(eva);
  const page = await open({ as: eva, at: '/jobs' });
  await page.getByText('This is for administrators').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Background work' }).count(), 0);
});
