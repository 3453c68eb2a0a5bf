import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { fr } from '#wording';
import { CommandFailed, type Io } from './io.js';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly adminToken?: string;
}

/** A file of `examples/`: a draft, and the scheme it needs where that is not published yet. */
interface ConventionFile {
  readonly scheme?: { readonly code: string };
  readonly convention: { readonly reference?: string };
}

export function importConventionCommand(io: Io): Command {
  return new Command('import-convention')
    .description('importe un projet de convention écrit en JSON, par l’API d’un serveur en marche')
    .argument('<fichier>', 'un fichier comme ceux du dossier examples')
    .option('--url <adresse>', 'l’adresse du serveur', 'http://127.0.0.1:3000')
    .option('--token <jeton>', 'celui d’un gestionnaire ; par défaut, la variable PIA_TOKEN')
    .option('--admin-token <jeton>', 'celui d’un administrateur, si le dispositif est à publier')
    .action(async (name: string, { url, token = io.environment['PIA_TOKEN'], adminToken }: Options) => {
      if (!token) throw new CommandFailed(fr`Aucun jeton. Donnez --token ou la variable PIA_TOKEN.`);
      const text = await textOf(name);
      const { scheme, convention } = fileOf(text, name);
      const server = new Server(url, createHash('sha256').update(text).digest('hex'));
      if (scheme && !(await server.has(`/schemes/${encodeURIComponent(scheme.code)}`, token))) {
        if (!adminToken) {
          throw new CommandFailed(
            fr`Le dispositif « ${scheme.code} » n’est pas publié. Donnez --admin-token pour le publier.`,
          );
        }
        await server.post('/schemes', adminToken, scheme);
        io.say(fr`Dispositif « ${scheme.code} » publié.`);
      }
      const { id } = await server.post('/conventions', token, convention);
      io.say(fr`Convention « ${convention.reference ?? ''} » importée.`);
      io.print(id);
    });
}

async function textOf(name: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch {
    throw new CommandFailed(fr`Le fichier « ${name} » ne peut pas être lu.`);
  }
}

function fileOf(text: string, name: string): ConventionFile {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new CommandFailed(fr`Le fichier « ${name} » n’est pas du JSON.`);
  }
  const { scheme, convention } = (read ?? {}) as Partial<ConventionFile>;
  if (typeof convention !== 'object' || (scheme !== undefined && typeof scheme.code !== 'string')) {
    throw new CommandFailed(fr`Le fichier « ${name} » n’a pas de champ « convention ».`);
  }
  return { convention, ...(scheme === undefined ? {} : { scheme }) };
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer?: string; readonly detail: string }[];
}

/** The API, whose door is the only one: what it refuses is not imported. */
class Server {
  constructor(
    private readonly url: string,
    /** The SHA-256 of the file: the same file sent twice has one effect. */
    private readonly key: string,
  ) {}

  async has(path: string, token: string): Promise<boolean> {
    const { status } = await this.#ask(path, token, {});
    return status === 200;
  }

  async post(path: string, token: string, body: object): Promise<{ readonly id: string }> {
    const answer = await this.#ask(path, token, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': this.key },
      body: JSON.stringify(body),
    });
    const read: unknown = await answer.json();
    if (answer.ok) return read as { readonly id: string };
    const { title = '', detail: told = '', errors = [] } = read as Problem;
    const lines = errors.map(({ pointer = '', detail }) =>
      pointer === '' ? detail : `${pointer} : ${detail}`,
    );
    throw new CommandFailed([title, ...(lines.length === 0 ? [told] : lines)].join('\n'));
  }

  async #ask(path: string, token: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    try {
      return await fetch(new URL(`/api/v1${path}`, this.url), { ...init, headers });
    } catch {
      throw new CommandFailed(fr`Aucun serveur ne répond à ${this.url}. Démarrez-le ou donnez --url.`);
    }
  }
}
