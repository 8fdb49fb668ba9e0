/** How this browser likes to show things; nothing that a link to a colleague should carry. */
interface Prefs {
  tree: boolean;
  treeWidth: number;
  info: boolean;
  /** target height of rows in the grid, in pixels; null is the usual for the screen */
  row: number | null;
  expanded: string[];
}

const KEY = 'acervo.prefs';
const usual: Prefs = { tree: true, treeWidth: 264, info: false, row: null, expanded: [] };

function read(): Prefs {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Prefs>) };
  } catch {
    return { ...usual }; // unreadable or forbidden storage: the usual is good enough
  }
}

export const prefs = $state<Prefs>(read());

/** Keeps them for next time; to be called from a component that lives as long as the page. */
export function keepPrefs(): void {
  $effect(() => {
    const text = JSON.stringify(prefs);
    try {
      localStorage.setItem(KEY, text);
    } catch {
      // storage is full or forbidden: they last for this visit
    }
  });
}
