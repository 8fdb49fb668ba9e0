import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { settled } from './kit/axe.mjs';
import { pdf, png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { quiet } from './kit/waiting.mjs';
import { SHOTS } from './kit/shots.mjs';

const { journey } = stage();

/** Milliseconds without a request after which a page that was given another size has all its pictures. */
const DRAWN = 200;

/** One window for fingers and one for a mouse; each is made wider while the page stays. */
const windows = [
  { touch: true, sizes: [{ width: 360, height: 780 }, { width: 768, height: 1024 }] },
  { touch: false, sizes: [{ width: 1440, height: 900 }, { width: 2560, height: 1440 }] },
];

journey('pictures of every page at four widths, light and dark, without anything running over', async ({ library, open }) => {
  mkdirSync(SHOTS, { recursive: true });
  const { id } = await library.collection('Courtyard');
  await library.collection('Plans', id);
  const items = [];
  for (let n = 0; n < 24; n++) items.push(await library.upload(id, `courtyard-${n}.png`, png(n, 240 + (n % 5) * 60, 180 + (n % 3) * 40)));
  const paper = await library.upload(id, 'minutes.pdf', pdf(['The first page', 'The second page', 'The third page']));
  const rui = await library.person({ login: 'rui', name: 'Rui Prado', password: 'uma frase para rui' });
  const lia = await library.person({ login: 'lia', name: 'Lia Fonseca de Albuquerque e Castro', password: 'uma frase para lia' });
  const group = await library.call('POST', '/api/v1/groups', { name: 'Professores', descr: 'Todos os que ensinam' });
  for (const one of [rui, lia]) await library.call('PUT', `/api/v1/groups/${group.id}/members/${one.id}`);
  await library.ready(paper.id);
  await library.ready(items.at(-1).id);

  const { url } = await library.call('POST', '/api/v1/links', { collection: id, name: 'Família' });

  const places = [
    ['top', '/'],
    ['collection', `/c/${id}`],
    ['item', `/i/${items[3].id}?in=${id}`],
    ['pdf', `/i/${paper.id}?in=${id}&page=1`],
    ['trash', '/trash'],
    ['people', '/people'],
    ['groups', '/groups'],
    ['group', `/groups?group=${group.id}`, (page) => page.getByRole('dialog').getByText('Rui Prado').waitFor()],
    ['roles', '/roles'],
    ['audit', '/audit'],
    ['cache', '/cache', (page) => page.getByRole('img', { name: /agora/ }).first().waitFor()],
    ['cache-more', '/cache', async (page) => {
      await page.getByText('Mais contagens').click();
      await page.getByRole('table', { name: 'Mais contagens' }).scrollIntoViewIfNeeded();
    }],
    ['jobs', '/jobs', (page) => page.getByRole('heading', { name: 'Esvaziar a lixeira' }).waitFor()],
    ['account', '/account'],
    ['share', `/c/${id}`, async (page) => {
      await page.getByRole('button', { name: 'Coleção', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Compartilhar' }).click();
      await page.getByRole('dialog').getByRole('combobox').first().waitFor();
    }],
    ...[['Links', 'links'], ['Quem tem acesso', 'review'], ['Por quê?', 'why']].map(([part, name]) => [name, `/c/${id}`, async (page) => {
      await page.getByRole('button', { name: 'Coleção', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Compartilhar' }).click();
      await page.getByRole('tab', { name: part }).click();
      await page.getByRole('tabpanel', { name: part }).waitFor();
    }]),
    ['link', url],
    ['link-gone', '/l/nunca-foi'],
  ];
  const over = [];
  for (const { touch, sizes } of windows) {
    const page = await open({ as: 'admin', locale: 'pt-BR', touch, ...sizes[0] });
    for (const [name, at, act] of [...places, ['signin', '/signin']]) {
      if (name === 'signin') await page.context().clearCookies();
      await page.setViewportSize(sizes[0]);
      await page.goto(at);
      await page.getByRole('heading').or(page.getByRole('dialog')).first().waitFor();
      await act?.(page);
      await quiet(page);
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          await quiet(page, DRAWN);
          await settled(page);
          const look = `${size.width}-${colorScheme}`;
          await page.screenshot({ path: join(SHOTS, `${name}-${look}.png`) });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) over.push(`${name} at ${look}: ${wide} px`);
        }
      }
    }
  }
  assert.deepEqual(over, []);
});
