import type { Effect, PersonEffect } from '../lib/api';
import { speech, t } from '../lib/i18n/index.svelte';

/** What a change does, in sentences: first what it opens, then what it closes. */
export function sayEffect({ gains, loses, everyone, changes }: Effect): string[] {
  const said: string[] = [];
  if (gains.people > 0 && gains.items > 0) {
    const people = t('rights.effect.more', { n: gains.people });
    said.push(t('rights.effect.opens', { items: t('common.items', { n: gains.items }), people }));
  }
  if (loses.people > 0 && loses.items > 0) {
    const people = t('people.count', { n: loses.people });
    said.push(t('rights.effect.closes', { items: t('common.items', { n: loses.items }), people }));
  }
  if (said.length === 0 && changes.length > 0) said.push(t('rights.effect.changes', { n: changes.length }));
  if (everyone) said.push(t('rights.effect.everyone'));
  return said.length > 0 ? said : [t('rights.effect.none')];
}

/** What it does to one person, in short parts. */
export function sayPerson({ gains, loses, opens, closes }: PersonEffect): string[] {
  const list = new Intl.ListFormat(speech.locale);
  const names = (permissions: PersonEffect['gains']) => list.format(permissions.map((p) => t(`rights.permission.${p}`)));
  return [
    ...(opens > 0 ? [t('rights.effect.open', { n: opens })] : []),
    ...(gains.length > 0 ? [t('rights.effect.may', { what: names(gains) })] : []),
    ...(closes > 0 ? [t('rights.effect.close', { n: closes })] : []),
    ...(loses.length > 0 ? [t('rights.effect.mayNot', { what: names(loses) })] : []),
  ];
}
