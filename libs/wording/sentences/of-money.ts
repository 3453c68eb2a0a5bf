import { fr, quoted } from '../french.js';
import { day, euros, percent, quantity } from '../format.js';
import {
  FACTS,
  labelIn,
  LEGAL_TYPES,
  FLOWS,
  NOMENCLATURE_AXES,
  PAYMENT_KINDS,
  PAYMENT_STATUSES,
  STATEMENT_STATUSES,
} from '../labels/index.js';
import type { RefusalCode, Sentences } from '../refusal-codes.js';

const KEYS = { ...LEGAL_TYPES, ...FLOWS };

type OfPayment = { readonly payment: string; readonly status: string };

function paymentIs({ payment, status }: OfPayment): string {
  return fr`Le paiement ${quoted(payment)} est ${labelIn(PAYMENT_STATUSES, status)}`;
}

/** Commitments, payments, expense, repayments and corrections. */
export const ofMoney = {
  poste_malformed: ({ given }) =>
    fr`Le numéro de poste ${quoted(given)} est mal formé. Indiquez un nombre de 1 à 99999, sans zéro en tête.`,
  poste_unknown: ({ ej, poste }) =>
    fr`Le poste ${quoted(poste)} de l’engagement juridique ${quoted(ej)} n’est pas enregistré pour cette tranche. Enregistrez d’abord l’engagement.`,
  nomenclature_code_missing: ({ axis, key, on }) =>
    fr`La nomenclature ne donne pas, au ${day(on)}, de code pour : ${labelIn(NOMENCLATURE_AXES, axis)}, ${labelIn(KEYS, key)}. Faites-le enregistrer avant d’engager.`,
  commitment_above_maximum: ({ asked, room, maximum }) =>
    fr`L’engagement de ${euros(asked)} dépasse ce qui peut encore être engagé, ${euros(room)}, sur un maximum ferme de ${euros(maximum)}. Réduisez le montant ou enregistrez un avenant.`,
  release_above_left: ({ asked, left }) =>
    fr`Le retrait de ${euros(asked)} dépasse ce qui reste sur le poste, ${euros(left)}. Réduisez le montant.`,

  payment_kind_not_of_line: ({ kind, line }) =>
    fr`Le volet ${quoted(line)} ne se paie pas par ${quoted(labelIn(PAYMENT_KINDS, kind))}. Choisissez un paiement prévu pour ce volet.`,
  payment_requested_here: ({ payment, dp }) =>
    fr`La demande de paiement n° ${quoted(dp)} est déjà en attente ici (paiement ${quoted(payment)}). Enregistrez son exécution au lieu d’un paiement constaté.`,
  payment_unknown: ({ payment }) =>
    fr`Le paiement ${quoted(payment)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
  payment_not_requested: details =>
    fr`${paymentIs(details)} ; il devrait être demandé. Vérifiez le paiement choisi.`,
  payment_not_executed: details =>
    fr`${paymentIs(details)} ; il devrait être payé. Enregistrez d’abord son exécution.`,
  payment_not_returned: details =>
    fr`${paymentIs(details)} ; il devrait être retourné par la banque. Enregistrez d’abord ce retour.`,
  advance_already_requested: ({ tranche }) =>
    fr`L’avance de la tranche ${quoted(tranche)} est déjà demandée. Une tranche ne reçoit qu’une avance.`,
  advance_differs: ({ asked, agreed, rate }) =>
    fr`L’avance demandée, ${euros(asked)}, diffère de l’avance convenue, ${euros(agreed)} (${percent(rate)} du maximum). Demandez le montant convenu.`,
  service_fait_missing: ({ tranche }) =>
    fr`Le service fait de la tranche ${quoted(tranche)} n’est pas constaté. Constatez-le avant de demander ce paiement.`,
  interim_not_allowed: ({ line }) =>
    fr`Le volet ${quoted(line)} ne prévoit pas d’acompte. Attendez le solde.`,
  above_payable: ({ asked, payable }) =>
    fr`Le montant demandé, ${euros(asked)}, dépasse le montant payable, ${euros(payable)}. Réduisez le montant.`,
  above_commitment: ({ asked, left }) =>
    fr`Le montant demandé, ${euros(asked)}, dépasse ce qui reste engagé sur le poste, ${euros(left)}. Réduisez le montant ou augmentez l’engagement.`,
  executed_before_signature: ({ on, signedOn }) =>
    fr`La date de paiement, ${day(on)}, précède la signature de la convention, ${day(signedOn)}. Corrigez la date.`,
  executed_before_request: ({ on, requestedOn }) =>
    fr`La date du ${day(on)} précède celle de la demande de paiement, ${day(requestedOn)}. Corrigez la date.`,

  account_not_registered: ({ account }) =>
    fr`Le compte bancaire ${quoted(account)} n’est pas enregistré. Enregistrez-le d’abord.`,
  account_unknown: ({ account, payee, on }) =>
    fr`Au ${day(on)}, le compte bancaire ${quoted(account)} n’est pas enregistré pour le bénéficiaire ${quoted(payee)}. Enregistrez-le et faites-le confirmer.`,
  account_not_of_payee: ({ account, payee, on }) =>
    fr`Au ${day(on)}, le compte bancaire ${quoted(account)} n’est pas celui du bénéficiaire du volet, ${quoted(payee)}. Choisissez un compte de ce bénéficiaire.`,
  account_not_confirmed: ({ account, payee, on }) =>
    fr`Au ${day(on)}, le compte bancaire ${quoted(account)} du bénéficiaire ${quoted(payee)} n’est pas confirmé. Faites-le confirmer par une seconde personne.`,
  account_not_valid: ({ account, payee, on }) =>
    fr`Le compte bancaire ${quoted(account)} du bénéficiaire ${quoted(payee)} n’est pas valide le ${day(on)}. Choisissez un compte valide à cette date.`,

  certifier_executes: ({ person }) =>
    fr`L’agent ${quoted(person)} a certifié le service fait et ne peut pas enregistrer l’exécution du paiement. Confiez-la à une autre personne.`,
  executor_certifies: ({ person }) =>
    fr`L’agent ${quoted(person)} a enregistré l’exécution d’un paiement de ce volet et ne peut pas en certifier le service fait. Confiez-le à une autre personne.`,
  orderer_receives: ({ person }) =>
    fr`L’agent ${quoted(person)} a ordonné le reversement et ne peut pas en enregistrer l’encaissement. Confiez-le à une autre personne.`,
  registrar_confirms: ({ person }) =>
    fr`L’agent ${quoted(person)} a enregistré ce compte bancaire et ne peut pas le confirmer. Confiez la confirmation à une autre personne.`,
  registrar_executes: ({ person }) =>
    fr`L’agent ${quoted(person)} a enregistré ce compte bancaire et ne peut pas y enregistrer l’exécution d’un paiement. Confiez-la à une autre personne.`,
  beneficiary_certifies: () =>
    fr`Un agent du bénéficiaire ne constate pas le service fait. Adressez-vous à l’académie.`,

  line_takes_no_statement: ({ line }) =>
    fr`Le volet ${quoted(line)} est une dotation et ne reçoit pas d’état des dépenses. Déclarez l’emploi de la dotation.`,
  line_takes_no_use: ({ line }) =>
    fr`Le volet ${quoted(line)} n’est pas une dotation et ne reçoit pas de déclaration d’emploi. Déposez un état récapitulatif des dépenses.`,
  statement_unknown: ({ statement }) =>
    fr`L’état récapitulatif ${quoted(statement)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
  statement_not_open: ({ statement, status }) =>
    fr`L’état récapitulatif ${quoted(statement)} est ${labelIn(STATEMENT_STATUSES, status)} et n’est plus à examiner. Choisissez un état déposé.`,
  service_fait_already_final: ({ tranche }) =>
    fr`Le service fait définitif de la tranche ${quoted(tranche)} est déjà en vigueur. Contre-passez-le d’abord s’il est erroné.`,
  supporting_documents_missing: ({ statement }) =>
    fr`L’état récapitulatif ${quoted(statement)} n’a aucune pièce justificative. Joignez les pièces ou écartez les dépenses.`,
  written_notice_missing: () =>
    fr`L’abandon du projet doit reposer sur un écrit, et le service fait être définitif. Joignez cet écrit.`,
  cut_above_expense: ({ expense, cut, amount }) =>
    fr`Le montant écarté de la dépense n° ${expense}, ${euros(cut)}, dépasse son montant, ${euros(amount)}. Réduisez le montant écarté.`,
  cut_unknown_expense: ({ expense }) =>
    fr`La dépense n° ${expense} ne figure pas dans l’état récapitulatif. Choisissez l’une de ses dépenses.`,
  quantity_above_declared: ({ allocation, asked, declared }) =>
    fr`Pour la ligne d’annexe ${quoted(allocation)}, la quantité acceptée, ${quantity(asked)}, dépasse la quantité déclarée, ${quantity(declared)}. Réduisez-la.`,
  common_expense_has_quantity: ({ expense }) =>
    fr`La dépense n° ${expense} est commune à plusieurs lignes d’annexe et ne porte pas de quantité. Indiquez 0 ou répartissez la dépense.`,
  invoice_exceeded: ({ supplier, number, total, accepted }) =>
    fr`La facture ${quoted(number)} du fournisseur ${quoted(supplier)} serait acceptée pour ${euros(accepted)} alors que son total est de ${euros(total)}. Écartez l’excédent.`,
  certified_after_submission: ({ certifiedOn, on }) =>
    fr`La certification du ${day(certifiedOn)} est postérieure au dépôt de l’état, ${day(on)}. Corrigez l’une des deux dates.`,
  use_unknown: ({ use }) =>
    fr`La déclaration d’emploi ${quoted(use)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
  use_not_final: ({ use }) =>
    fr`La déclaration d’emploi ${quoted(use)} n’est pas définitive. Attendez la déclaration définitive pour l’accepter.`,
  carry_over_above_unused: ({ asked, unused }) =>
    fr`Le report de ${euros(asked)} dépasse la part inemployée, ${euros(unused)}. Réduisez le montant.`,

  order_unknown: ({ order }) =>
    fr`L’ordre de reversement ${quoted(order)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
  order_above_overpaid: ({ asked, most }) =>
    fr`Le reversement demandé, ${euros(asked)}, n’est pas compris entre ${euros('0.01')} et le trop-perçu, ${euros(most)}. Corrigez le montant.`,
  order_amount_above_open: ({ asked, open }) =>
    fr`Le montant de ${euros(asked)} dépasse ce qui reste ouvert de l’ordre de reversement, ${euros(open)}. Réduisez le montant.`,
  repayment_above_order: ({ asked, open }) =>
    fr`L’encaissement de ${euros(asked)} dépasse ce qui reste dû sur l’ordre de reversement, ${euros(open)}. Réduisez le montant.`,
  repayment_unknown: ({ repayment }) =>
    fr`L’encaissement ${quoted(repayment)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
  restored_above_repaid: ({ asked, most }) =>
    fr`Le rétablissement de crédits de ${euros(asked)} dépasse ce qui peut encore être rétabli, ${euros(most)}. Réduisez le montant.`,

  entry_unknown: ({ entry }) =>
    fr`L’écriture ${quoted(entry)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
  entry_not_reversible: ({ type }) =>
    fr`Une écriture de nature ${quoted(labelIn(FACTS, type))} ne se contre-passe pas. Enregistrez l’acte qui la modifie.`,
  reversal_of_reversal: ({ entry }) =>
    fr`L’écriture ${quoted(entry)} est une contre-passation et ne se contre-passe pas. Enregistrez de nouveau l’écriture d’origine.`,
  already_reversed: ({ entry }) =>
    fr`L’écriture ${quoted(entry)} est déjà contre-passée. Une écriture ne l’est qu’une fois.`,
  commitment_carries_payments: ({ ej, poste }) =>
    fr`L’engagement juridique ${quoted(ej)}, poste ${quoted(poste)}, porte des paiements. Contre-passez d’abord ces paiements.`,
  entry_has_successor: ({ entry, successor }) =>
    fr`L’écriture ${quoted(successor)} repose sur l’écriture ${quoted(entry)}. Contre-passez d’abord la plus récente.`,
  anomaly_unknown: ({ anomaly }) =>
    fr`L’anomalie ${quoted(anomaly)} n’existe pas dans cette convention. Vérifiez son identifiant.`,
} satisfies Partial<Sentences<RefusalCode>>;
