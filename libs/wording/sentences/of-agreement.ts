import { fr, listed, quoted } from '../french.js';
import { day, decimal, euros, percent, quantity } from '../format.js';
import { FISCAL_YEAR_STATUSES, labelIn, LEGAL_TYPES, VISAS } from '../labels/index.js';
import type { RefusalCode, Sentences } from '../refusal-codes.js';

const THINGS: Readonly<Record<string, string>> = {
  school: 'L’établissement',
  party: 'La partie',
  line: 'Le volet',
  tranche: 'La tranche',
  allocation: 'La ligne d’annexe',
  unit: 'L’unité',
};

const IDENTIFIERS: Readonly<Record<string, string>> = { siret: 'le SIRET', uai: 'l’UAI' };

/** "1 × 8000.00 × 0.5 + …" as figures, the first products where they are many. */
function products(expression: string): string {
  const terms = expression
    .split(' + ')
    .map(term =>
      term.replace(
        /^(\d+) × ([\d.]+) × ([\d.]+)$/,
        (_, units: string, ceiling: string, rate: string) =>
          `${decimal(units)} × ${decimal(ceiling)} × ${percent(rate)}`,
      ),
    );
  return terms.length > 4 ? `${terms.slice(0, 3).join(' + ')} + …` : terms.join(' + ');
}

