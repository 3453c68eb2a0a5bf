import { CRETS_SIRET, type TestServer } from './server.testing.js';

/** The Crêts agreement, dates of October 2016. */
export const crets = {
  on: '2016-10-10',
  reference: 'CRETS-2016',
  title: 'Équipement numérique de l’école',
  academie: 'grenoble',
  scheme: { code: 'colleges_numeriques_2016_ecole' },
  parties: [
    { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
    {
      id: 'commune',
      role: 'beneficiary',
      name: 'Crêts en Belledonne',
      siret: CRETS_SIRET,
      legalType: 'commune',
    },
  ],
  visaRequired: false,
  validity: { years: 1 },
  noticeMonths: 3,
  schools: [{ uai: '0382460T', name: 'École', referenceCollegeUai: '0380002W' }],
  lines: [
    {
      id: 'equipment',
      flow: 'equipment',
      payee: { legalType: 'commune', siret: CRETS_SIRET, name: 'Crêts en Belledonne' },
      axes: { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' },
      statedMaximum: '4000.00',
      tranches: [
        { id: '2016', label: '2016', allocations: [{ uai: '0382460T', unit: 'classe_mobile', quantity: 1 }] },
      ],
    },
    {
      id: 'resources',
      flow: 'resources',
      payee: { legalType: 'eple', uai: '0380002W', name: 'Collège de référence' },
      axes: { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' },
      tranches: [
        { id: '2016', label: '2016', allocations: [{ uai: '0382460T', unit: 'ecole', quantity: 1 }] },
      ],
    },
  ],
  observations: [],
  fictitious: true,
};

export const PLACE = { line: 'equipment', tranche: '2016' };

let references = 0;

/** A convention in draft; its id. */
export async function drafted(server: TestServer, more: object = {}): Promise<string> {
  const body = { ...crets, reference: `CRETS-${++references}`, ...more };
  const { status, json } = await server.ask('POST', '/conventions', { body });
  expect([status, json['detail']]).toStrictEqual([201, undefined]);
  return json['id'] as string;
}

/** The same, signed by both parties on 14 October 2016. */
export async function signed(server: TestServer): Promise<string> {
  const id = await drafted(server);
  for (const party of ['academie', 'commune']) {
    const { status } = await server.ask('POST', `/conventions/${id}/signatures`, {
      as: 'ordonnateur',
      body: { on: '2016-10-14', party, signatory: 'Camille Exemple' },
    });
    expect(status).toBe(201);
  }
  return id;
}
