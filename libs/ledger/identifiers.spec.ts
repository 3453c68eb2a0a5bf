import {
  checkActivite,
  checkBic,
  checkDp,
  checkEj,
  checkIban,
  checkInseeCode,
  checkProgramme,
  checkSiret,
  checkUai,
  normalIban,
} from './identifiers.js';

const refused = (code: string, given: string, expected?: string) => ({
  refused: true,
  code,
  details: expected === undefined ? { given } : { given, expected },
  pointer: '/field',
});

test.each(['0382460T', '0380002W'])('the UAI %s holds', uai => {
  expect(checkUai(uai)).toBeUndefined();
});

test('a UAI with a wrong letter is refused, and the right one is named', () => {
  expect(checkUai('0382460U', '/field')).toStrictEqual(refused('uai_wrong_letter', '0382460U', '0382460T'));
  expect(checkUai('0380002T', '/field')).toStrictEqual(refused('uai_wrong_letter', '0380002T', '0380002W'));
  expect(checkUai('0380003W', '/field')).toStrictEqual(refused('uai_wrong_letter', '0380003W', '0380003X'));
});

test('the letter is never I, O or Q: the number modulo 23 gives the 23 others in order', () => {
  const letters = Array.from({ length: 23 }, (_, rest) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').find(letter => !checkUai(String(rest).padStart(7, '0') + letter)),
  );
  expect(letters.join('')).toBe('ABCDEFGHJKLMNPRSTUVWXYZ');
});

test.each(['', '382460T', '0382460', '0382460t', '03824600T', ' 0382460T', '0382460T\n', '038246OT'])(
  'the UAI %p is malformed',
  uai => {
    expect(checkUai(uai, '/field')).toStrictEqual(refused('uai_malformed', uai));
  },
);

// La Poste (SIREN 356000000): the sum of the digits of an établissement is a multiple of 5, Luhn or not.
test.each(['73282932000074', '35600000000048', '35600000000001', '35600000049837'])(
  'the SIRET %s holds',
  siret => {
    expect(checkSiret(siret)).toBeUndefined();
  },
);

test.each(['73282932000075', '73282932000047', '35600000049838', '35600000000002'])(
  'the SIRET %s has a wrong key',
  siret => {
    expect(checkSiret(siret, '/field')).toStrictEqual(refused('siret_wrong_key', siret));
  },
);

test.each(['', '7328293200007', '732829320000740', '732 829 320 00074', '7328293200007A'])(
  'the SIRET %p is malformed',
  siret => {
    expect(checkSiret(siret, '/field')).toStrictEqual(refused('siret_malformed', siret));
  },
);

const CRETS = 'FR76 3000 1004 19C3 8400 0000 036';

test('the IBAN of the Crêts agreement holds, with or without spaces, and one of another country', () => {
  expect(checkIban(CRETS)).toBeUndefined();
  expect(checkIban(normalIban(CRETS))).toBeUndefined();
  expect(normalIban(CRETS)).toBe('FR763000100419C384000000036');
  expect(checkIban('DE89 3704 0044 0532 0130 00')).toBeUndefined();
});

test('an IBAN that holds by modulo 97 with a wrong RIB key is refused', () => {
  // The Crêts account with RIB key 37 for 36, and the ISO key computed anew over it: 98 − (BBAN FR00 mod 97) = 49.
  const given = 'FR49 3000 1004 19C3 8400 0000 037';
  expect(checkIban(given, '/field')).toStrictEqual(refused('iban_wrong_rib_key', given));
});

test.each([
  '',
  'FR77 3000 1004 19C3 8400 0000 036',
  'FR76 3000 1004 19C3 8400 0000 063',
  'FR76 3000 1004 19C3 8400 0000 03',
  'DE88 3704 0044 0532 0130 00',
  'XX76 3000 1004 19C3 8400 0000 036',
])('the IBAN %p is malformed', given => {
  expect(checkIban(given, '/field')).toStrictEqual(refused('iban_malformed', given));
});

test.each<[check: typeof checkBic, code: string, holding: readonly string[], malformed: readonly string[]]>([
  [
    checkBic,
    'bic_malformed',
    ['BDFEFRPP', 'BDFEFRPPCCT'],
    ['', 'BDFEFRP', 'BDFEFRPPC', 'BDFEFRPPCCTX', '1DFEFRPP'],
  ],
  [
    checkInseeCode,
    'insee_code_malformed',
    ['38439', '01001', '2A004', '2B033', '97105'],
    ['', '3843', '384390', '2C004', '2a004', 'A2004', '3843A'],
  ],
  [
    checkEj,
    'ej_malformed',
    ['0000000001', '1400000001'],
    ['', '140000001', '14000000001', '140000000A', ' 400000001'],
  ],
  [checkDp, 'dp_malformed', ['000000001', '100000001'], ['', '10000001', '1000000001', '10000000A']],
  [checkProgramme, 'programme_malformed', ['0214', '0000'], ['', '214', '00214', '021A']],
  [
    checkActivite,
    'activite_malformed',
    ['021404DI0205'],
    ['', '021404DI020', '021404DI02055', '021404di0205', '021404DI020É'],
  ],
])('%p refuses as %s what is one sign too short or too long', (check, code, holding, malformed) => {
  for (const given of holding) expect(check(given, '/field')).toBeUndefined();
  for (const given of malformed) expect(check(given, '/field')).toStrictEqual(refused(code, given));
});
