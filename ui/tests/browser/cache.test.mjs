import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { inventCache } from './kit/cache.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';
import { tabTo } from './kit/keys.mjs';
import { focused, soon, undo } from './kit/waiting.mjs';
import { plainTexts } from './kit/words.mjs';

const { journey } = stage();

/** The page over invented answers. */
async function invented(library, open, { at = '/cache', ...options } = {}) {
  const { id } = await library.collection('Harbour');
  const page = await open({ as: 'admin', at: '/trash', ...options });
  const made = await inventCache(page, { root: id, ...options });
  await page.goto(at);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  return { page, made, id };
}

const chart = (page, name) => page.getByRole('img', { name });

journey('an administrator sees how busy the cache is, and can have the numbers stand still', async ({ library, open }) => {
  const { page, made } = await invented(library, open, { at: '/trash' });
  await page.getByRole('link', { name: 'Cache' }).click();
  const table = page.getByRole('table', { name: 'By kind of answer' });
  const items = table.getByRole('row').filter({ hasText: 'Items of a collection' });
  await items.waitFor();
  await page.getByText('Changes looked at: 120. Answers compared with the database: 350, none of them old.').waitFor();
  assert.equal(await page.getByRole('alert').count(), 0, 'all is calm');
  assert.match(await table.getByRole('row').filter({ hasText: 'One item' }).innerText(), /–/, 'no rate before the first question');

  const before = await items.innerText();
  await chart(page, /^Questions per second, last two minutes: now [\d.,]+, at most/).waitFor();
  await chart(page, /^Answered from the cache, last two minutes: now [\d.]+%, at least/).waitFor();
  assert.notEqual(await items.innerText(), before, 'the numbers are live');
  await accessible(page, 'the cache');

  await page.getByRole('button', { name: 'Pause the numbers' }).click();
  await page.getByText('The numbers stand still.').waitFor();
  await focused(page.getByRole('button', { name: 'Go on' }));
  const looks = made.looks;
  await page.waitForTimeout(4_500);
  assert.equal(made.looks, looks, 'nothing is asked while it is paused');
  await page.keyboard.press('Enter');
  await soon(() => made.looks > looks + 1, true, 'it goes on');
});

journey('live numbers are not read out', async ({ library, open }) => {
  const { page, made } = await invented(library, open);
  await chart(page, /now/).first().waitFor();
  await page.evaluate(() => {
    window.spoken = [];
    const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest(live)) window.spoken.push(element.outerHTML);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const looks = made.looks;
  await soon(() => made.looks >= looks + 3, true, 'three more looks');
  assert.deepEqual(await page.evaluate(() => window.spoken), []);
});

journey('with keys alone: bypass and take it back, clear one kind, explain an answer', async ({ library, open }) => {
  const { page, made, id } = await invented(library, open);
  await page.getByRole('heading', { level: 1 }).focus();
  await tabTo(page, /^Bypass the cache$/);
  await page.keyboard.press('Space');
  await page.getByText('Bypassed: everything is read from the database').waitFor();
  await page.getByText('The cache is bypassed.').waitFor();
  assert.equal(made.bypass, true);
  await accessible(page, 'the cache while it is bypassed');
  await undo(page);
  await soon(() => made.bypass, false, 'it is taken back');
  await soon(() => page.getByRole('switch', { name: 'Bypass the cache' }).getAttribute('aria-checked'), 'false', 'and shown');

  await page.getByRole('switch').focus();
  await tabTo(page, /^Clear: Items of a collection$/);
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Clear “Items of a collection”?' });
  await question.getByText('Nothing is lost.').waitFor();
  await accessible(page, 'the question before clearing');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await focused(page.getByRole('button', { name: 'Clear: Items of a collection' }));
  assert.deepEqual(made.cleared, []);
  await page.keyboard.press('Enter');
  await question.waitFor();
  await tabTo(page, /^Clear$/);
  await page.keyboard.press('Enter');
  await page.getByText('Cleared: Items of a collection.').waitFor();
  assert.deepEqual(made.cleared, ['items']);

  await tabTo(page, /^Explain: Harbour, 12\.4 ms$/);
  await page.keyboard.press('Enter');
  const title = page.getByRole('heading', { name: 'Explain one answer' });
  await focused(title);
  await page.getByRole('status').filter({ hasText: 'You would be answered from memory.' }).waitFor();
  assert.deepEqual(made.explained, [`/api/v1/collections/${id}/items?recursive=true&limit=100`]);
  await page.getByText('Shared by 12 people').waitFor();
  await page.getByRole('region', { name: 'In memory' }).getByText('valid').waitFor();
  await page.getByRole('region', { name: 'In Redis' }).getByText('old, not used').waitFor();
  await page.getByText(`ilq:{${id}}:9c1d:7f`).waitFor();
  await accessible(page, 'an answer explained');

  await tabTo(page, /^Address in the API$/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('/api/v1/users');
  await page.keyboard.press('Enter');
  await page.getByText('This is not the address of an answer that is kept.').waitFor();
  await focused(page.getByLabel('Address in the API'));
  await accessible(page, 'an address that cannot be explained');

  await page.keyboard.press('Control+a');
  await page.keyboard.type(`${library.url}/api/v1/collections/${id}`);
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'from memory' }).waitFor();
  assert.equal(made.explained.at(-1), `/api/v1/collections/${id}`);
  assert.equal(new URL(page.url()).searchParams.get('entry'), `/api/v1/collections/${id}`, 'the address is the state');
  await page.reload();
  await page.getByRole('status').filter({ hasText: 'from memory' }).waitFor();
  await page.goBack();
  await page.getByText('This is not the address of an answer that is kept.').waitFor();
});

