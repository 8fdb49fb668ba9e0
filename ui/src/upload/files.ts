/** A file that somebody chose or dropped, with the folders it lay in, outermost first. */
export interface Picked {
  readonly name: string;
  readonly path: readonly string[];
  /** null when the browser could not open it */
  readonly file: File | null;
}

export interface Gathered {
  readonly picked: Picked[];
  /** files that operating systems leave in folders and that nobody means to keep */
  readonly leftOut: number;
}

const litter = new Set(['thumbs.db', 'desktop.ini', 'ehthumbs.db']);

export function isLitter(name: string): boolean {
  return name.startsWith('.') || litter.has(name.toLowerCase());
}

function sift(all: Picked[]): Gathered {
  const picked = all.filter(({ name, path }) => !isLitter(name) && !path.some(isLitter));
  return { picked, leftOut: all.length - picked.length };
}

/** Of an `<input type=file>`; with `webkitdirectory` each file says where it lay. */
export function fromInput(files: Iterable<File>): Gathered {
  return sift(
    [...files].map((file) => ({
      name: file.name,
      path: file.webkitRelativePath.split('/').slice(0, -1),
      file,
    })),
  );
}

/**
 * Of a drop, folders included. The list of dropped things is emptied when the event ends, so all entries are taken
 * before the first wait. `seen` hears how many files were found so far.
 */
export async function fromDrop(data: DataTransfer, seen: (count: number) => void): Promise<Gathered> {
  const entries = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((entry) => entry !== null);
  const all: Picked[] = [];
  for (const entry of entries) {
    if (entry instanceof File) all.push({ name: entry.name, path: [], file: entry });
    else await walk(entry, [], all, seen);
  }
  return sift(all);
}

async function walk(entry: FileSystemEntry, path: string[], into: Picked[], seen: (count: number) => void): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    );
    into.push({ name: entry.name, path, file });
    seen(into.length);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside = [...path, entry.name];
  for (;;) {
    // A hundred at a time; an empty batch is the end.
    const batch = await new Promise<FileSystemEntry[] | null>((resolve) =>
      reader.readEntries(resolve, () => resolve(null)),
    );
    if (batch === null) into.push({ name: entry.name, path, file: null });
    if (batch === null || batch.length === 0) return;
    for (const child of batch) await walk(child, inside, into, seen);
  }
}
