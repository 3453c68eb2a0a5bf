import { bodyHashOf, commandIdOf, type StreamWriter } from '#commands';
import { dayInParis, isRefusal, type Json } from '#kernel';
import { INSTALLATION_STREAM, type InstallationState } from '#ledger';
import { SettableClock } from '../clock.js';
import { type Ledger, writerOn } from '../ledger/open-ledger.js';
import { installReference } from '../ledger/reference.js';
import { StartRefused } from '../start-refused.js';
import { ADMINISTRATEUR } from './cast.js';
import { type Demonstration, demonstration, INSTALLED_AT } from './steps.js';
import { type DemonstrationDocument, daysAfter, type Step } from './story.js';

/** How many commands were recorded, of how many: now and then, and at the end. */
export type DemonstrationProgress = (done: number, of: number) => void;

/**
 * Loads the demonstration into an empty database, or goes on with a load that was killed; where it is complete, does
 * nothing. Its events bear the dates of their story: call it before anything else is written. Throws `StartRefused`
 * in production, and on a database that began otherwise.
 */
export async function loadDemonstration(
  ledger: Pick<Ledger, 'configuration' | 'pool' | 'store' | 'storeAt' | 'documents' | 'uploads'>,
  onProgress: DemonstrationProgress = () => {},
): Promise<void> {
  const { configuration, pool } = ledger;
  if (configuration.mode !== 'demonstration') {
    throw new StartRefused('MODE : la démonstration ne se charge pas dans une base de production.');
  }
  const [first] = await ledger.store.readAll(0n, 1);
  if (first && first.recordedAt !== INSTALLED_AT) {
    throw new StartRefused('La démonstration ne se charge que dans une base vide ; celle-ci a déjà servi.');
  }
  const clock = new SettableClock(INSTALLED_AT);
  const store = ledger.storeAt(clock.now);
  try {
    await appendDemonstration({ writer: writerOn(store, pool), clock, onProgress }, async story => {
      for (const document of story.documents) await keepDocument(ledger, document);
    });
  } finally {
    await store.close();
  }
}

const REPORTED_EVERY = 200;

export interface Loading {
  readonly writer: StreamWriter;
  /** The clock of the writer's store. */
  readonly clock: SettableClock;
  readonly onProgress?: DemonstrationProgress;
}

/** Appends the demonstration through the writer, each command at its moment. Throws on a refusal. */
export async function appendDemonstration(
  { writer, clock, onProgress }: Loading,
  keepDocuments: (story: Demonstration) => Promise<void>,
): Promise<void> {
  clock.set(INSTALLED_AT);
  const installed = (await writer.read(INSTALLATION_STREAM)).state as InstallationState;
  if (installed.demonstration !== undefined) return;
  await installReference(writer, 'demonstration', clock.now);
  const story = demonstration();
  await keepDocuments(story);
  const steps = [...story.steps, completion(story)];
  for (const [index, step] of steps.entries()) {
    clock.set(step.at);
    await take(writer, step);
    if ((index + 1) % REPORTED_EVERY === 0 || index + 1 === steps.length)
      onProgress?.(index + 1, steps.length);
  }
}

async function take(
  writer: StreamWriter,
  { at, stream, person, key, command, personal }: Step,
): Promise<void> {
  const commandId = commandIdOf(person.id, stream, key);
  const answer = await writer.write({
    stream,
    command,
    act: {
      actor: person.id,
      role: person.role,
      origin: { kind: 'typed' },
      now: at,
      today: dayInParis(Date.parse(at)),
      commandId,
    },
    bodyHash: bodyHashOf(command.type, JSON.parse(JSON.stringify(command)) as Json),
    correlationId: commandId,
    personal,
  });
  if (isRefusal(answer)) {
    throw new Error(`${key} ${command.type} refused: ${answer.code} ${JSON.stringify(answer.details)}`);
  }
}

function completion({ steps, conventions }: Demonstration): Step {
  const last = steps.at(-1)!.at;
  return {
    at: `${daysAfter(last.slice(0, 10), 1)}T08:00:00.000Z` as typeof last,
    stream: INSTALLATION_STREAM,
    person: ADMINISTRATEUR,
    key: 'demonstration:complete',
    command: { type: 'CompleteDemonstration', conventions },
    personal: [],
  };
}

async function keepDocument(
  { documents, uploads }: Pick<Ledger, 'documents' | 'uploads'>,
  { sha256, name, bytes, by, at }: DemonstrationDocument,
): Promise<void> {
  const kept = await documents.put(bytes, name);
  if (isRefusal(kept) || kept.sha256 !== sha256) throw new Error(`${name} was not kept as ${sha256}`);
  await uploads.add({ ...kept, name, uploadedBy: by, uploadedAt: at });
}
