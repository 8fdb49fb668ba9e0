import { describe, expect, test } from 'vitest';
import { continued, joined, left } from '../../src/groups/members';

const member = (name: string) => ({ id: name.toLowerCase(), login: name.toLowerCase(), name });
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
const compare = new Intl.Collator('pt-BR').compare;
const list = ['Ana', 'Caio', 'Dora'].map(member);

describe('the members that a dialog shows', () => {
  test('somebody new comes where the name belongs, also at the end', () => {
    expect(names(joined(list, member('Bia'), compare))).toEqual(['Ana', 'Bia', 'Caio', 'Dora']);
    expect(names(joined(list, member('Zeca'), compare))).toEqual(['Ana', 'Caio', 'Dora', 'Zeca']);
    expect(names(joined([], member('Ana'), compare))).toEqual(['Ana']);
  });

  test('nobody is there twice', () => {
    expect(names(joined(list, member('Caio'), compare))).toEqual(['Ana', 'Caio', 'Dora']);
  });

  test('whoever leaves is gone, and nobody else', () => {
    expect(names(left(list, 'caio'))).toEqual(['Ana', 'Dora']);
    expect(names(left(list, 'nobody'))).toEqual(['Ana', 'Caio', 'Dora']);
  });

  test('a next page brings those in order who were put in by hand before it came', () => {
    const byHand = joined(list, member('Ines'), compare);
    expect(names(continued(byHand, ['Elis', 'Ines', 'Jose'].map(member)))).toEqual(['Ana', 'Caio', 'Dora', 'Elis', 'Ines', 'Jose']);
  });
});
