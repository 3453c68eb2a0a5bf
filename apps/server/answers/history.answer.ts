import type { Basis, Day, Ground, Instant, Stored } from '#kernel';
import type { Deadlines } from '#ledger';
import { ROLES } from '#wording';
import { GroundDto } from '../conventions/common.dto.js';
import { FACT_DATA } from './facts.js';
import {
  Choice,
  DayShown,
  Identity,
  Many,
  Moment,
  Money,
  One,
  Position,
  Quantity,
  Shown,
  type Showing,
  Words,
  Yes,
} from './fields.js';

const DATA = { $ref: `#/components/schemas/${FACT_DATA}` };

/** What a fact says, wherever one is shown. */
export class FactAnswer {
  @Words('Ce qui est enregistré.', { example: 'VisaGiven' }) type!: string;
  @DayShown('Sa date d’effet.') effectiveOn!: Day;
  @Quantity('L’exercice, pour un fait d’argent.', { optional: true, example: 2016 }) fiscalYear?: number;
  @One('Ce sur quoi il s’appuie.', () => GroundDto, { optional: true }) ground?: Ground;
  @Words('L’autorité qui a décidé.', { optional: true, example: 'Ministère de l’éducation nationale' })
  decidedBy?: string;
  @Shown('Ses champs, selon son type.', DATA, { example: {} }) data!: object;
}

class BasisAnswer implements Basis {
  @Words('Le flux lu.', { example: 'fiscalyear-2016' }) stream!: string;
  @Quantity('Sa version d’alors ; 0 : il n’existait pas.') version!: number;
}

const ORIGIN = {
  type: 'object',
  required: ['kind'],
  properties: {
    kind: { type: 'string', enum: ['typed', 'import', 'api', 'policy'] },
    client: { type: 'string', description: 'Le client de l’API.' },
    file: { type: 'string', description: 'Le SHA-256 du fichier importé.' },
    line: { type: 'integer', description: 'Sa ligne.' },
    policy: { type: 'string', description: 'Le traitement automatique.' },
  },
};

/** A whole record: for those who may read them. */
export class RecordAnswer extends FactAnswer implements Omit<Stored, 'fact' | 'position'> {
  @Identity('L’identifiant du fait : ce que nomme une contre-passation.') eventId!: string;
  @Position('Sa place dans le journal.') position!: string;
  @Words('Son flux.', { example: 'convention-0193a1de-0000-5000-8000-000000000001' }) stream!: string;
  @Quantity('Sa version dans le flux.') version!: number;
  @Quantity('La version de sa forme.') schemaVersion!: number;
  @Moment('Enregistré le.') recordedAt!: Instant;
  @Words('Le compte de la personne, pseudonyme.', { example: 'demo-gestionnaire' }) actor!: string;
  @Choice('Son rôle', ROLES) role!: string;
  @Shown('D’où il vient.', ORIGIN, { example: { kind: 'api', client: 'demo-gestionnaire' } })
  origin!: Stored['origin'];
  @Many('Ce que la décision a lu.', () => BasisAnswer) basis!: readonly BasisAnswer[];
  @Quantity('Le numéro des formules.') formula!: number;
  @Identity('La commande.') commandId!: string;
  @Words('L’empreinte SHA-256 de la demande.', { example: 'ec9d82667175def84e1c8ed87ac7eb26' })
  bodyHash!: string;
  @Words('Le numéro de corrélation.', { example: '5e38aabd-b2a8-5805-a4e1-ed35f560d6b5' })
  correlationId!: string;
  @Words('Le fait qui l’a entraîné.', { optional: true, example: '0193a1de-0000-5000-8000-000000000001' })
  causationId?: string;
  @Yes('Il a été contre-passé.') reversed!: boolean;
  @Words('Le nom du signataire, pour l’académie et l’audit ; `null` s’il a été effacé.', {
    optional: true,
    nullable: true,
    example: 'Camille Exemple',
  })
  signatory?: string | null;
}

