// Vérifie ce dossier sans rien croire de qui l’a remis, sans réseau et sans dépendance : node verify.mjs
// Il refait le journal à partir des enregistrements, par un programme qui n’est pas celui du registre.
// node verify.mjs point-de-controle.txt … vérifie aussi des points de contrôle gardés d’un autre jour.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Comparison, linesOf, sha256Of } from './verifier/files.mjs';
import { Replay } from './verifier/journal.mjs';
import { isConsistent, leafHash, notesIn, readCheckpoint, readKey, Tree } from './verifier/merkle.mjs';
import { euros } from './verifier/shares.mjs';
import { ACCOUNTS } from './verifier/stocks.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const at = name => join(folder, name);
const textOf = name => readFileSync(at(name), 'utf8');
const say = sentence => process.stdout.write(`${sentence}\n`);
let faults = 0;
function wrong(sentence) {
  faults += 1;
  say(`ANOMALIE : ${sentence}`);
}
/** Ce sans quoi rien ne peut suivre. */
class Impossible extends Error {}

function checkManifest() {
  const names = [];
  for (const [index, line] of textOf('manifest.txt').trimEnd().split('\n').entries()) {
    const [, hash, name] = /^([0-9a-f]{64}) {2}([\w./-]+)$/.exec(line) ?? [];
    if (name === undefined) wrong(`manifest.txt, ligne ${index + 1} : illisible.`);
    else if (!existsSync(at(name))) wrong(`${name} : le fichier manque.`);
    else if (sha256Of(at(name)) !== hash)
      wrong(`${name} : ce n’est pas le fichier du manifeste (SHA-256 différent).`);
    names.push(name);
  }
  for (const name of EXPECTED) if (!names.includes(name)) wrong(`manifest.txt : ${name} n’y est pas.`);
}
const EXPECTED = [
  'events.ndjson',
  'leaves.txt',
  'checkpoints.txt',
  'consistency.ndjson',
  'keys.txt',
  'journal.hledger',
  'fec.txt',
];

function readKeys() {
  const keys = textOf('keys.txt').trimEnd().split('\n').map(readKey);
  for (const [index, key] of keys.entries())
    if (!key) wrong(`keys.txt, ligne ${index + 1} : ce n’est pas une clé.`);
  return keys.filter(Boolean);
}

function readCheckpoints(keys) {
  const checkpoints = [];
  for (const [index, note] of notesIn(textOf('checkpoints.txt')).entries()) {
    const checkpoint = readCheckpoint(note, keys);
    const last = checkpoints.at(-1);
    const name = `checkpoints.txt, point de contrôle ${index + 1}`;
    if (!checkpoint) wrong(`${name} : aucune clé connue ne l’a signé tel qu’il est.`);
    else if (last && (checkpoint.size <= last.size || checkpoint.origin !== last.origin)) {
      wrong(`${name} : il ne suit pas le précédent.`);
    } else checkpoints.push(checkpoint);
  }
  if (checkpoints.length === 0) throw new Impossible('checkpoints.txt : aucun point de contrôle signé.');
  return checkpoints;
}

/** Lit tous les enregistrements une fois : feuilles, racines, ordre, et le journal refait. */
function readEvents(checkpoints) {
  const journal = new Comparison(at('journal.hledger'));
  const fec = new Comparison(at('fec.txt'));
  const replay = new Replay({ journal: text => journal.expect(text), fec: text => fec.expect(text) });
  const tree = new Tree();
  const versions = new Map();
  const leaves = linesOf(at('leaves.txt'));
  const waiting = [...checkpoints];
  let suspect;
  let signed = 0;
  let replayed = true;
  for (const line of linesOf(at('events.ndjson'))) {
    const leaf = leafHash(line);
    tree.append(leaf);
    const position = tree.size;
    const given = leaves.next().value?.toString('latin1');
    if (suspect === undefined && given !== leaf.toString('hex')) suspect = position;
    try {
      const event = JSON.parse(line.toString('utf8'));
      const version = (versions.get(event.stream) ?? 0) + 1;
      versions.set(event.stream, version);
      if (replayed && event.version !== version) {
        wrong(
          `events.ndjson, ligne ${position} : version ${event.version} du flux ${event.stream}, ${version} attendue.`,
        );
      }
      if (replayed) replay.record(position, event);
    } catch (error) {
      if (replayed) wrong(`events.ndjson, ligne ${position} : ne se rejoue pas (${error.message}).`);
      replayed = false;
    }
    while (waiting[0]?.size === position) {
      const { root } = waiting.shift();
      if (tree.root().equals(root)) {
        if (suspect !== undefined)
          wrong(
            `leaves.txt, ligne ${suspect} : ce n’est pas l’empreinte de l’enregistrement ${suspect}, qui est celui qui a été signé.`,
          );
        suspect = undefined;
        signed = position;
      } else {
        const where =
          suspect === undefined
            ? `un enregistrement entre ${signed + 1} et ${position}`
            : `l’enregistrement ${suspect}`;
        wrong(
          `events.ndjson, ligne ${suspect ?? signed + 1} : ${where} n’est pas celui qui a été signé (point de contrôle de ${position} faits).`,
        );
        throw new Impossible(
          'La suite ne peut pas être vérifiée : les enregistrements ne sont pas ceux qui ont été signés.',
        );
      }
    }
  }
  if (!leaves.next().done) wrong(`leaves.txt, ligne ${tree.size + 1} : une empreinte sans enregistrement.`);
  if (waiting.length > 0)
    wrong(`events.ndjson : ${tree.size} enregistrements, alors que ${waiting.at(-1).size} ont été signés.`);
  if (tree.size > checkpoints.at(-1).size)
    wrong(`events.ndjson, ligne ${checkpoints.at(-1).size + 1} : enregistrements que rien ne signe.`);
  if (replayed) {
    replay.close(tree.size, tree.root().toString('base64'));
    differs('journal.hledger', journal);
    differs('fec.txt', fec);
  }
  return { replay, tree };
}

