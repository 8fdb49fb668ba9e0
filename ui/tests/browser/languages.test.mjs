import assert from 'node:assert/strict';
import { stage } from './kit/journey.mjs';
import { ADMIN } from './kit/library.mjs';
import { quiet, soon } from './kit/waiting.mjs';
import { plainTexts } from './kit/words.mjs';

const { journey } = stage();

for (const [locale, lang, words] of [
  ['pt-BR', 'pt-BR', { title: 'Entrar', trash: 'Lixeira', people: 'Pessoas', account: 'Sua conta' }],
  ['pt-PT', 'pt-BR', { title: 'Entrar', trash: 'Lixeira', people: 'Pessoas', account: 'Sua conta' }],
  ['en-GB', 'en', { title: 'Sign in', trash: 'Trash', people: 'People', account: 'Your account' }],
  ['fr-FR', 'en', { title: 'Sign in', trash: 'Trash', people: 'People', account: 'Your account' }],
]) {
  journey(`a browser that speaks ${locale} gets ${lang} from the first page on`, async ({ open }) => {
    const page = await open({ locale, at: '/signin' });
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    await soon(() => page.getAttribute('html', 'lang'), lang, 'the language of the document');
    const inside = await open({ as: 'admin', locale, at: '/trash' });
    await inside.getByRole('heading', { level: 1, name: words.trash }).waitFor();
    await inside.goto('/people');
    await inside.getByRole('heading', { level: 1, name: words.people }).waitFor();
    await inside.goto('/account');
    await inside.getByRole('heading', { level: 1, name: words.account }).waitFor();
  });
}

journey('the language is changed in the account and stays, whatever the browser says', async ({ open }) => {
  const page = await open({ as: 'admin', locale: 'en-GB', at: '/account' });
  await page.getByLabel('Language').selectOption('pt-BR');
  await page.getByRole('heading', { level: 1, name: 'Sua conta' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Sua conta' }).waitFor();
  await soon(() => page.getAttribute('html', 'lang'), 'pt-BR', 'the language of the document');
  await page.getByLabel('Idioma').selectOption('');
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
});

journey('the language of the sign-in page is chosen there and outlives a wrong password', async ({ open }) => {
  const page = await open({ locale: 'en-GB', at: '/signin' });
  await page.getByLabel('Language').selectOption('pt-BR');
  await page.getByRole('heading', { level: 1, name: 'Entrar' }).waitFor();
  await page.getByLabel('Usuário').fill(ADMIN.login);
  await page.getByLabel('Senha', { exact: true }).fill('errada de propósito');
  await page.keyboard.press('Enter');
  await page.getByText('Usuário ou senha incorretos').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Entrar' }).waitFor();
});

for (const path of ['/signin', '/', '/trash', '/people', '/groups', '/roles', '/account']) {
  journey(`no text of ${path} stands outside of the message files`, async ({ open }) => {
    const page = await open(path === '/signin' ? { at: '/signin?pseudo' } : { as: 'admin', at: `${path}?pseudo` });
    await page.getByRole('heading').first().waitFor();
    await quiet(page);
    const plain = await plainTexts(page);
    const data = [ADMIN.name, ADMIN.login];
    assert.deepEqual(plain.filter((text) => !data.includes(text)), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'texts a third longer still fit');
  });
}
