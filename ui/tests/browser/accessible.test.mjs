import { accessible } from './kit/axe.mjs';
import { png } from './kit/files.mjs';
import { stage } from './kit/journey.mjs';

const { journey } = stage();

/** The dialogs and menus that no other journey passes: each opened from its page, looked at with axe. */
const places = [
  { at: '/', name: 'the top', see: (page) => page.getByRole('heading', { level: 1 }) },
  {
    at: '/',
    name: 'the dialog for a new collection',
    act: (page) => page.getByRole('button', { name: 'New collection' }).first().click(),
    see: (page) => page.getByRole('dialog'),
  },
  { at: '/account', name: 'the account', see: (page) => page.getByRole('heading', { level: 1 }) },
  {
    at: '/account',
    name: 'the dialog for a token',
    act: async (page) => {
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByRole('button', { name: 'Make token' }).click();
    },
    see: (page) => page.getByText('Enter a name.'),
  },
  { at: '/people', name: 'the people', see: (page) => page.getByRole('button', { name: 'Ana Ribeiro' }).first() },
  {
    at: '/people',
    name: 'the dialog for a person, with errors',
    act: async (page) => {
      await page.getByRole('button', { name: 'Add a person' }).click();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
    },
    see: (page) => page.getByText('Enter a name.'),
  },
  {
    at: '/people',
    name: 'the menu of a person',
    act: (page) => page.getByRole('button', { name: 'Actions for Rui Prado' }).click(),
    see: (page) => page.getByRole('menu'),
  },
  {
    at: '/people',
    name: 'the groups of a person',
    act: async (page) => {
      await page.getByRole('button', { name: 'Actions for Rui Prado' }).click();
      await page.getByRole('menuitem', { name: 'Groups' }).click();
    },
    see: (page) => page.getByRole('dialog').getByRole('combobox'),
  },
  {
    at: '/people',
    name: 'the question before removing a person',
    act: async (page) => {
      await page.getByRole('button', { name: 'Actions for Rui Prado' }).click();
      await page.getByRole('menuitem', { name: 'Remove…' }).click();
    },
    see: (page) => page.getByRole('dialog', { name: 'Remove Rui Prado?' }),
  },
  { at: '/people?q=nobody-of-this-name', name: 'a search without a result', see: (page) => page.getByText('Nobody found') },
  { at: '/groups', name: 'the groups', see: (page) => page.getByRole('button', { name: /Teachers/ }) },
  {
    at: '/groups',
    name: 'a group',
    act: (page) => page.getByRole('button', { name: /Teachers/ }).click(),
    see: (page) => page.getByRole('dialog').getByText('Rui Prado'),
  },
  { at: '/roles', name: 'the roles', see: (page) => page.getByText('Viewer') },
  {
    at: '/roles',
    name: 'the dialog for a role, with errors',
    act: async (page) => {
      await page.getByRole('button', { name: 'New role' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
    },
    see: (page) => page.getByText('Enter a name.'),
  },
  { at: '/audit', name: 'the audit', see: (page) => page.getByRole('list', { name: 'Changes, newest first' }) },
  { at: '/audit?from=2001-01-01&to=2001-01-02', name: 'the audit without a result', see: (page) => page.getByText('Nothing fits') },
  { at: '/l/never-was', name: 'a link that opens nothing', see: (page) => page.getByText('This link does not open anything') },
  { at: '/storage', name: 'the storage', see: (page) => page.getByRole('button', { name: 'Verify now' }) },
  { at: '/jobs', name: 'the background work', see: (page) => page.getByRole('heading', { name: 'Empty the trash' }) },
  { at: '/trash', name: 'the empty trash', see: (page) => page.getByRole('heading', { level: 1 }) },
  { at: '/nowhere/at/all', name: 'an address that leads nowhere', see: (page) => page.getByText('This is not here') },
  {
    at: '/',
    name: 'the keys',
    act: async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('?');
    },
    see: (page) => page.getByRole('dialog', { name: 'Keys' }),
  },
];

journey('every page and dialog passes axe, in light and dark, wide and narrow', async ({ library, open, t }) => {
  const rui = await library.person({ login: 'rui', name: 'Rui Prado', password: 'uma frase para rui' });
  const group = await library.call('POST', '/api/v1/groups', { name: 'Teachers', descr: 'All who teach' });
  await library.call('PUT', `/api/v1/groups/${group.id}/members/${rui.id}`);
  const { id } = await library.collection('Pictures');
  await library.upload(id, 'one.png', png(1));

  for (const look of [
    { width: 1280, dark: false },
    { width: 360, height: 740, dark: true, touch: true },
  ]) {
    const page = await open({ as: 'admin', ...look });
    for (const { at, name, act, see } of places) {
      // On a phone the keyboard that shows the keys is missing, and the tree is behind a button.
      if (look.touch && (name === 'the keys' || name.includes('new collection'))) continue;
      await page.goto(at);
      await page.getByRole('heading').or(page.getByText('This is not here')).first().waitFor();
      await act?.(page);
      await see(page).first().waitFor();
      await accessible(page, `${name} (${look.width} px, ${look.dark ? 'dark' : 'light'})`);
      t.diagnostic(`looked at ${name}, ${look.width} px`);
    }
  }
});

journey('a person who may not manage people is told so, and is not offered the pages', async ({ library, open }) => {
  const eva = { login: 'eva', name: 'Eva Luz', password: 'uma frase para eva' };
  await library.person(eva);
  const page = await open({ as: eva, at: '/people' });
  await page.getByText('This is for administrators').waitFor();
  await accessible(page, 'people for a member');
  if ((await page.getByRole('link', { name: 'People' }).count()) > 0) throw new Error('People is offered');
});