/** The file, its dates, its drafting, its signature and its life. */
export const ofAgreement = {
  convention_unknown: () => fr`Cette convention n’existe pas. Vérifiez son identifiant.`,
  convention_closed: ({ closedOn }) =>
    fr`La convention est clôturée depuis le ${day(closedOn)}. Elle ne reçoit plus d’écriture.`,
  line_unknown: ({ line }) =>
    fr`Le volet ${quoted(line)} n’existe pas dans cette convention. Choisissez l’un de ses volets.`,
  tranche_unknown: ({ line, tranche }) =>
    fr`La tranche ${quoted(tranche)} n’existe pas dans le volet ${quoted(line)}. Choisissez l’une de ses tranches.`,
  allocation_unknown: ({ allocation }) =>
    fr`La ligne d’annexe ${quoted(allocation)} n’existe pas dans cette tranche. Choisissez l’une de ses lignes.`,
  party_unknown: ({ party }) =>
    fr`La partie ${quoted(party)} n’est pas nommée dans la convention. Choisissez l’une de ses parties.`,
  school_unknown: ({ uai }) =>
    fr`L’établissement ${quoted(uai)} ne figure pas à l’annexe. Ajoutez-le à la liste des établissements.`,
  duplicate: ({ what, value }) =>
    fr`${THINGS[what] ?? quoted(what)} ${quoted(value)} figure deux fois. Supprimez l’une des deux mentions.`,
  amount_too_large: ({ amount, most }) =>
    fr`Le calcul donne un montant de ${euros(amount)}, au-delà de ${euros(most)}. Vérifiez les quantités et les montants saisis.`,
  amount_zero: () => fr`Le montant est nul. Indiquez un montant d’au moins ${euros('0.01')}.`,

  date_in_future: ({ on, today }) =>
    fr`La date du ${day(on)} est postérieure à aujourd’hui, ${day(today)}. Indiquez la date réelle de l’acte.`,
  life_out_of_order: ({ on, last }) =>
    fr`La date du ${day(on)} précède celle du dernier acte de la convention, ${day(last)}. Indiquez une date égale ou postérieure.`,
  fiscal_year_of_another_date: ({ year, on }) =>
    fr`L’exercice ${year} n’est pas celui de la date du ${day(on)}. Indiquez l’exercice de cette date ; celui d’avant n’est admis que jusqu’au 20 janvier.`,
  year_not_closed: ({ year }) =>
    fr`L’exercice ${year} n’est pas clos et ne reçoit pas de correction. Contre-passez l’écriture d’origine.`,

  scheme_unknown: ({ scheme, version }) =>
    version === undefined
      ? fr`Le dispositif ${quoted(scheme)} n’est pas publié. Choisissez un dispositif publié.`
      : fr`La version ${version} du dispositif ${quoted(scheme)} n’est pas publiée. Choisissez une version publiée.`,
  scheme_not_in_force: ({ scheme, on }) =>
    fr`Le dispositif ${quoted(scheme)} n’est pas en vigueur le ${day(on)}. Choisissez une version en vigueur à cette date.`,
  flow_unknown: ({ flow, scheme }) =>
    fr`Le volet ${quoted(flow)} n’est pas prévu par le dispositif ${quoted(scheme)}. Choisissez un volet de ce dispositif.`,
  unit_unknown: ({ unit, flow }) =>
    fr`L’unité ${quoted(unit)} n’est pas prévue pour le volet ${quoted(flow)}. Choisissez une unité du dispositif.`,
  beneficiary_type_excluded: ({ legalType, flow, allowed }) =>
    fr`Le volet ${quoted(flow)} ne peut pas être versé à un bénéficiaire de type ${quoted(labelIn(LEGAL_TYPES, legalType))}. Types admis : ${listed(
      allowed.map(type => labelIn(LEGAL_TYPES, type)),
      'ou',
    )}.`,
  payee_identifier_missing: ({ legalType, wanted }) =>
    fr`Il manque ${labelIn(IDENTIFIERS, wanted)} du bénéficiaire, de type ${quoted(labelIn(LEGAL_TYPES, legalType))}. Indiquez cet identifiant.`,
  stated_maximum_differs: ({ stated, computed, expression }) =>
    fr`Le montant maximal indiqué, ${euros(stated)}, diffère du maximum calculé, ${euros(computed)} (${products(expression)}). Corrigez le montant ou les unités demandées.`,
  stated_advance_rate_differs: ({ stated, ofScheme }) =>
    fr`Le taux d’avance indiqué, ${percent(stated)}, diffère de celui du dispositif, ${percent(ofScheme)}. Corrigez le taux ou choisissez un autre dispositif.`,
  units_per_school_exceeded: ({ uai, unit, asked, most }) =>
    fr`L’établissement ${quoted(uai)} demande ${quantity(asked)} unités ${quoted(unit)} ; le dispositif en admet ${quantity(most)} au plus. Réduisez la quantité.`,
  pce_not_of_payee: ({ given, expected, legalType }) =>
    fr`Le compte PCE ${quoted(given)} n’est pas celui d’un bénéficiaire de type ${quoted(labelIn(LEGAL_TYPES, legalType))} : ${expectedCode(expected)}`,
  groupe_marchandises_not_of_payee: ({ given, expected, legalType }) =>
    fr`Le groupe de marchandises ${quoted(given)} n’est pas celui d’un bénéficiaire de type ${quoted(labelIn(LEGAL_TYPES, legalType))} : ${expectedCode(expected)}`,
  planned_expense_missing: ({ uai, unit }) =>
    fr`L’unité ${quoted(unit)} se compte par la dépense : il manque la dépense prévue de l’établissement ${quoted(uai)}. Indiquez-la.`,
  planned_expense_not_of_unit: ({ uai, unit }) =>
    fr`L’unité ${quoted(unit)} de l’établissement ${quoted(uai)} se compte en nombre : elle n’admet pas de dépense prévue. Retirez-la.`,
  award_below_minimum: ({ uai, of, asked, least }) =>
    fr`L’établissement ${quoted(uai)} aurait ${of === 'aid' ? 'une aide' : 'une dépense prévue'} de ${euros(asked)}, sous le minimum du dispositif, ${euros(least)}. Complétez le projet ou retirez cet établissement.`,
  tranche_not_firm: ({ tranche, on }) =>
    fr`La tranche ${quoted(tranche)} n’est pas ferme le ${day(on)}. Elle ne s’engage, ne se paie et ne se justifie qu’une fois affermie par un avenant.`,
  tranche_abandoned: ({ tranche, abandonedOn }) =>
    fr`La tranche ${quoted(tranche)} est abandonnée depuis le ${day(abandonedOn)}. Elle ne reçoit plus d’acte ; un avenant peut ajouter une autre tranche.`,
  tranche_already_firm: ({ tranche }) =>
    fr`La tranche ${quoted(tranche)} est déjà ferme. Une tranche ne s’affermit qu’une fois.`,
  tranche_moved_since: ({ on, last }) =>
    fr`La tranche a des écritures jusqu’au ${day(last)}, après le ${day(on)}. Indiquez une date égale ou postérieure.`,
  tranche_in_hand: ({ tranche, pending, statements }) =>
    fr`La tranche ${quoted(tranche)} a encore ${euros(pending)} demandés et non payés, et ${quantity(statements)} état(s) de dépenses à examiner. Réglez-les avant de l’abandonner.`,
  head_count_of_no_tranche: ({ uai, tranche }) =>
    fr`L’établissement ${quoted(uai)} n’a aucune ligne d’annexe dans la tranche ${quoted(tranche)}. Choisissez l’une de ses tranches.`,
  head_count_unit_unknown: ({ uai, tranche, unit }) =>
    fr`L’établissement ${quoted(uai)} n’a pas l’unité ${quoted(unit)} dans la tranche ${quoted(tranche)}. Choisissez l’une de ses unités.`,
  head_count_contradicts: ({ uai, unit, before, since, arrivals, departures, observed }) =>
    fr`L’effectif ${quoted(unit)} de l’établissement ${quoted(uai)} était de ${quantity(before)} le ${day(since)} ; avec ${quantity(arrivals)} arrivée(s) et ${quantity(departures)} départ(s), il ne peut être de ${quantity(observed)}. Corrigez l’effectif, ou indiquez les arrivées et les départs.`,
  head_count_below_accepted: ({ uai, unit, accepted, observed }) =>
    fr`L’effectif ${quoted(unit)} de l’établissement ${quoted(uai)}, ${quantity(observed)}, contredit les ${quantity(accepted)} unités déjà certifiées au service fait. Corrigez l’effectif, ou indiquez les départs.`,
  parent_unknown: ({ parent }) =>
    fr`La convention parente ${quoted(parent)} n’existe pas dans cette académie. Vérifiez son identifiant.`,
  parent_is_child: ({ parent, of }) =>
    fr`La convention ${quoted(parent)} est elle-même rattachée à ${quoted(of)}. Rattachez le projet à celle-ci.`,
  parent_not_in_force: ({ parent, on }) =>
    fr`La convention parente ${quoted(parent)} n’est pas en vigueur le ${day(on)}. Signez pendant sa validité.`,
  parent_suspended: ({ parent, since }) =>
    fr`La convention parente ${quoted(parent)} est suspendue depuis le ${day(since)}, et celle-ci avec elle. Attendez la levée de la suspension.`,
  parent_terminated: ({ parent, noticeUntil }) =>
    fr`La convention parente ${quoted(parent)} a pris fin le ${day(noticeUntil)}, et celle-ci avec elle. Seules les dépenses livrées avant se paient encore.`,
  parent_superseded: ({ parent, on, by }) =>
    fr`La convention parente ${quoted(parent)} est annulée et remplacée par ${quoted(by)} depuis le ${day(on)}, et celle-ci prend fin avec elle. Enregistrez l’acte sur une convention rattachée à la nouvelle.`,
  child_outside_parent: ({ parent, validUntil, parentUntil }) =>
    fr`La validité irait jusqu’au ${day(validUntil)}, après celle de la convention parente ${quoted(parent)}, le ${day(parentUntil)}. Raccourcissez-la, ou prolongez d’abord la convention parente.`,
  child_follows_parent: ({ parent }) =>
    fr`La validité est celle de la convention parente ${quoted(parent)}. Prolongez la convention parente.`,
  draft_frozen: ({ signedBy }) =>
    fr`Le projet ne peut plus être modifié : il est déjà signé (${listed(signedBy)}). Enregistrez un avenant.`,

  already_signed: ({ party, on }) =>
    fr`La partie ${quoted(party)} a déjà signé, le ${day(on)}. N’enregistrez sa signature qu’une fois.`,
  visa_not_expected: ({ visa }) =>
    fr`Aucun visa n’est attendu : il est ${labelIn(VISAS, visa)}. Vérifiez la convention choisie.`,
  not_signed: ({ missing, on }) =>
    fr`Au ${day(on)}, toutes les parties n’ont pas signé ; il manque : ${listed(missing)}. Enregistrez d’abord les signatures.`,
  validity_missing: () =>
    fr`La durée de la convention est absente. Indiquez un nombre d’années ou de mois, au moins 1.`,
  activite_not_of_flow: ({ given, expected, flow }) =>
    fr`L’activité ${quoted(given)} n’est pas celle du volet ${quoted(flow)} : la nomenclature donne ${quoted(expected)}. Retirez le code ou corrigez-le.`,
  beneficiary_missing: () =>
    fr`Aucune partie n’a le rôle de bénéficiaire. Ajoutez le bénéficiaire de la subvention aux parties.`,
  deployment_upside_down: ({ from, until }) =>
    fr`Le déploiement finirait le ${day(until)}, avant de commencer le ${day(from)}. Corrigez l’une des deux dates.`,
  payee_not_beneficiary: ({ payee }) =>
    fr`Le SIRET ${quoted(payee)} n’est celui d’aucun bénéficiaire de la convention. Corrigez le SIRET, ou ajoutez la partie.`,
  payee_not_reference_college: ({ payee, college, uai }) =>
    fr`L’établissement ${quoted(payee)} n’est ni l’école ${quoted(uai)} ni son collège de référence ${quoted(college)}. Indiquez l’un des deux.`,
  quantity_missing: ({ uai, unit }) =>
    fr`La quantité demandée pour l’établissement ${quoted(uai)} (${quoted(unit)}) est de zéro. Indiquez une unité au moins, ou retirez la ligne.`,
  visa_missing: ({ visa }) =>
    fr`Le visa du contrôleur budgétaire est requis ; il est ${labelIn(VISAS, visa)}. Faites-le donner et enregistrez-le d’abord.`,
  convention_expired: ({ validUntil }) =>
    fr`La convention est échue depuis le ${day(validUntil)}, son dernier jour de validité. Vérifiez la date ou enregistrez un avenant de prolongation.`,
  convention_suspended: ({ since }) =>
    fr`La convention est suspendue depuis le ${day(since)}. Levez d’abord la suspension.`,
  convention_terminated: ({ noticeUntil }) =>
    fr`La convention est résiliée ; son préavis a pris fin le ${day(noticeUntil)}. Vérifiez la date de l’acte.`,
  not_suspended: () => fr`La convention n’est pas suspendue à cette date. Vérifiez la date de la levée.`,
  already_in_notice: ({ noticeUntil }) =>
    fr`La convention est déjà dénoncée ; son préavis court jusqu’au ${day(noticeUntil)}. N’enregistrez qu’une dénonciation.`,
  validity_before_today: ({ validUntil, on }) =>
    fr`La fin de validité, ${day(validUntil)}, précède la date de l’avenant, ${day(on)}. Corrigez l’une des deux dates.`,
  authority_missing: ({ rule }) =>
    fr`Cette décision appartient à une autre autorité (${rule}). Indiquez l’autorité qui a décidé.`,
  reduction_not_lower: ({ allocation, maximum, asked }) =>
    fr`Pour la ligne d’annexe ${quoted(allocation)}, le nouveau maximum, ${euros(asked)}, n’est pas inférieur au maximum actuel, ${euros(maximum)}. Indiquez un montant inférieur.`,
  avenant_empty: () => fr`L’avenant ne change rien. Indiquez au moins un changement.`,
  closure_open: ({ pending, payable, toOrder, orderOpen, toProve, outstanding, ...rest }) =>
    fr`La convention ne peut pas être clôturée : demandé et non payé ${euros(pending)}, payable ${euros(payable)}, à faire reverser ${euros(toOrder)}, ordres de reversement ouverts ${euros(orderOpen)}, à justifier ${euros(toProve)}, reste à payer ${euros(outstanding)}, bilan financier ${rest.financialReport === 'received' ? 'reçu' : 'manquant'}, anomalies à expliquer ${quantity(rest.anomalies)}, équipements à restituer ${quantity(rest.equipmentOut)}. Soldez d’abord ce qui est ouvert.`,

  fiscal_year_not_open: ({ year, status }) =>
    fr`L’exercice ${year} ne reçoit pas d’écriture : il est ${labelIn(FISCAL_YEAR_STATUSES, status)}. Choisissez un exercice ouvert.`,
} satisfies Partial<Sentences<RefusalCode>>;

function expectedCode(code: string): string {
  return code === ''
    ? fr`aucun code n’est enregistré pour ce type. Complétez d’abord la nomenclature.`
    : fr`le code attendu est ${quoted(code)}. Corrigez-le ou ne l’indiquez pas.`;
}
