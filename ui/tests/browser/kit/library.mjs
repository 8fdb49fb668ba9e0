import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds that a start may take before it counts as failed; a cold start on a busy machine takes a while. */
const PATIENCE = 120_000;
/** Milliseconds between two looks at something that a running server is making. */
const PAUSE = 100;
const READY = /Acervo is ready at (http:\/\/\S+)/;
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export const ADMIN = { login: 'ana', name: 'Ana Ribeiro', password: 'uma frase bem comprida' };

/** A real server with an empty home of its own, on a port that is free. Ended and cleaned up by `stop`. */
export class Library {
  #process;
  #said = '';
  #cookie = '';

  static async start() {
    const library = new Library();
    await library.#start();
    return library;
  }

  async #start() {
    this.home = mkdtempSync(join(tmpdir(), 'acervo-browser-'));
    const [command, ...before] = commandLine();
    this.#process = spawn(command, [...before, 'run', '--port', '0', '--home', this.home], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk) => (this.#said = (this.#said + chunk).slice(-20_000));
    this.#process.stdout.on('data', keep);
    this.#process.stderr.on('data', keep);
    this.url = await this.#ready();
  }

  #ready() {
    return new Promise((resolve, reject) => {
      const fail = (what) => reject(new Error(`${what}. It said:\n${this.#said}`));
      const timer = setTimeout(() => fail(`The server was not ready after ${PATIENCE / 1000} s`), PATIENCE);
      const look = () => {
        const found = READY.exec(this.#said);
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1]);
      };
      this.#process.stdout.on('data', look);
      this.#process.on('error', (error) => {
        clearTimeout(timer);
        fail(`The server could not be started (${error.message})`);
      });
      this.#process.on('exit', (code) => {
        clearTimeout(timer);
        fail(`The server ended with ${code}`);
      });
    });
  }

  /** The token of the first run; the file and what is in it may come a moment after the line that says ready. */
  setupToken() {
    const file = join(this.home, 'setup-token');
    return eventually('the set-up token', () => (existsSync(file) ? readFileSync(file, 'utf8').trim() : ''));
  }

  /** The address that a first start prints. */
  setupAddress() {
    return eventually('the set-up address', () => /http:\S+\/setup#\S+/.exec(this.#said)?.[0] ?? '');
  }

  /** Makes the first administrator without a browser; later calls are theirs. */
  async setUp() {
    const made = await this.call('POST', '/api/v1/setup', { token: await this.setupToken(), ...ADMIN });
    this.admin = made.user;
    return made;
  }

  /** One call as the administrator; throws what was not a success. */
  async call(method, path, body, headers = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.#cookie ? { Cookie: this.#cookie } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const cookie = response.headers.getSetCookie().find((one) => one.includes('acervo='));
    if (cookie) this.#cookie = cookie.split(';')[0];
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  async etag(path) {
    const response = await fetch(this.url + path, { headers: { Cookie: this.#cookie } });
    await response.arrayBuffer();
    return response.headers.get('etag');
  }

  collection(title, parent = 'root') {
    return this.call('POST', '/api/v1/collections', { title, parent });
  }

  async upload(collection, name, bytes, type = 'application/octet-stream') {
    const form = new FormData();
    form.append('file', new File([bytes], name, { type }));
    const response = await fetch(`${this.url}/api/v1/collections/${collection}/items`, {
      method: 'POST',
      headers: { Cookie: this.#cookie },
      body: form,
    });
    if (!response.ok) throw new Error(`upload of ${name} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  /** Waits until the preview of an item has been made, or never will be. */
  ready(id) {
    return eventually(`the preview of ${id}`, async () => (await this.call('GET', `/api/v1/items/${id}`)).preview.state !== 'pending');
  }

  person({ login, name, password }) {
    return this.call('POST', '/api/v1/users', { login, name, password });
  }

  async stop() {
    const child = this.#process;
    if (child && child.exitCode === null) {
      // From here on its end is what we want, no failure to start.
      child.removeAllListeners('exit');
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(hard);
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** `./acervo` where it is, else the jar that the build makes; ACERVO_COMMAND names another. */
function commandLine() {
  const wanted = process.env.ACERVO_COMMAND;
  if (wanted) return wanted.split(' ');
  const script = join(ROOT, 'acervo');
  if (existsSync(script)) return [script];
  const jar = join(ROOT, 'dist/target/acervo/acervo.jar');
  if (existsSync(jar)) {
    const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
    return [java, '-jar', jar];
  }
  throw new Error('There is no server to test against: build it first (mvn -q package), or set ACERVO_COMMAND.');
}

/** The first answer that is not empty. */
async function eventually(what, look) {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const answer = await look();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`${what} was not there after ${PATIENCE / 1000} s`);
    await sleep(PAUSE);
  }
}
