import type { TestServer } from './server.testing.js';

/** A browser of one window: it keeps its cookie, and sends back what the forms of the last page hold. */
export class Browser {
  cookie = '';
  /** Of the last page. */
  csrf = '';

  constructor(private readonly server: Pick<TestServer, 'app'>) {}

  async get(path: string, headers: Readonly<Record<string, string>> = {}) {
    return this.#seen(
      await this.server.app.inject({ method: 'GET', url: path, headers: this.#headers(headers) }),
    );
  }

  async post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const fields = { ...(this.csrf === '' ? {} : { _csrf: this.csrf }), ...form };
    return this.#seen(
      await this.server.app.inject({
        method: 'POST',
        url: path,
        headers: { ...this.#headers(headers), 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    );
  }

  /** As a sample account, on its first page. */
  async enter(account: string): Promise<this> {
    const { statusCode, headers } = await this.post('/connexion', { jeton: account, retour: '/aide' });
    if (statusCode !== 303) throw new Error(`no login: ${statusCode}`);
    await this.get(String(headers['location']));
    return this;
  }

  #headers(more: Readonly<Record<string, string>>) {
    return { ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...more };
  }

  #seen<T extends { readonly headers: Readonly<Record<string, unknown>>; readonly body: string }>(
    answer: T,
  ): T {
    const set = [answer.headers['set-cookie'] ?? []].flat().map(String);
    const last = set.at(-1);
    if (last !== undefined)
      this.cookie = /Max-Age=0|Expires=Thu, 01 Jan 1970/.test(last) ? '' : last.split(';')[0]!;
    const [, csrf] = /name="_csrf" value="([0-9a-f]{64})"/.exec(answer.body) ?? [];
    if (csrf !== undefined) this.csrf = csrf;
    return answer;
  }
}
