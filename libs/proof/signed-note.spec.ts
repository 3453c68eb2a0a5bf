import { createPrivateKey } from 'node:crypto';
import { openCheckpoint, readCheckpoint, signCheckpoint } from './checkpoint.js';
import { EMPTY_ROOT, leafHash } from './hash.js';
import { newPrivateKey, openNote, signerOf, signNote, verifierOf } from './signed-note.js';

/* The example of golang.org/x/mod/sumdb/note, whose form the specification describes. */
const SEED = 'gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=';
const VERIFIER_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const pem = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(SEED, 'base64')]),
  format: 'der',
  type: 'pkcs8',
})
  .export({ type: 'pkcs8', format: 'pem' })
  .toString();
const signer = signerOf('PeterNeumann', pem);

test('a key has the id and the public form of the specification, and a note its bytes', () => {
  expect(signer.verifierKey).toBe(VERIFIER_KEY);
  expect(signNote(TEXT, signer)).toBe(NOTE);
  expect(openNote(NOTE, [verifierOf(VERIFIER_KEY)])?.text).toBe(TEXT);
});

describe('a note is not opened', () => {
  const verifier = verifierOf(VERIFIER_KEY);
  test.each([
    ['with another text', NOTE.replace('your problem', 'my problem')],
    ['with another signature', NOTE.replace('x08go/Z', 'x08go/Y')],
    ['without signature', `${TEXT}\n`],
    ['without empty line', TEXT],
    ['cut short', NOTE.slice(0, -1)],
    ['signed in another name', NOTE.replace('— PeterNeumann', '— PaulaNeumann')],
  ])('%s', (_, note) => {
    expect(openNote(note, [verifier])).toBeUndefined();
  });

  test('by somebody else’s key', () => {
    expect(openNote(NOTE, [signerOf('PeterNeumann', newPrivateKey())])).toBeUndefined();
  });
});

test.each(['', 'PeterNeumann', VERIFIER_KEY.replace('c74f20a3', 'c74f20a4'), VERIFIER_KEY.slice(0, -4)])(
  '%j is no verifier key',
  text => {
    expect(() => verifierOf(text)).toThrow(TypeError);
  },
);

describe('a checkpoint', () => {
  const checkpoint = { origin: 'pia-ledger/essai', size: 1, root: leafHash('one') };
  const older = signerOf(checkpoint.origin, newPrivateKey());
  const newer = signerOf(checkpoint.origin, newPrivateKey());
  const note = signCheckpoint(checkpoint, older);

  test('says origin, size and root on a line each', () => {
    expect(note.split('\n').slice(0, 4)).toEqual([
      'pia-ledger/essai',
      '1',
      leafHash('one').toString('base64'),
      '',
    ]);
    expect(openCheckpoint(note, [older])).toEqual(checkpoint);
  });

  test('signed before a rotation is verified after it, by the keys of both times', () => {
    expect(openCheckpoint(note, [older, newer])).toEqual(checkpoint);
    expect(openCheckpoint(signCheckpoint(checkpoint, newer), [older, newer])).toEqual(checkpoint);
    expect(openCheckpoint(note, [newer])).toBeUndefined();
  });

  test('of another log than its key’s is not one of ours', () => {
    const foreign = signCheckpoint({ ...checkpoint, origin: 'pia-ledger/autre' }, older);
    expect(openCheckpoint(foreign, [older])).toBeUndefined();
  });

  test.each([
    `\n1\n${EMPTY_ROOT.toString('base64')}\n`,
    `log\n01\n${EMPTY_ROOT.toString('base64')}\n`,
    'log\n1\nAAAA\n',
    'log\n1\n',
    '',
  ])('%j is none', text => {
    expect(readCheckpoint(text)).toBeUndefined();
  });
});

test('what a checkpoint states beside its root is signed with it, and read back', () => {
  const signer = signerOf('pia-ledger/essai', newPrivateKey());
  const checkpoint = {
    origin: 'pia-ledger/essai',
    size: 1,
    root: leafHash('one'),
    extensions: new Map([['epoch', '2']]),
  };
  const note = signCheckpoint(checkpoint, signer);
  expect(note.split('\n').slice(3, 5)).toEqual(['epoch 2', '']);
  expect(openCheckpoint(note, [signer])).toEqual(checkpoint);
  expect(openCheckpoint(note.replace('epoch 2', 'epoch 3'), [signer])).toBeUndefined();
});