journey('trouble is told in Portuguese: old answers, Redis out of reach, an answer that is not kept', async ({ library, open }) => {
  const change = (cache) => ({
    ...cache,
    redis: { state: 'down', trusted: false, detail: 'connection refused' },
    prober: { sampled: 120, compared: 350, stale: 2 },
    slowest: [],
  });
  for (const look of [{ width: 1280 }, { width: 360, height: 740, dark: true, touch: true }]) {
    const { page } = await invented(library, open, {
      locale: 'pt-BR', change, entry: { memory: null, redis: null, generation: null, etag: null }, at: '/cache?entry=/api/v1/items/x', ...look,
    });
    await page.getByRole('alert').filter({ hasText: 'O cache deu respostas velhas' }).waitFor();
    await page.getByText('Respostas mais velhas que o banco de dados: 2 das 350 comparadas.').waitFor();
    await page.getByText('Fora do alcance; este nó segue com a própria memória.').waitFor();
    await page.getByText('Nada precisou ser lido do banco de dados ainda.').waitFor();
    await page.getByRole('status').filter({ hasText: 'A sua resposta viria do banco de dados. Nada está guardado' }).waitFor();
    await chart(page, /^Perguntas por segundo, últimos dois minutos: agora/).waitFor();
    await page.getByText('Mais contagens').click();
    await accessible(page, `trouble with the cache (${look.width} px)`);
    await page.context().close();
  }
});

journey('no text of the page stands outside of the message files', async ({ library, open }) => {
  const { page, id } = await invented(library, open, { at: '/trash' });
  await page.goto(`/cache?pseudo&entry=${encodeURIComponent('/api/v1/items/x')}`);
  await page.getByRole('status').filter({ hasText: '~' }).first().waitFor();
  await chart(page, /~/).first().waitFor();
  const data = ['Ana Ribeiro', 'Harbour', 'recursive=true&limit=100', '6a1f3c2b00000001', '6a1f3c2b00000002', `ilq:{${id}}:9c1d:7f`, '"4f2a9c"', '=7f'];
  const date = /^[A-Z][a-z]{2} \d+, \d{4}|^\d+ [A-Z][a-z]{2} \d{4}|^\d+:\d+:\d+/;
  const plain = await plainTexts(page);
  assert.deepEqual(plain.filter((text) => !data.includes(text) && !date.test(text) && !/^[\d.,]+ (kB|bytes|ms)$/.test(text)), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, 'texts a third longer still fit');
});

journey('who may not configure the system is told so and is not offered the page', async ({ library, open }) => {
  const eva = { login: 'eva', name: 'Eva Luz', password: 'uma frase para eva' };
  await library.person(eva);
  const page = await open({ as: eva, at: '/cache' });
  await page.getByText('This is for administrators').waitFor();
  await accessible(page, 'the cache for a member');
  assert.equal(await page.getByRole('link', { name: 'Cache' }).count(), 0);
});

/** How an answer came about, asked as the page asks: `no-store` would have the browser send `no-cache`, which is a bypass. */
const cacheStatus = (page, path) => page.evaluate(async (address) => (await fetch(address)).headers.get('Cache-Status'), path);

journey('the cache at work: a hit, a write that is seen at once, a bypass, and one kind cleared', async ({ library, open }) => {
  const { id } = await library.collection('Lighthouse');
  await library.upload(id, 'lamp.png', png(5));
  const path = `/api/v1/collections/${id}/items?limit=100`;
  const page = await open({ as: 'admin', at: '/cache' });
  const items = page.getByRole('table', { name: 'By kind of answer' }).getByRole('row').filter({ hasText: 'Items of a collection' });
  await items.waitFor();
  await soon(() => cacheStatus(page, path), 'Acervo; hit; detail=memory', 'asked again it comes from memory');
  await soon(async () => /^Items of a collection\s+[1-9]/.test(await items.innerText()), true, 'the hits are counted');

  await page.getByLabel('Address in the API').fill(path);
  const explained = page.getByRole('status').filter({ hasText: 'You would be answered from memory.' });
  await soon(async () => {
    await cacheStatus(page, path); // again, because a preview that is made meanwhile makes the answer old
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    return explained.isVisible();
  }, true, 'the entry is explained');
  await page.getByRole('link', { name: 'Lighthouse' }).last().waitFor();
  await accessible(page, 'the cache at work');

  const second = await library.upload(id, 'stairs.png', png(6));
  const listed = await page.evaluate(async (address) => (await (await fetch(address)).json()).items.map((item) => item.id), path);
  assert.ok(listed.includes(second.id), 'the write is seen at once');

  const bypass = page.getByRole('switch', { name: 'Bypass the cache' });
  await bypass.click();
  await soon(() => bypass.getAttribute('aria-checked'), 'true', 'the bypass is on');
  await soon(() => cacheStatus(page, path), 'Acervo; fwd=bypass; detail=record', 'the record answers');
  await bypass.click();
  await soon(() => bypass.getAttribute('aria-checked'), 'false', 'the bypass is off');
  await soon(() => cacheStatus(page, path), 'Acervo; hit; detail=memory', 'memory answers again');

  await page.getByRole('button', { name: 'Clear: Items of a collection' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByText('Cleared: Items of a collection.').waitFor();
  assert.match(await cacheStatus(page, path), /^Acervo; fwd=miss;/, 'cleared, it is read anew');
});
