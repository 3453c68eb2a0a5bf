import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL_SAMPLES } from './refusal-samples.js';
import { sentenceOf, SENTENCES } from './sentence.js';

const codes = Object.keys(SENTENCES) as (keyof typeof SENTENCES)[];

/** Written with visible spaces: `~` is U+00A0, `_` is U+202F. */
const spaced = (text: string) => text.replaceAll('~', '\u00A0').replaceAll('_', '\u202F');

describe('The sentence of a refusal', () => {
  test.each([
    [
      'stated_maximum_differs',
      { stated: '8000.00', computed: '4000.00', expression: '1 × 8000.00 × 0.5' },
      'Le montant maximal indiqué, 8_000,00~€, diffère du maximum calculé, 4_000,00~€ (1 × 8_000,00 × 50~%). Corrigez le montant ou les unités demandées.',
    ],
    [
      'advance_differs',
      { asked: '2400.00', agreed: '2000.00', rate: '0.5' },
      'L’avance demandée, 2_400,00~€, diffère de l’avance convenue, 2_000,00~€ (50~% du maximum). Demandez le montant convenu.',
    ],
    [
      'uai_wrong_letter',
      { given: '0382460A', expected: '0382460T' },
      'La lettre de l’UAI «~0382460A~» est erronée~: on attend «~0382460T~». Vérifiez la saisie.',
    ],
    [
      'date_in_future',
      { on: '2027-01-02', today: '2026-11-21' },
      'La date du 02/01/2027 est postérieure à aujourd’hui, 21/11/2026. Indiquez la date réelle de l’acte.',
    ],
    [
      'fiscal_year_not_open',
      { year: 2016, status: 'closed' },
      'L’exercice 2016 ne reçoit pas d’écriture~: il est clos. Choisissez un exercice ouvert.',
    ],
    [
      'nomenclature_code_missing',
      { axis: 'activite', key: 'resources', on: '2016-11-03' },
      'La nomenclature ne donne pas, au 03/11/2016, de code pour~: activité, ressources. Faites-le enregistrer avant d’engager.',
    ],
    [
      'pce_not_of_payee',
      { given: '653122', expected: '', legalType: 'eple' },
      'Le compte PCE «~653122~» n’est pas celui d’un bénéficiaire de type «~EPLE~»~: aucun code n’est enregistré pour ce type. Complétez d’abord la nomenclature.',
    ],
    [
      'cut_above_expense',
      { expense: 3, cut: '120.00', amount: '100.00' },
      'Le montant écarté de la dépense n°~3, 120,00~€, dépasse son montant, 100,00~€. Réduisez le montant écarté.',
    ],
  ])('%s, to the code point', (code, details, expected) => {
    expect(sentenceOf({ code, details })).toBe(spaced(expected));
  });

  test.each([
    [
      'ej|1000000001|1',
      'L’engagement juridique «~1000000001~», poste «~1~», est déjà enregistré. Vérifiez le numéro_; s’il a été enregistré par erreur, contre-passez d’abord l’écriture qui le porte.',
    ],
    [
      'dp|1000000001|1|000000042|2|2016|',
      'La demande de paiement «~000000042~», poste «~2~», sur l’engagement juridique «~1000000001~», poste «~1~», exercice 2016, est déjà enregistrée. Vérifiez le numéro_; s’il a été enregistré par erreur, contre-passez d’abord l’écriture qui le porte.',
    ],
    [
      'invoice|12345678200010|F|12',
      'La facture «~F|12~» du fournisseur «~12345678200010~» est déjà acceptée sur un autre état. Écartez la dépense.',
    ],
    [
      'reference|Grenoble|2016-38-001',
      'La référence «~2016-38-001~» désigne déjà une convention de l’académie «~Grenoble~». Choisissez une autre référence.',
    ],
    ['other|7', 'La clé «~other|7~» est déjà enregistrée. Vérifiez la saisie.'],
  ])('a taken key has one per kind: %s', (key, expected) => {
    expect(sentenceOf({ code: 'claim_taken', details: { key, holder: 'e7' } })).toBe(spaced(expected));
  });

  test.each(codes)('%s is one or more whole sentences, without a hole', code => {
    const sentence = sentenceOf({ code, details: REFUSAL_SAMPLES[code] as Record<string, unknown> });
    expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u);
    expect(sentence).not.toMatch(/undefined|NaN|null|object Object|\.\.$|'/);
    expect(sentence).not.toMatch(/ [;:!?»%€]|« /);
  });

  test.each(codes)('%s names its figures: another figure, another sentence', code => {
    const details = REFUSAL_SAMPLES[code] as Record<string, unknown>;
    const sentence = sentenceOf({ code, details });
    for (const [name, value] of Object.entries(details)) {
      // The holder of a key may stand outside the reader's perimeter.
      if (name === 'holder') continue;
      const changed = sentenceOf({ code, details: { ...details, [name]: another(value) } });
      expect({ name, changed }).not.toEqual({ name, changed: sentence });
    }
  });

  test('what was typed is shortened, and its control characters are not repeated', () => {
    const details = { given: `\u001B[31m${'9'.repeat(2000)}` };
    const sentence = sentenceOf({ code: 'ej_malformed', details });
    expect(sentence).not.toContain('\u001B');
    expect(sentence.length).toBeLessThan(200);
  });

  test.each([undefined, null, '', 'undefined', {}, []])('%p is told as no text', given => {
    const sentence = sentenceOf({ code: 'poste_malformed', details: { given } });
    expect(sentence).toMatch(/^Le numéro de poste \(valeur absente ou d’une autre nature\) est mal formé\./);
  });

  test('many products are told by the first ones', () => {
    const expression = Array.from({ length: 9 }, () => '100 × 380.00 × 0.5').join(' + ');
    const details = { stated: '1.00', computed: '2.00', expression };
    expect(sentenceOf({ code: 'stated_maximum_differs', details }).match(/380/g)).toHaveLength(3);
  });

  test('a code without a sentence is a mistake of the program', () => {
    expect(() => sentenceOf({ code: 'toString', details: {} })).toThrow(
      'no sentence for the refusal toString',
    );
  });
});

describe('Every refusal written in the source', () => {
  const root = join(import.meta.dirname, '../..');
  const sources = ['apps', 'libs'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts') && !/\.(spec|testing|bench)\.ts$/.test(name))
      .map(name => readFileSync(join(root, folder, name), 'utf8')),
  );
  const written = new Set(
    sources.flatMap(source =>
      [...source.matchAll(/\b(?:refuse|no|edge)\(\s*'(\w+)'/g)].map(match => match[1]!),
    ),
  );

  test('is found where it is known to stand', () => {
    expect([...written]).toEqual(expect.arrayContaining(['claim_taken', 'not_signed', 'document_empty']));
  });

  test('has a sentence', () => {
    expect([...written].filter(code => !Object.hasOwn(SENTENCES, code))).toEqual([]);
  });
});

/** Another value of the same kind. */
function another(value: unknown): unknown {
  if (Array.isArray(value)) return [...value, 'etat'];
  if (typeof value === 'number') return value * 2 + 1;
  const text = String(value);
  if (text.includes(' × ')) return text.replace('8000.00', '8500.00');
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return '2019-09-09';
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return '2019-09-09T09:09:09.009Z';
  if (/^\d+\.\d+$/.test(text)) return '0.75';
  if (text === 'missing') return 'received';
  return text.includes('|') ? 'ej|2000000002|1' : 'autre';
}