/** What moved on the lines of a beneficiary: neither the persons nor what concerns the other lines. */
export class MovedAnswer {
  @Identity('L’identifiant du fait.') eventId!: string;
  @Words('Ce qui est enregistré.', { example: 'PaymentExecuted' }) type!: string;
  @DayShown('Sa date d’effet.') effectiveOn!: Day;
  @Quantity('L’exercice, pour un fait d’argent.', { optional: true, example: 2016 })
  fiscalYear?: number | undefined;
  @Moment('Enregistré le.') recordedAt!: Instant;
  @Words('Le volet.', { optional: true, example: 'equipment' }) line?: string | undefined;
  @Words('La tranche.', { optional: true }) tranche?: string | undefined;
  @Money('Le montant.', { optional: true }) amount?: { toString(): string } | undefined;
  @Yes('Il a été contre-passé.') reversed!: boolean;
}

export class HistoryAnswer {
  @Identity('La convention.') id!: string;
  @Quantity('La version du dossier.', { example: 12 }) version!: number;
  @Shown(
    'Les faits, dans l’ordre de leur enregistrement : entiers pour l’académie et l’audit, en bref pour un bénéficiaire.',
    { type: 'array', items: { anyOf: [ref(RecordAnswer), ref(MovedAnswer)] } },
  )
  events!: readonly (Showing<RecordAnswer, Omit<Stored, 'fact' | 'position'>> | MovedAnswer)[];
}

function ref({ name }: { readonly name: string }) {
  return { $ref: `#/components/schemas/${name}` };
}

class PrescriptionAnswer {
  @Identity('L’ordre de reversement.') order!: string;
  @DayShown('Le dernier jour pour réclamer.', { example: '2022-05-02' }) until!: Day;
}

export class DeadlinesAnswer implements Omit<Deadlines, 'prescriptionOfState'> {
  @Identity('La convention.') id!: string;
  @DayShown('Le jour auquel elles sont données.') on!: Day;
  @DayShown('Le dernier jour de validité.', { optional: true, example: '2017-10-13' }) endOfValidity?: Day;
  @DayShown('Le dernier jour du préavis.', { optional: true, example: '2017-01-13' }) endOfNotice?: Day;
  @DayShown('Le dernier état récapitulatif des dépenses est dû ce jour-là.', {
    optional: true,
    example: '2017-10-13',
  })
  statementDue?: Day;
  @DayShown('La convention se reconduit ce jour-là, ou peut l’être jusque-là.', {
    optional: true,
    example: '2026-09-01',
  })
  renewal?: Day;
  @DayShown('L’emploi final des dotations est à déclarer ce jour-là.', {
    optional: true,
    example: '2017-10-13',
  })
  useDue?: Day;
  @DayShown('Le comité de pilotage est à réunir jusque-là.', { optional: true, example: '2017-01-13' })
  committee?: Day;
  @DayShown('La force majeure permet de résilier à partir de ce jour.', {
    optional: true,
    example: '2026-07-16',
  })
  forceMajeureTermination?: Day;
  @DayShown('Les équipements prêtés sont à restituer jusque-là.', { optional: true, example: '2019-03-31' })
  equipmentReturn?: Day;
  @DayShown('Le bilan financier est dû ce jour-là (art. 8).', { optional: true, example: '2017-10-13' })
  financialReportDue?: Day;
  @DayShown('Il est en retard à partir de ce jour.', { optional: true, example: '2017-10-14' })
  financialReportLateFrom?: Day;
  @DayShown('Le dernier jour pour réclamer à l’État ce qui est dû (loi 68-1250).', {
    optional: true,
    example: '2021-12-31',
  })
  prescriptionOnState?: Day;
  @Many('Pour chaque ordre ouvert (C. civ. 2224) ; pour l’académie et l’audit.', () => PrescriptionAnswer, {
    optional: true,
  })
  prescriptionOfState?: readonly PrescriptionAnswer[];
  @DayShown('Les pièces sont gardées jusqu’à ce jour (décret 2012-1246, art. 52).', {
    optional: true,
    example: '2022-12-31',
  })
  documentsKeptUntil?: Day;
}
