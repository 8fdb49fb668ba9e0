import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { pdf } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { soon } from './kit/waiting.mjs';

const { journey } = stage();
const lines = ['The first page speaks of harvest', 'The second page is about rivers', 'The third page names the bridge', 'The last page ends with harvest'];

journey('a PDF is read: pages, the strip, finding words, and an address for each page', async ({ library, open }) => {
  const { id } = await library.collection('Papers');
  const paper = await library.upload(id, 'minutes.pdf', pdf(lines), 'application/pdf');
  assert.equal(paper.kind, 'pdf');
  await library.ready(paper.id);
  const page = await open({ as: 'admin', at: `/c/${id}` });
  await page.getByRole('gridcell').first().getByRole('link').click();
  const reader = page.getByRole('dialog').first();
  await page.waitForURL(/[?&]page=1/);
  await reader.getByText('The first page speaks of harvest').first().waitFor();
  await accessible(page, 'the reader');

  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/[?&]page=2/);
  const strip = reader.getByRole('listbox', { name: 'Pages' });
  await strip.getByRole('option').nth(2).click();
  await page.waitForURL(/[?&]page=3/);

  await page.keyboard.press('Control+f');
  const find = reader.getByRole('searchbox', { name: 'Find in this document' });
  await find.fill('harvest');
  await reader.getByText(/^[12] of 2$/).waitFor();
  await accessible(page, 'finding in a PDF');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await find.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('dialog').count(), 1, 'Escape closed the search only');
});

journey('a link to page three opens page three', async ({ library, open }) => {
  const { id } = await library.collection('Deep');
  const paper = await library.upload(id, 'deep.pdf', pdf(lines.map((line) => `${line}, once more`)), 'application/pdf');
  await library.ready(paper.id);
  const page = await open({ as: 'admin', at: `/i/${paper.id}?page=3` });
  const reader = page.getByRole('dialog').first();
  await reader.getByText('The third page names the bridge').first().waitFor();
  await page.waitForURL(/[?&]page=3/);
  await soon(() => reader.getByLabel('Page', { exact: true }).inputValue(), '3', 'the number of the page');
});

journey('a PDF that was added this moment is read to its last page', async ({ library, open }) => {
  const { id } = await library.collection('Fresh');
  const paper = await library.upload(id, 'fresh.pdf', pdf(lines.map((line) => `${line}, just now`)), 'application/pdf');
  const page = await open({ as: 'admin', at: `/i/${paper.id}?page=1` });
  const reader = page.getByRole('dialog').first();
  await reader.getByText('The first page speaks of harvest, just now').first().waitFor();
  await page.keyboard.press('End');
  await page.waitForURL(/[?&]page=4/);
});

journey('who may look but not download reads pictures of the pages and their text', async ({ library, open }) => {
  const reader = { login: 'leo', name: 'Leo Prado', password: 'uma frase para leo' };
  const { id: user } = await library.person(reader);
  const { id } = await library.collection('Only to look at');
  const paper = await library.upload(id, 'look.pdf', pdf(lines.map((line) => `${line}, to look at`)), 'application/pdf');
  await library.ready(paper.id);
  await share(library, id, `user:${user}`);
  const page = await open({ as: reader, at: `/i/${paper.id}?page=2` });
  const shown = page.getByRole('dialog').first();
  await shown.locator(`img[src*="/pages/2/preview"]`).first().waitFor();
  assert.equal(await shown.getByRole('button', { name: 'Download' }).count(), 0);
  await shown.getByRole('button', { name: 'Text of the page' }).click();
  await shown.getByText('The second page is about rivers, to look at').first().waitFor();
  await accessible(page, 'the reader of a viewer');
});

async function share(library, collection, principal) {
  const { inherit, grants } = await library.call('GET', `/api/v1/collections/${collection}/grants`);
  const etag = await library.etag(`/api/v1/collections/${collection}/grants`);
  await library.call(
    'PUT',
    `/api/v1/collections/${collection}/grants`,
    { inherit, grants: [...grants.map(({ name: _, ...grant }) => grant), { principal, role: 'viewer' }] },
    { 'If-Match': etag },
  );
}
