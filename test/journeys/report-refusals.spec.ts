import { PATIENCE, World } from '../support/world.js';

/* A report or a document that cannot be handed out says why; beside each, the one that can. */

let world: World;
let crets = '';
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
    'demo-auditeur',
    '/conventions?search=CRETS-2016',
  );
  crets = conventions[0]!.id;
}, PATIENCE);
afterAll(() => world.close());

async function answered(path: string) {
  const { status, body } = await world.ask('demo-auditeur', path);
  const { code, detail = '' } = body as { code?: string; detail?: string };
  return [status, code, detail.replaceAll(/[\u202F\u00A0]/g, ' ')];
}

const OK = [200, undefined, ''];
const NOTHING = [
  404,
  'report_not_found',
  'Cet état ou ce document n’a pas d’objet : rien n’est connu sous cet identifiant. Vérifiez-le.',
];

test('a document is not issued in a format that it has not', async () => {
  const issuing = (format: string) => ({
    report: 'financial-statement',
    format,
    filters: { convention: crets },
  });
  const { code, says } = await world.refused('demo-gestionnaire', '/issued-reports', issuing('csv'));
  expect([code, says]).toStrictEqual([
    'format_not_offered',
    'Ce document n’existe pas dans ce format. Demandez-le en pdf.',
  ]);
  expect((await world.post('demo-gestionnaire', '/issued-reports', issuing('pdf'))).status).toBe(201);
});

test('a document of a convention that does not exist, or of an identifier that is none', async () => {
  expect(await answered(`/conventions/${crets}/annex?format=csv`)).toStrictEqual(OK);
  const nobody = '00000000-0000-5000-8000-000000000000';
  expect(await answered(`/conventions/${nobody}/annex?format=csv`)).toStrictEqual(NOTHING);
  expect(await answered('/conventions/crets/annex?format=csv')).toStrictEqual(NOTHING);
});

test('an issue that was never made', async () => {
  const issued = await world.post('demo-gestionnaire', '/issued-reports', {
    report: 'chorus-imputations',
    format: 'csv',
    filters: { year: 2016 },
  });
  const { number } = issued.body as { number: string };
  expect(await answered(`/issued-reports/${number}`)).toStrictEqual(OK);
  expect(await answered(`/issued-reports/${Number(number) + 1}`)).toStrictEqual([
    404,
    'issued_report_unknown',
    'Aucune émission n’est connue sous ce numéro. Vérifiez-le.',
  ]);
});
