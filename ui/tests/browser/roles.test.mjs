import assert from 'node:assert/strict';
import { accessible } from './kit/axe.mjs';
import { stage } from './kit/journey.mjs';
import { addTo, effectOf, grant, openRights } from './kit/rights.mjs';

const { journey } = stage();

journey('a role is made, given, changed, and cannot be removed while somebody has it', async ({ library, open }) => {
  const ian = await library.person({ login: 'ian', name: 'Ian Melo', password: 'uma frase para ian' });
  const page = await open({ as: 'admin', at: '/' });
  await page.getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('heading', { name: 'Roles', level: 1 }).waitFor();
  await accessible(page, 'the roles');
  await page.getByRole('button', { name: 'New role' }).click();
  const form = page.getByRole('dialog', { name: 'New role' });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Enter a name.').waitFor();
  const name = form.getByRole('textbox', { name: 'Name' });
  await name.fill('Restorer');
  await form.getByRole('checkbox', { name: /^edit/ }).check();
  assert.equal(await form.getByRole('checkbox', { name: /^view/ }).isChecked(), true);
  await accessible(page, 'the dialog for a role');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The role “Restorer” was made.').waitFor();
  await page.getByText('list, view, and edit').waitFor();

  await page.getByRole('button', { name: 'New role' }).click();
  await name.fill('Restorer');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('There is already a role of this name.').waitFor();
  await page.keyboard.press('Escape');

  const { id } = await library.collection('Workshop');
  const workshop = await open({ as: 'admin', at: `/c/${id}` });
  await workshop.getByRole('heading', { name: 'Workshop', level: 1 }).waitFor();
  const dialog = await openRights(workshop, 'Workshop');
  await addTo(dialog, 'ian', /Ian Melo/);
  await dialog.getByRole('combobox', { name: 'What Ian Melo may do' }).selectOption({ label: 'Restorer' });
  await effectOf(dialog);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await workshop.getByText('Ian Melo was added: Restorer.').waitFor();

  const explain = async (permission) => (await library.call('GET', `/api/v1/explain?user=${ian.id}&permission=${permission}&collection=${id}`)).allowed;
  assert.equal(await explain('edit'), true);
  await page.getByRole('button', { name: 'Actions for Restorer' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByText('The role “Restorer” is still given to somebody').waitFor();
  await accessible(page, 'a role that is in use');

  await page.getByRole('button', { name: 'Restorer', exact: true }).click();
  const edit = page.getByRole('dialog', { name: 'Role “Restorer”' });
  await edit.getByRole('checkbox', { name: /^edit/ }).uncheck();
  await edit.getByRole('button', { name: 'Save' }).click();
  await page.getByText('it holds everywhere at once').waitFor();
  assert.equal(await explain('edit'), false, 'a change of the role holds at once');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Undone.').waitFor();
  assert.equal(await explain('edit'), true);
});

journey('a role that nobody has is removed, and comes back with Undo', async ({ library, open }) => {
  await library.call('POST', '/api/v1/roles', { name: 'Passing', permissions: ['list'] });
  const page = await open({ as: 'admin', at: '/roles' });
  await page.getByRole('button', { name: 'Actions for Passing' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByText('The role “Passing” was removed.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Undone.').waitFor();
  await page.getByRole('button', { name: 'Passing', exact: true }).waitFor();
});

journey('groups are nested by searching, and a circle is refused with its path', async ({ library, open }) => {
  const board = await library.call('POST', '/api/v1/groups', { name: 'Board', descr: '' });
  const staff = await library.call('POST', '/api/v1/groups', { name: 'Staff', descr: '' });
  const page = await open({ as: 'admin', at: `/groups?group=${board.id}` });
  const dialog = page.getByRole('dialog', { name: 'Board' });
  await dialog.getByRole('combobox', { name: 'Add a group' }).fill('staff');
  await dialog.getByRole('option', { name: 'Staff' }).click();
  await page.getByText('“Staff” is now part of “Board”.').waitFor();
  await accessible(page, 'a group with a group in it');
  await dialog.getByRole('link', { name: 'Staff' }).click();
  const inner = page.getByRole('dialog', { name: 'Staff' });
  await inner.getByText('It is part of').waitFor();
  await inner.getByRole('combobox', { name: 'Add a group' }).fill('board');
  await inner.getByRole('option', { name: 'Board' }).click();
  await inner.getByText('That would put a group into itself').waitFor();
  assert.match(await inner.getByRole('alert').innerText(), /Board › Staff › Board|Staff › Board › Staff/);
  await accessible(page, 'a circle of groups');

  await inner.getByRole('link', { name: 'Board' }).click();
  await dialog.getByRole('button', { name: 'Take Staff out' }).click();
  await page.getByText('“Staff” is no longer part of “Board”.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Undone.').waitFor();
  const { groups } = await library.call('GET', `/api/v1/groups/${board.id}`);
  assert.deepEqual(groups.map(({ id }) => id), [staff.id]);
});

journey('a person is put into a group and taken out by searching', async ({ library, open }) => {
  await library.person({ login: 'bia', name: 'Bia Nunes', password: 'uma frase para bia' });
  await library.call('POST', '/api/v1/groups', { name: 'Dancers', descr: '' });
  const page = await open({ as: 'admin', at: '/people?q=bia' });
  await page.getByRole('button', { name: 'Actions for Bia Nunes' }).click();
  await page.getByRole('menuitem', { name: 'Groups' }).click();
  const dialog = page.getByRole('dialog', { name: 'Groups of Bia Nunes' });
  await dialog.getByRole('combobox', { name: 'Add a group' }).fill('dan');
  await dialog.getByRole('option', { name: 'Dancers' }).click();
  await page.getByText('Bia Nunes is now in “Dancers”.').waitFor();
  await accessible(page, 'the groups of a person');
  await dialog.getByRole('button', { name: 'Take out of Dancers' }).click();
  await page.getByText('Bia Nunes is no longer in “Dancers”.').waitFor();
});

journey('who may not manage roles is not offered the page', async ({ library, open }) => {
  const eva = { login: 'eva', name: 'Eva Luz', password: 'uma frase para eva' };
  const { id: evaId } = await library.person(eva);
  const { id } = await library.collection('Seen');
  await grant(library, 'collections', id, { principal: `user:${evaId}`, role: 'viewer' });
  const page = await open({ as: eva, at: '/roles' });
  await page.getByText('This is for administrators').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Roles' }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Audit' }).count(), 0);
});
