import type { LogFault } from '#hosting';
import { plain } from './io.testing.js';
import { sentenceOfFault } from './verify.sentences.js';

test.each<[LogFault, string]>([
  [
    { code: 'event_missing', position: '12', through: '12' },
    'Journal altéré : il manque le fait à la position 12.',
  ],
  [
    { code: 'tail_missing', position: '1001', through: '1200' },
    'Journal altéré : la fin manque, des positions 1 001 à 1 200. Une ancienne sauvegarde a pu être remise en place.',
  ],
  [
    { code: 'column_differs', position: '12', column: 'version', expected: '3', found: '4' },
    'Journal altéré : à la position 12, la colonne version contient « 4 », le texte du fait « 3 ».',
  ],
  [
    { code: 'root_differs', position: '1', through: '300' },
    'Journal altéré : les faits des positions 1 à 300 n’ont pas la racine signée.',
  ],
  [
    { code: 'anchor_unreadable', position: null },
    'Ancrage, ou fichier présenté : une note n’est pas un point de contrôle signé de ce journal.',
  ],
])('%j', (fault, sentence) => {
  expect(plain(sentenceOfFault(fault))).toBe(sentence);
});
