import { pia, plain } from './io.testing.js';

const mistake = async (...given: string[]) => {
  const { code, printed, said } = await pia(given);
  expect(printed).toBe('');
  return [code, plain(said)];
};

describe('a mistake in what is typed is said in French, with exit code 1', () => {
  test.each([
    [['rejouer'], 'Commande inconnue : « rejouer ». « pia --help » en donne la liste.'],
    [['verify', '--jsom'], 'Option inconnue : « --jsom ».'],
    [['replay'], 'Argument manquant : convention.'],
    [['replay', 'A', 'B'], 'Trop d’arguments.'],
    [['replay', 'A', '--known-at'], 'L’option « --known-at <jour> » attend une valeur.'],
    [
      ['replay', 'A', '--effective-on', '2016-02-30'],
      '« --effective-on <jour> », valeur « 2016-02-30 » : un jour est attendu, sous la forme AAAA-MM-JJ.',
    ],
    [
      ['replay', 'A', '--known-at', 'hier'],
      '« --known-at <jour> », valeur « hier » : un jour (AAAA-MM-JJ) ou un instant (AAAA-MM-JJThh:mm:ss.sssZ) est attendu.',
    ],
    [['token', 'create', '--label', 'essai'], 'L’option « --role <rôle> » est obligatoire.'],
    [['token', 'revoke'], 'Argument manquant : compte.'],
    [['backup'], 'L’option « --out <dossier> » est obligatoire.'],
    [
      ['erase', '--by', 'Jeanne Martin', '--motive', 'm'],
      '« --by <compte> », valeur « Jeanne Martin » : un compte s’écrit en minuscules, chiffres, points et tirets, de 3 à 60 signes ; jamais un nom de personne.',
    ],
    [
      ['journal', '--year', '1999', '--out', 'x'],
      '« --year <exercice> », valeur « 1999 » : un exercice de 2000 à 2198 est attendu.',
    ],
    [
      ['journal', '--format', 'pdf', '--out', 'x'],
      '« --format <format> », valeur « pdf » : « hledger » ou « fec » est attendu.',
    ],
    [['bundle'], 'L’option « --out <dossier> » est obligatoire.'],
    [['proof', '0'], '« position », valeur « 0 » : un nombre entier à partir de 1 est attendu.'],
  ])('pia %j', async (given, sentence) => {
    expect(await mistake(...given)).toEqual([1, sentence]);
  });

  test('a wrong setting names itself', async () => {
    const { code, said } = await pia(['verify'], { PORT: 'trois' });
    expect(code).toBe(1);
    expect(said).toContain('PORT : un numéro de port');
  });
});

describe('help', () => {
  test('is in French, with every command', async () => {
    const { code, printed, said } = await pia(['--help']);
    expect([code, said]).toEqual([0, '']);
    for (const word of ['Utilisation :', 'Commandes :', 'affiche cette aide'])
      expect(printed).toContain(word);
    for (const name of [
      'replay',
      'verify',
      'checkpoint',
      'proof',
      'balance-proof',
      'journal',
      'bundle',
      'rebuild',
      'backup',
      'restore',
      'erase',
      'dead-letters',
      'report',
      'token',
      'demo',
      'catalogue',
    ]) {
      expect(printed).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(printed).not.toMatch(/Usage|Commands|Options:|display help|\[command\]/);
  });

  test.each([[['replay', '--help']], [['token', 'create', '-h']]])('of a command, %j', async given => {
    const { code, printed } = await pia(given);
    expect(code).toBe(0);
    expect(printed).toMatch(/^Utilisation : pia /);
    expect(printed).not.toMatch(/Usage|Options:|display help/);
  });

  test('is shown where nothing, or half a command, is asked for', async () => {
    expect(await pia([])).toMatchObject({ code: 1, said: '' });
    const half = await pia(['token']);
    expect(half.code).toBe(1);
    expect(half.said).toContain('revoke <compte>');
  });
});
