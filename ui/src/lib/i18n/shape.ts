/**
 * Messages are texts with `{name}` gaps, or a text per plural category of `{n}`. English is the model: every other
 * language must have the same keys (checked by the compiler), and `other` always exists.
 */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

export interface Tree {
  readonly [key: string]: string | Plural | Tree;
}

/** The same keys, other words. */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Plural ? Plural : Same<T[K]> };

/** `gallery.empty.title` for every leaf. */
export type Keys<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string | Plural ? `${Before}${K}` : Keys<T[K], `${Before}${K}.`>;
}[keyof T & string];

type At<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : never;

type Gaps<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Gaps<Rest> : never;

type GapsOf<L> = L extends string ? Gaps<L> : L extends { readonly other: infer O } ? Gaps<O> | 'n' : never;

/** What a message needs to be said; nothing for one without gaps. */
export type Values<T, K extends string> = [GapsOf<At<T, K>>] extends [never]
  ? []
  : [values: Record<GapsOf<At<T, K>>, string | number>];
