import type {
  FieldFault,
  FieldName,
  GrantSchemaName,
  LeftOut,
  PublishedGrants,
  PublishedRow,
} from '#rendering';
import { GRANT_SCHEMAS } from '#rendering';
import { BodyKey, Many, Shown, WordList, Words } from './fields.js';
import { INCOMPLETE, StatedAnswer } from './shared.answer.js';

const FIELDS = GRANT_SCHEMAS['scdl-2.1.1'].fields.map(({ name }) => name);

class FieldFaultAnswer implements FieldFault {
  @Shown('Le champ.', { type: 'string', enum: FIELDS }, { example: 'idAttribuant' }) field!: FieldName;
  @Words('La règle du schéma qu’il ne respecte pas.', { example: 'valeur obligatoire, absente' })
  rule!: string;
}

class LeftOutAnswer implements LeftOut {
  @Words('La convention.', { example: 'CRETS-2016' }) reference!: string;
  @BodyKey('Le bénéficiaire.') payeeKey!: string;
  @Words('Son nom.', { example: 'Commune de Crêts en Belledonne' }) payeeName!: string;
  @Many('Ce qui l’empêche d’être publiée.', () => FieldFaultAnswer) faults!: readonly FieldFaultAnswer[];
}

const ROW = {
  type: 'object',
  properties: Object.fromEntries(FIELDS.map(name => [name, { type: 'string' }])),
  additionalProperties: false,
};

/** Grants as open data, and those that are not published. */
export class OpenDataAnswer extends StatedAnswer implements PublishedGrants {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Shown('Le schéma.', { type: 'string', enum: Object.keys(GRANT_SCHEMAS) }, { example: 'scdl-2.1.1' })
  schema!: GrantSchemaName;
  @Shown(
    'Les lignes publiées : les champs du schéma, dans leur ordre.',
    { type: 'array', items: ROW },
    {
      example: [{ nomAttribuant: 'Académie de Grenoble', montant: '4000.00', pourcentageSubvention: '1.00' }],
    },
  )
  rows!: readonly PublishedRow[];
  @Many('Les subventions qui ne respectent pas le schéma.', () => LeftOutAnswer)
  leftOut!: readonly LeftOutAnswer[];
}
