import { api, Problem, problemOf, type Item } from '../lib/api';

export interface Sent {
  readonly item: Item;
  /** the same bytes were already in this collection */
  readonly wasThere: boolean;
}

/** XMLHttpRequest rather than fetch, which does not tell how far an upload has come. */
export function send(collection: string, file: File, onprogress: (bytes: number) => void, signal: AbortSignal): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open('POST', `/api/v1/collections/${encodeURIComponent(collection)}/items`);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    for (const [name, value] of Object.entries(api.headers())) request.setRequestHeader(name, value);

    request.upload.onprogress = (event) => {
      // The envelope around the file counts in too; nobody should see more than the file is long.
      if (event.lengthComputable) onprogress(Math.min(file.size, (event.loaded / event.total) * file.size));
    };
    request.onload = () => {
      api.remember(request.getResponseHeader('Acervo-Token'));
      if (request.status === 200 || request.status === 201) {
        resolve({ item: JSON.parse(request.responseText) as Item, wasThere: request.status === 200 });
      } else {
        void answerOf(request).then(reject, reject);
      }
    };
    request.onerror = () => reject(new Problem('offline', 0, null, null));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    if (signal.aborted) return reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', abort);

    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

function answerOf(request: XMLHttpRequest): Promise<Problem> {
  const headers = new Headers();
  for (const name of ['Content-Type', 'X-Request-Id', 'Retry-After']) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return problemOf(new Response(request.responseText, { status: request.status, headers }));
}
