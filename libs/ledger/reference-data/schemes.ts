import { type PublishScheme, schemeOfJson } from '../scheme/index.js';
import bonusRural from './schemes/bonus_rural.json' with { type: 'json' };
import cocons from './schemes/cocons_2013.json' with { type: 'json' };
import college from './schemes/colleges_numeriques_2016_college.json' with { type: 'json' };
import ecole from './schemes/colleges_numeriques_2016_ecole.json' with { type: 'json' };
import enir from './schemes/enir_2017.json' with { type: 'json' };
import enr from './schemes/enr_2009.json' with { type: 'json' };
import label from './schemes/label_ecoles_numeriques_2020.json' with { type: 'json' };
import tne from './schemes/tne_2021.json' with { type: 'json' };

/** The schemes that are shipped, each with its public source: bodies that `POST /schemes` accepts as they stand. */
export const referenceSchemes: readonly PublishScheme[] = [
  ecole,
  college,
  enr,
  cocons,
  bonusRural,
  enir,
  label,
  tne,
].map(schemeOfJson);
