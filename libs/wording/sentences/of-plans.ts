import { fr, listed, quoted } from '../french.js';
import { day, euros, quantity } from '../format.js';
import { EQUIPMENT_MOVEMENTS, FACTS, labelIn } from '../labels/index.js';
import type { RefusalCode, Sentences } from '../refusal-codes.js';

/** Duration, renewal and replacement; notified credits; equipment in kind; who the parties are. */
export const ofPlans = {
  validity_twice: () =>
    fr`La durée est dite deux fois. Indiquez une période, un dernier jour ou ce dont la convention suit la durée.`,
  signed_after_term: ({ validUntil, on }) =>
    fr`Le dernier jour de validité, ${day(validUntil)}, précède la date du ${day(on)}. Corrigez l’une des deux dates.`,
  renewal_not_agreed: () =>
    fr`La convention ne prévoit pas de reconduction, ou n’a pas de terme. Enregistrez un avenant de prolongation.`,
  renewal_already_agreed: () =>
    fr`La convention prévoit déjà sa reconduction. N’en indiquez pas d’autre à la signature.`,
  renewal_before_last_signature: () =>
    fr`Les termes de la reconduction s’indiquent avec la dernière signature. Retirez-les de celle-ci.`,
  renewal_without_period: () => fr`La reconduction n’a pas de durée. Indiquez des années ou des mois.`,
  renewal_is_tacit: ({ until }) =>
    fr`La convention se reconduit tacitement ; la période en cours finit le ${day(until)}. N’enregistrez pas de reconduction.`,
  renewal_after_end: ({ endedOn }) =>
    fr`La convention a pris fin le ${day(endedOn)} et ne peut plus être reconduite. Signez une nouvelle convention.`,
  renewals_exhausted: ({ most }) =>
    fr`La convention a déjà été reconduite autant de fois que prévu, ${quantity(most)}. Enregistrez un avenant ou signez une nouvelle convention.`,
  open_ended_renewal: () =>
    fr`Une convention sans terme ne se reconduit pas. Retirez la reconduction ou indiquez une durée.`,
  convention_has_term: () =>
    fr`La convention finit à une date et non avec le déploiement. Attendez son terme ou enregistrez une dénonciation.`,
  already_superseded: ({ on, by }) =>
    fr`La convention est annulée et remplacée par ${quoted(by)} depuis le ${day(on)}. Elle ne l’est qu’une fois.`,
  convention_superseded: ({ on, by }) =>
    fr`La convention est annulée et remplacée par ${quoted(by)} depuis le ${day(on)}. Enregistrez l’acte sur celle-ci.`,
  successor_unknown: ({ by }) =>
    fr`La convention ${quoted(by)}, qui remplacerait celle-ci, n’existe pas dans l’académie. Vérifiez son identifiant.`,
  successor_not_signed: ({ reference, on }) =>
    fr`La convention ${quoted(reference)} n’est pas signée de toutes les parties au ${day(on)}. Enregistrez d’abord ses signatures.`,
  successor_superseded: ({ reference, by }) =>
    fr`La convention ${quoted(reference)} est elle-même remplacée par ${quoted(by)}. Indiquez celle qui est en vigueur.`,
  suspension_to_name: () =>
    fr`Deux suspensions sont en vigueur. Indiquez laquelle est levée : celle des versements ou la force majeure.`,
  force_majeure_missing: () =>
    fr`Aucune suspension pour force majeure n’est en vigueur. Dénoncez la convention avec son préavis.`,
  force_majeure_too_short: ({ since, from, on }) =>
    fr`La force majeure dure depuis le ${day(since)} : elle permet de résilier à partir du ${day(from)}, pas le ${day(on)}. Attendez ce jour ou dénoncez avec préavis.`,

  flow_not_notified: ({ flow, scheme }) =>
    fr`Le dispositif ${quoted(scheme)} n’a pas de volet ${quoted(flow)} à crédits notifiés. Choisissez un volet dont une unité est notifiée.`,
  unit_by_notification: ({ unit, flow }) =>
    fr`L’unité ${quoted(unit)} du volet ${quoted(flow)} reçoit son montant d’une notification. Retirez-la du projet et notifiez les crédits.`,
  grant_not_notified: ({ tranche }) =>
    fr`La tranche ${quoted(tranche)} n’est pas une notification de crédits : elle n’a pas de postes. Choisissez une notification.`,
  post_not_named: ({ post, named }) =>
    fr`Le poste ${quoted(post)} n’est pas nommé par la notification, qui nomme ${listed(named.map(quoted))}. Choisissez l’un d’eux.`,
  split_does_not_add_up: ({ total, notified }) =>
    fr`La répartition votée fait ${euros(total)}, les crédits notifiés ${euros(notified)}. Corrigez les montants : ils doivent être égaux.`,
  split_below_use: ({ post, voted, used }) =>
    fr`Le poste ${quoted(post)} n’aurait que ${euros(voted)} alors que ${euros(used)} y sont déjà employés. Augmentez ce poste.`,
  split_missing: ({ tranche }) =>
    fr`Le conseil d’administration n’a pas encore réparti les crédits de ${quoted(tranche)}. Enregistrez d’abord son vote.`,
  use_by_post_missing: ({ tranche }) =>
    fr`L’emploi des crédits de ${quoted(tranche)} se justifie par poste. Indiquez le montant de chaque poste.`,
  use_above_vote: ({ post, used, voted }) =>
    fr`L’emploi déclaré du poste ${quoted(post)}, ${euros(used)}, dépasse les ${euros(voted)} votés. Corrigez-le ou enregistrez un nouveau vote.`,
  use_does_not_add_up: ({ total, declared }) =>
    fr`L’emploi par poste fait ${euros(total)}, l’emploi déclaré ${euros(declared)}. Corrigez les montants : ils doivent être égaux.`,

  line_without_money: ({ line }) =>
    fr`Le volet ${quoted(line)} est en nature : il ne reçoit ni engagement ni paiement de l’État. Choisissez un volet financé.`,
  line_not_in_kind: ({ line }) =>
    fr`Le volet ${quoted(line)} n’est pas en nature. Les livraisons et les prêts s’enregistrent sur un volet en nature.`,
  entitlement_differs: ({ uai, unit, stated, count, each }) =>
    fr`L’établissement ${quoted(uai)} a droit, pour ${quoted(unit)}, à ${quantity(count)} × ${quantity(each)} = ${quantity(count * each)} et non à ${quantity(stated)}. Corrigez la quantité ou le décompte.`,
  unit_without_entitlement: ({ uai, unit }) =>
    fr`L’unité ${quoted(unit)} ne se déduit pas d’un décompte. Retirez celui de l’établissement ${quoted(uai)} et n’indiquez que la quantité.`,
  equipment_none: () => fr`La quantité est de zéro. Indiquez au moins une unité.`,
  equipment_not_there: ({ allocation, movement, asked, room }) =>
    fr`La ligne d’annexe ${quoted(allocation)} permet au plus ${quantity(room)} pour ce mouvement (${labelIn(EQUIPMENT_MOVEMENTS, movement)}) et non ${quantity(asked)}. Vérifiez la quantité, ou enregistrez d’abord ce qui manque.`,

  identity_unchanged: ({ of }) => fr`Rien ne change pour ${quoted(of)}. Indiquez ce qui devient différent.`,
  siret_of_another_party: ({ siret, party }) =>
    fr`Le SIRET ${quoted(siret)} est celui d’une autre partie, ${quoted(party)}. Vérifiez la saisie.`,
  payment_waits_for_payee: ({ payment }) =>
    fr`Le paiement ${quoted(payment)} attend sur un compte de l’ancien SIRET. Enregistrez d’abord son exécution ou son annulation.`,
  reversal_of_decision: ({ type }) =>
    fr`Cet acte (${labelIn(FACTS, type)}) se contre-passe par l’ordonnateur, qui l’a décidé. Demandez-le-lui.`,

  scheme_in_kind_with_money: ({ flow, unit }) =>
    fr`Le volet ${quoted(flow)} est en nature : l’unité ${quoted(unit)} n’a ni plafond ni avance. Mettez-les à zéro.`,
  scheme_entitlement_of_money: ({ flow, unit }) =>
    fr`L’unité ${quoted(unit)} du volet ${quoted(flow)} se déduit d’un décompte, ce qui ne vaut qu’en nature. Retirez la règle de dotation.`,
  scheme_notified_not_grant: ({ flow, unit }) =>
    fr`L’unité ${quoted(unit)} du volet ${quoted(flow)} est notifiée, ce qui ne vaut que pour une dotation. Changez la nature du volet.`,
} satisfies Partial<Sentences<RefusalCode>>;
