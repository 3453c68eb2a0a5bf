import { day } from '#kernel';
import type { SetNomenclatureCode } from '../nomenclature/nomenclature.decisions.js';

const CRETS = 'convention entre l’académie de Grenoble et la commune de Crêts en Belledonne, art. 7.1';
const FICTITIOUS = 'donnée fictive, pour la démonstration seulement';

const set = (
  axis: SetNomenclatureCode['axis'],
  key: string,
  code: string,
  source: string,
  fictitious: boolean,
): SetNomenclatureCode => ({
  type: 'SetNomenclatureCode',
  axis,
  key,
  code,
  validFrom: day('2016-01-01'),
  source,
  fictitious,
});

const communal = `${CRETS} : « si commune ou EPCI »`;
const departmental = `${CRETS} : « si département y compris DOM »`;

/** The codes that the sources give, and no other. */
export const referenceNomenclature: readonly SetNomenclatureCode[] = [
  set('activite', 'equipment', '021404DI0205', `${CRETS} : « INEE – équipements »`, false),
  set('pce', 'commune', '653123', communal, false),
  set('pce', 'epci', '653123', communal, false),
  set('pce', 'departement', '653122', departmental, false),
  set('groupe_marchandises', 'commune', '10.03.01', communal, false),
  set('groupe_marchandises', 'epci', '10.03.01', communal, false),
  set('groupe_marchandises', 'departement', '10.02.01', departmental, false),
];

/** Codes that the sources leave out, made up for the demonstration: a production ledger refuses them. */
export const fictitiousNomenclature: readonly SetNomenclatureCode[] = [
  set('activite', 'resources', 'FICTIF000000', FICTITIOUS, true),
  set('pce', 'eple', '999999', FICTITIOUS, true),
  set('groupe_marchandises', 'eple', '99.99.99', FICTITIOUS, true),
];