function differs(name, comparison) {
  comparison.end();
  if (!comparison.fault) return;
  const { line, expected, found } = comparison.fault;
  const quoted = text => (text === undefined ? 'la fin du fichier' : `« ${text} »`);
  wrong(`${name}, ligne ${line} : ${quoted(found)} au lieu de ${quoted(expected)}.`);
}

function checkGrowth(checkpoints) {
  const lines = textOf('consistency.ndjson')
    .split('\n')
    .filter(line => line !== '');
  if (lines.length !== checkpoints.length - 1)
    wrong(`consistency.ndjson : ${lines.length} preuves, ${checkpoints.length - 1} attendues.`);
  for (const [index, line] of lines.entries()) {
    const [older, newer] = checkpoints.slice(index);
    let holds = false;
    try {
      const { from, to, path } = JSON.parse(line);
      const growth = { from: older.size, fromRoot: older.root, to: newer.size, toRoot: newer.root };
      const hashes = path.map(hash => Buffer.from(hash, 'base64'));
      const exact = path.every((hash, place) => hashes[place].toString('base64') === hash);
      holds = from === older.size && to === newer.size && exact && isConsistent(growth, hashes);
    } catch {
      holds = false;
    }
    if (!holds)
      wrong(
        `consistency.ndjson, ligne ${index + 1} : elle ne prouve pas que le journal n’a fait que grandir.`,
      );
  }
}

/** Des points de contrôle gardés ailleurs : chacun doit être le début de ce journal. */
function checkKept(paths, keys) {
  const kept = paths.flatMap(path =>
    notesIn(readFileSync(path, 'utf8')).map(note => ({ path, checkpoint: readCheckpoint(note, keys) })),
  );
  for (const { path, checkpoint } of kept)
    if (!checkpoint) wrong(`${path} : aucune clé de keys.txt ne l’a signé tel qu’il est.`);
  const wanted = kept
    .filter(({ checkpoint }) => checkpoint)
    .sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  const tree = new Tree();
  for (const line of wanted.length === 0 ? [] : linesOf(at('events.ndjson'))) {
    tree.append(leafHash(line));
    while (wanted[0]?.checkpoint.size === tree.size) {
      const { path, checkpoint } = wanted.shift();
      if (!tree.root().equals(checkpoint.root))
        wrong(`${path} : le journal d’alors n’est pas le début de celui-ci.`);
    }
  }
  for (const { path, checkpoint } of wanted)
    wrong(`${path} : ${checkpoint.size} faits y sont signés, ce dossier en a ${tree.size}.`);
  if (kept.length > 0) say(`Points de contrôle gardés ailleurs : ${kept.length} lus.`);
}

function main() {
  checkManifest();
  const keys = readKeys();
  const checkpoints = readCheckpoints(keys);
  for (const { name, id } of keys)
    say(`Clé ${id} de ${name} : comparez-la à celle que vous tenez d’ailleurs.`);
  const { replay, tree } = readEvents(checkpoints);
  checkGrowth(checkpoints);
  checkKept(process.argv.slice(2), keys);
  if (faults > 0) return;
  say(`Enregistrements : ${tree.size}, tous signés ; racine ${tree.root().toString('base64')}.`);
  say(`Points de contrôle : ${checkpoints.length}, chacun le début du suivant.`);
  say(
    `Journal : ${replay.entries} écritures refaites à partir des enregistrements, identiques octet pour octet.`,
  );
  for (const [index, [name, , label]] of ACCOUNTS.entries()) {
    say(`  ${label.padEnd(56)} ${euros(replay.totals[index]).padStart(18)} EUR  ${name}`);
  }
}

try {
  main();
} catch (error) {
  wrong(error instanceof Impossible ? error.message : `la vérification s’est arrêtée : ${error.message}.`);
}
if (faults > 0) {
  say(`Vérification ÉCHOUÉE : ${faults === 1 ? 'une anomalie' : `${faults} anomalies`}.`);
  process.exitCode = 1;
} else say('Vérification réussie : rien n’a été changé, et le journal découle des enregistrements.');
