import { en } from './en';
import { pseudo } from './pseudo';
import { ptBR } from './pt-BR';
import type { Keys, Plural, Tree, Values } from './shape';

export type Locale = 'pt-BR' | 'en';
export type Key = Keys<typeof en>;

export const locales: readonly { id: Locale; name: string }[] = [
  { id: 'pt-BR', name: 'Português (Brasil)' },
  { id: 'en', name: 'English' },
];

/** The first of the wanted languages that we speak; any Portuguese is better served by ours than by English. */
export function match(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'pt') return 'pt-BR';
    if (language === 'en') return 'en';
  }
  return 'en';
}

function lookUp(tree: Tree, key: string): string | Plural {
  let at: string | Plural | Tree | undefined = tree;
  for (const part of key.split('.')) at = (at as Tree | undefined)?.[part];
  if (at === undefined) throw new Error(`no message ${key}`);
  return at as string | Plural;
}

/** One language with its rules for numbers, plurals, dates and sizes. */
export class Speech {
  readonly #messages: Tree;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;
  readonly #collator: Intl.Collator;

  constructor(
    readonly locale: Locale,
    private readonly odd = false,
  ) {
    this.#messages = locale === 'pt-BR' ? ptBR : en;
    this.#plural = new Intl.PluralRules(locale);
    this.#number = new Intl.NumberFormat(locale);
    this.#collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  }

  say(key: string, values: Record<string, string | number> = {}): string {
    const found = lookUp(this.#messages, key);
    let text = typeof found === 'string' ? found : this.#form(found, Number(values['n']));
    if (this.odd) text = pseudo(text);
    return text.replace(/\{(\w+)\}/g, (gap, name: string) => {
      const value = values[name];
      if (value === undefined) return gap;
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  /** None is many, unless there are words of its own, whatever the rule of the language: Portuguese counts it as one. */
  #form(plural: Plural, n: number): string {
    if (n === 0) return plural.zero ?? plural.other;
    return plural[this.#plural.select(n)] ?? plural.other;
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  date(iso: string, style: Intl.DateTimeFormatOptions = { dateStyle: 'long' }): string {
    return new Intl.DateTimeFormat(this.locale, style).format(new Date(iso));
  }

  moment(iso: string): string {
    return this.date(iso, { dateStyle: 'medium', timeStyle: 'short' });
  }

  /** A time that is no moment: it is shown as it stands, in every zone. */
  localMoment(local: string): string {
    return this.date(`${local}Z`, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  }

  /** Bytes in units of 1000, as file managers show them. */
  size(bytes: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
    return new Intl.NumberFormat(this.locale, {
      style: 'unit',
      unit: units[step]!,
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: step < 2 ? 0 : 1,
    }).format(bytes / 1000 ** step);
  }

  percent(part: number): string {
    return new Intl.NumberFormat(this.locale, { style: 'percent' }).format(part);
  }

  /** Per cent with a digit more, rounded down: what is not yet all is not to look like it. */
  share(part: number): string {
    const down = Math.floor(part * 1000 + 1e-9) / 1000;
    return new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 1 }).format(down);
  }

  compare(a: string, b: string): number {
    return this.#collator.compare(a, b);
  }
}

let current = $state.raw(new Speech('en'));

export const speech = {
  get locale(): Locale {
    return current.locale;
  },
  /** Chooses a language; `null` takes the browser's. `?pseudo` in the address shows the pseudo-locale. */
  choose(locale: string | null | undefined): void {
    const odd = new URLSearchParams(location.search).has('pseudo');
    current = new Speech(match(locale ? [locale] : navigator.languages), odd);
    document.documentElement.lang = current.locale;
  },
  number: (value: number): string => current.number(value),
  date: (iso: string, style?: Intl.DateTimeFormatOptions): string => current.date(iso, style),
  moment: (iso: string): string => current.moment(iso),
  localMoment: (local: string): string => current.localMoment(local),
  size: (bytes: number): string => current.size(bytes),
  percent: (part: number): string => current.percent(part),
  share: (part: number): string => current.share(part),
  compare: (a: string, b: string): number => current.compare(a, b),
};

/** The message in the person's language; `n` chooses the plural, numbers are written as the language does. */
export function t<K extends Key>(key: K, ...[values]: Values<typeof en, K>): string {
  return current.say(key, values);
}
