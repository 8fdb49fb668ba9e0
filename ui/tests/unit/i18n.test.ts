import { describe, expect, test } from 'vitest';
import { en } from '../../src/lib/i18n/en';
import { match, Speech } from '../../src/lib/i18n/index.svelte';
import { pseudo } from '../../src/lib/i18n/pseudo';
import { ptBR } from '../../src/lib/i18n/pt-BR';
import type { Plural, Tree } from '../../src/lib/i18n/shape';

function isPlural(value: string | Plural | Tree): value is Plural {
  return typeof value === 'object' && typeof value['other'] === 'string';
}

function leaves(tree: Tree, before = ''): Map<string, string | Plural> {
  const all = new Map<string, string | Plural>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string' || isPlural(value)) all.set(before + key, value as string | Plural);
    else for (const [name, leaf] of leaves(value as Tree, `${before}${key}.`)) all.set(name, leaf);
  }
  return all;
}

function gaps(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort();
}

const english = leaves(en);
const portuguese = leaves(ptBR);

describe('the message files', () => {
  test('have the same keys', () => {
    expect([...portuguese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test.each([...english.keys()])('%s has words and the same gaps in both', (key) => {
    const [a, b] = [english.get(key)!, portuguese.get(key)!];
    expect(typeof a).toBe(typeof b);
    const texts = (leaf: string | Plural) => (typeof leaf === 'string' ? [leaf] : Object.values(leaf));
    const wanted = new Set(texts(a).flatMap(gaps));
    for (const text of texts(b)) {
      expect(text.trim()).not.toBe('');
      for (const gap of gaps(text)) expect([...wanted, 'n']).toContain(gap);
    }
    expect(new Set(gaps(texts(b).at(-1)!))).toEqual(new Set(gaps(texts(a).at(-1)!)));
  });

  test.each(['en', 'pt-BR'] as const)('%s knows every plural its rules ask for', (locale) => {
    const asked = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, leaf] of locale === 'en' ? english : portuguese) {
      if (typeof leaf === 'string') continue;
      for (const form of asked) if (form !== 'many') expect(leaf, key).toHaveProperty(form);
    }
  });
});

test('no message leaves the plural to the reader', () => {
  for (const [key, leaf] of [...english, ...portuguese]) {
    for (const text of typeof leaf === 'string' ? [leaf] : Object.values(leaf)) expect(text, key).not.toMatch(/\w\(\w{1,3}\)/);
  }
});

describe('speech', () => {
  test('chooses plurals and writes numbers as the language does', () => {
    expect(new Speech('en').say('common.items', { n: 1 })).toBe('1 item');
    expect(new Speech('en').say('common.items', { n: 12345 })).toBe('12,345 items');
    expect(new Speech('pt-BR').say('common.items', { n: 12345 })).toBe('12.345 itens');
    expect(new Speech('pt-BR').say('common.items', { n: 0 })).toBe('0 itens');
    expect(new Speech('pt-BR').say('storage.files', { n: 0, bytes: '0 bytes' })).toBe('0 arquivos, 0 bytes');
    expect(new Speech('pt-BR').say('links.usedOf', { n: 1, used: 0 })).toBe('aberto 0 de 1 vez');
    expect(new Speech('pt-BR').say('common.items', { n: 2_000_000 })).toBe('2.000.000 de itens');
  });

  test('shows the pseudo-locale with its gaps filled', () => {
    const said = new Speech('en', true).say('common.requestId', { id: 'abc' });
    expect(said).toMatch(/^\[.*abc.*~+\]$/);
    expect(said).not.toContain('Request');
  });

  test('writes sizes in units a person reads', () => {
    const english = new Speech('en');
    expect(english.size(999)).toBe('999 bytes');
    expect(english.size(1500)).toBe('2 kB');
    expect(english.size(4_100_000_000)).toBe('4.1 GB');
    expect(new Speech('pt-BR').size(4_100_000_000)).toContain('4,1');
  });

  test('says which key is missing', () => {
    expect(() => new Speech('en').say('no.such.key')).toThrow('no.such.key');
  });
});

test.each([
  [['pt-PT'], 'pt-BR'],
  [['pt'], 'pt-BR'],
  [['en-GB', 'pt'], 'en'],
  [['fr', 'pt-BR', 'en'], 'pt-BR'],
  [['ja'], 'en'],
  [[], 'en'],
] as const)('%j gets %s', (wanted, locale) => {
  expect(match(wanted)).toBe(locale);
});

test('the pseudo-locale keeps gaps as they are', () => {
  expect(pseudo('Move {title}')).toContain('{title}');
});
