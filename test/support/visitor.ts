import type { World } from './world.js';

/** Somebody at a browser without JavaScript: keeps the cookies, sends back what the forms of the last page hold. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  #csrf = '';
  /** The last page. */
  body = '';
  status = 0;
  /** Where the last answer leads. */
  location = '';

  constructor(private readonly world: Pick<World, 'url'>) {}

  async get(path: string): Promise<this> {
    return this.#seen(
      await fetch(`${this.world.url}${path}`, { headers: this.#headers(), redirect: 'manual' }),
    );
  }

  async post(path: string, form: Readonly<Record<string, string>> | FormData): Promise<this> {
    const body = form instanceof FormData ? form : new URLSearchParams({ _csrf: this.#csrf, ...form });
    return this.#seen(
      await fetch(`${this.world.url}${path}`, {
        method: 'POST',
        headers: this.#headers(),
        body,
        redirect: 'manual',
      }),
    );
  }

  /** By a sample account or another token. */
  async enter(token: string): Promise<this> {
    await this.post('/connexion', { jeton: token });
    if (this.status !== 303) throw new Error(`no login: ${this.status}`);
    return this.get('/aide');
  }

  /** What a reader sees: words, figures with plain spaces. */
  get text(): string {
    return this.body
      .replace(/^[\s\S]*<main/, '<main')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', '’')
      .replaceAll('&amp;', '&')
      .replaceAll(/[\s\u202F\u00A0]+/g, ' ');
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get csrf(): string {
    return this.#csrf;
  }

  #headers(): Record<string, string> {
    return this.#cookies.size === 0 ? {} : { cookie: this.cookie };
  }

  async #seen(answer: Response): Promise<this> {
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    this.body = await answer.text();
    this.status = answer.status;
    this.location = answer.headers.get('location') ?? '';
    this.#csrf = /name="_csrf" value="([0-9a-f]{64})"/.exec(this.body)?.[1] ?? this.#csrf;
    return this;
  }
}
