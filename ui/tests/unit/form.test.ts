import { describe, expect, test } from 'vitest';
import { isLogin, suggestLogin, suggestPassword } from '../../src/ui/form';
import { backTo } from '../../src/signin/back';

describe('logins', () => {
  test('are suggested without accents, capitals and blanks', () => {
    expect(suggestLogin('Ana Conceição')).toBe('ana.conceicao');
    expect(suggestLogin('  José  d’Ávila ')).toBe('jose.d.avila');
    expect(suggestLogin('')).toBe('');
  });

  test('every suggestion that is long enough is allowed', () => {
    for (const name of ['Ana', 'Müller-Lüdenscheidt', '3 Irmãs', 'x'.repeat(90)]) expect(isLogin(suggestLogin(name))).toBe(true);
  });

  test('begin with a letter or a digit', () => {
    expect(isLogin('.ana')).toBe(false);
    expect(isLogin('a')).toBe(false);
    expect(isLogin('Ana')).toBe(false);
    expect(isLogin('ana@example.org')).toBe(true);
  });
});

test('suggested passwords can be read aloud and differ', () => {
  const made = new Set(Array.from({ length: 200 }, suggestPassword));
  expect(made.size).toBe(200);
  for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/);
});

describe('where to go after the sign-in', () => {
  test('only to places of this site', () => {
    expect(backTo('/c/1?sort=name')).toBe('/c/1?sort=name');
    for (const bad of ['//example.org', '/\\example.org', 'https://example.org', 'javascript:alert(1)', null, '']) {
      expect(backTo(bad)).toBe('/');
    }
  });

  test('not back to the sign-in itself', () => {
    expect(backTo('/signin?back=/')).toBe('/');
    expect(backTo('/setup')).toBe('/');
  });
});
