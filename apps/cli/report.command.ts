import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { latestCheckpoint, type Ledger, readSeal, today } from '#hosting';
import { type Day, dayInParis, type Instant } from '#kernel';
import { prepareReadModels, projectBatch } from '#read-models';
import {
  type About,
  type Asked,
  FILE_FORMATS,
  jsonOf,
  MOST_PRINTED_ROWS,
  MOST_SHEETS,
  REPORT_NAMES,
  type ReportName,
  REPORTS,
  TooLongToPrint,
} from '#rendering';
import { bytes, fr, listed, quantity } from '#wording';
import { readAnother, readDay, readKnownAt } from './arguments.js';
import { CommandFailed, type Io, withLedger } from './io.js';

type Format = 'json' | (typeof FILE_FORMATS)[number];

interface Options {
  readonly year?: string;
  readonly filter?: readonly string[];
  readonly format: Format;
  readonly out?: string;
  readonly effectiveOn?: Day;
  readonly knownAt?: Instant;
}

export function reportCommand(io: Io): Command {
  const names = REPORT_NAMES.map(name => `  ${name} : ${REPORTS[name].title}`).join('\n');
  return new Command('report')
    .description('écrit un état ou un document, tel que l’API le donne')
    .addArgument(new Argument('<état>', 'nom de l’état').argParser(readName))
    .option('--year <exercice>', 'exercice, pour un état d’imputation')
    .option('--filter <nom=valeur>', 'restreint l’état ; peut être répété', readAnother)
    .addOption(
      new Option('--format <format>', 'json, csv, xlsx, ods ou pdf').default('csv').argParser(readFormat),
    )
    .option('--out <fichier>', 'fichier à écrire ; sinon la sortie standard, pour json et csv')
    .option('--effective-on <jour>', 'ne retient que ce qui a pris effet ce jour au plus tard', readDay)
    .option(
      '--known-at <jour>',
      'ne retient que ce qui était connu ce jour-là, ou à cet instant',
      readKnownAt,
    )
    .addHelpText('after', `\nÉtats et documents :\n${names}`)
    .action((name: ReportName, options: Options) =>
      withLedger(io, async ledger => {
        const filters = filtersTyped(name, options);
        if (options.knownAt !== undefined && dayInParis(Date.parse(options.knownAt)) > today(ledger.clock))
          throw new CommandFailed('La date de connaissance est à venir : rien n’en est encore connu.');
        const asked = await askedOf(io, ledger, name, options, filters);
        const content = await contentOf(ledger, asked, options.format);
        await written(io, content, options, asked);
      }),
    );
}

function readName(text: string): ReportName {
  const name = REPORT_NAMES.find(known => known === text);
  if (!name) throw new InvalidArgumentError(fr`états connus : ${listed(REPORT_NAMES, 'et', 50)}.`);
  return name;
}

function readFormat(text: string): Format {
  const formats: readonly Format[] = ['json', ...FILE_FORMATS];
  const format = formats.find(known => known === text);
  if (!format) throw new InvalidArgumentError(fr`formats : ${listed(formats, 'ou')}.`);
  return format;
}

type Filters = Readonly<Record<string, string>>;

/** The filters as typed, known to the report and well formed. */
function filtersTyped(name: ReportName, { year, filter = [] }: Options): Filters {
  const typed = filter.map(text => {
    const [key = '', ...rest] = text.split('=');
    if (rest.length === 0) throw new CommandFailed(fr`Filtre mal formé : « ${text} ». Écrivez nom=valeur.`);
    return [key, rest.join('=')] as const;
  });
  const filters = Object.fromEntries([...(year === undefined ? [] : [['year', year] as const]), ...typed]);
  const { filters: schema } = REPORTS[name];
  const parsed = schema.safeParse(filters);
  if (parsed.success) return filters;
  const [issue] = parsed.error.issues;
  const known = listed(Object.keys(schema.shape), 'et', 50);
  if (issue?.code === 'unrecognized_keys')
    throw new CommandFailed(fr`Filtre inconnu : « ${issue.keys[0] ?? ''} ». Cet état connaît : ${known}.`);
  const key = String(issue?.path[0] ?? '');
  throw new CommandFailed(
    Object.hasOwn(filters, key)
      ? fr`Filtre « ${key} » : la valeur « ${filters[key]!} » n’est pas admise.`
      : fr`Filtre manquant : « ${key} »${key === 'year' ? ' (--year)' : ''}.`,
  );
}

async function askedOf(
  io: Io,
  { pool, store, clock }: Ledger,
  name: ReportName,
  { effectiveOn, knownAt }: Options,
  filters: Filters,
): Promise<Asked> {
  const models = { pool, reader: store };
  await prepareReadModels(models);
  await projectBatch(models);
  const progress = io.progress('Calcul');
  try {
    progress.at(0, 1);
    const asked = await REPORTS[name].ask(
      pool,
      { perimeter: { kind: 'everything' }, effectiveOn, knownAt, today: today(clock) },
      filters,
    );
    if (!asked) throw new CommandFailed('Rien n’est connu sous cet identifiant.');
    progress.at(1, 1);
    return asked;
  } finally {
    progress.end();
  }
}

async function contentOf(
  { pool, clock }: Ledger,
  { stated, deliverable, answer, filters }: Asked,
  format: Format,
): Promise<Readable> {
  if (format === 'json') return jsonOf(answer);
  if (!deliverable.formats.includes(format))
    throw new CommandFailed(fr`Ce document n’existe qu’en ${listed(deliverable.formats, 'ou')}.`);
  const seal = readSeal(await latestCheckpoint(pool));
  const about: About = {
    ...stated,
    author: 'ligne de commande',
    madeAt: clock(),
    filters,
    ...(seal ? { seal } : {}),
  };
  try {
    return await deliverable.render(format, about);
  } catch (error) {
    if (!(error instanceof TooLongToPrint)) throw error;
    if (error.of === 'sheets')
      throw new CommandFailed(
        fr`Cet état aurait plus de ${quantity(MOST_SHEETS)} feuilles. Demandez-le sur une seule, sans --filter sheets, ou restreignez-le.`,
      );
    throw new CommandFailed(
      fr`Cet état a plus de ${quantity(MOST_PRINTED_ROWS)} lignes : il ne s’imprime pas. Demandez-le en csv, xlsx ou ods, ou restreignez-le par --filter.`,
    );
  }
}

/** To a file, whole or not at all; else to the standard output. */
async function written(io: Io, content: Readable, { out, format }: Options, { deliverable }: Asked) {
  if (out === undefined) {
    if (format !== 'json' && format !== 'csv')
      throw new CommandFailed('Indiquez le fichier à écrire : --out.');
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(Buffer.from(part as Uint8Array | string));
    io.print(Buffer.concat(parts).toString().trimEnd());
    return;
  }
  const aside = `${out}.part`;
  const progress = io.progress('Écriture');
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      progress.at(size, size);
      done(null, chunk);
    },
  });
  try {
    await pipeline(content, counting, createWriteStream(aside));
    await rename(aside, out);
  } finally {
    progress.end();
    await rm(aside, { force: true });
  }
  io.print(fr`${deliverable.title} : ${out}, ${bytes(size)}.`);
}
