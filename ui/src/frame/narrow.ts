import { MediaQuery } from 'svelte/reactivity';

/** Narrow enough that the tree is a sheet and the actions are at the bottom; the same border as in the styles. */
export const narrow = new MediaQuery('(max-width: 800px)', false);
