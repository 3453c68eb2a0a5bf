import type { BalanceFault, IssuedFault, LogFault, Straggler, Verification } from '#hosting';
import type { Difference } from '#read-models';
import { fr, quantity, quoted } from '#wording';

const whole = (digits: string) => quantity(BigInt(digits));

/** What was computed again, where nothing is wrong. */
export function sentencesOfVerified({
  log,
  readModels,
  keys,
  balances,
  issued,
}: Verification): readonly string[] {
  const { events, sealed, checkpoints, anchored, kept, declaredLost, epoch } = log;
  const { rows, conventions, position } = readModels!;
  return [
    fr`Journal intact : ${quantity(events)} faits relus, dont ${whole(sealed)} scellés ; points de contrôle vérifiés : ${quantity(checkpoints)}, notes d’ancrage : ${quantity(anchored)}.`,
    ...(issued && issued.checked > 0
      ? [fr`États émis : ${quantity(issued.checked)} fichiers relus, leurs chiffres recalculés.`]
      : []),
    fr`Aucun écart : ${quantity(rows)} lignes recalculées, ${quantity(conventions)} conventions, jusqu’à la position ${whole(position)}.`,
    ...(keys ? [fr`Clés uniques : ${quantity(keys.keys)}, chacune tenue par le fait qui l’a prise.`] : []),
    ...(balances && balances.years + balances.unsigned > 0
      ? [
          fr`Soldes des exercices clos : racines vérifiées : ${quantity(balances.years)}, pas encore signées : ${quantity(balances.unsigned)}.`,
        ]
      : []),
    ...(kept > 0 ? [fr`Points de contrôle présentés, tous débuts de ce journal : ${quantity(kept)}.`] : []),
    ...(declaredLost > 0
      ? [
          fr`Perte déclarée lors d’une restauration (époque ${quantity(epoch)}) : ${quantity(declaredLost)} points de contrôle ancrés signaient des faits qui ne sont plus au journal.`,
        ]
      : []),
  ];
}

/** A record that came late: it stands, and somebody has to look at it. */
export function sentenceOfStraggler({ position, kind, name }: Straggler): string {
  return kind === 'guard_moved'
    ? fr`À examiner : le fait à la position ${whole(position)} est arrivé alors que ${name} avait changé depuis sa décision.`
    : fr`À examiner : le fait à la position ${whole(position)} prend la clé ${name}, qu’un autre fait détenait déjà.`;
}

/** What is wrong first, and where. */
export function sentenceOfFault({ code, position, through, column, expected, found }: LogFault): string {
  const at = position === null ? '' : whole(position);
  const range =
    through === undefined || through === position
      ? fr`à la position ${at}`
      : fr`des positions ${at} à ${whole(through)}`;
  switch (code) {
    case 'event_missing':
      return fr`Journal altéré : il manque le fait ${range}.`;
    case 'tail_missing':
      return fr`Journal altéré : la fin manque, ${range}. Une ancienne sauvegarde a pu être remise en place.`;
    case 'event_unreadable':
      return fr`Journal altéré : le fait ${range} n’est pas lisible.`;
    case 'column_differs':
      return fr`Journal altéré : à la position ${at}, la colonne ${column ?? ''} contient « ${found ?? ''} », le texte du fait « ${expected ?? ''} ».`;
    case 'event_altered':
      return fr`Journal altéré : le fait ${range} n’est pas celui qui a été scellé (modifié, remplacé ou déplacé).`;
    case 'version_out_of_order':
      return fr`Journal altéré : le fait ${range} ne suit pas le précédent de son flux.`;
    case 'time_goes_back':
      return fr`Journal altéré : le fait ${range} est daté d’avant celui qui le précède.`;
    case 'tile_altered':
      return fr`Arbre altéré : l’empreinte gardée ${range} n’est pas celle du fait, qui est resté tel qu’il a été signé.`;
    case 'checkpoint_not_signed':
      return fr`Point de contrôle de ${at} faits : aucune clé connue de ce dossier de données ne l’a signé tel quel (DATA_DIR/keys/verifiers.txt).`;
    case 'checkpoint_of_another':
      return fr`Point de contrôle de ${at} faits : il est celui d’un autre journal ou d’une autre taille.`;
    case 'root_differs':
      return fr`Journal altéré : les faits ${range} n’ont pas la racine signée.`;
    case 'personal_value_altered':
      return position === null
        ? 'Donnée personnelle altérée : une valeur gardée à côté du journal n’est celle d’aucun fait.'
        : fr`Donnée personnelle altérée : une valeur gardée à côté du journal n’est pas celle que le fait ${range} engage.`;
    case 'anchor_unreadable':
      return 'Ancrage, ou fichier présenté : une note n’est pas un point de contrôle signé de ce journal.';
  }
}

/** Which year's balances are wrong. */
export function sentenceOfBalanceFault({ code, year }: BalanceFault): string {
  switch (code) {
    case 'balances_not_signed':
      return fr`Soldes de l’exercice ${String(year)} : aucune clé connue n’a signé leur racine telle quelle.`;
    case 'balances_of_another':
      return fr`Soldes de l’exercice ${String(year)} : la racine signée n’est pas celle du fait qui a clos l’exercice.`;
    case 'balance_root_differs':
      return fr`Soldes de l’exercice ${String(year)} : recalculés, ils n’ont pas la racine signée à la clôture.`;
  }
}

/** What is wrong, with both values. */
export function sentenceOfDifference({ table, key, column, expected, found }: Difference): string {
  const shown = (value: string | null) => (value === null ? 'rien' : fr`« ${value} »`);
  return (
    fr`Premier écart : table ${table}, ligne ${key}, colonne ${column}. ` +
    fr`Le journal donne ${shown(expected)}, la vue contient ${shown(found)}.`
  );
}

/** A unique key that another fact holds than the log says, or none. */
export function sentenceOfKey({ key, expected, found }: Difference): string {
  const shown = (value: string | null) => value ?? 'rien';
  return fr`Clé unique ${quoted(key.slice('key='.length))} : le journal donne ${shown(expected)}, la table des clés contient ${shown(found)}.`;
}

const ISSUED_FAULTS: Readonly<Record<IssuedFault['kind'], string>> = {
  bytes_missing: 'son fichier manque à l’archive',
  bytes_changed: 'son fichier n’est plus celui qui a été émis',
  figures_differ: 'ses chiffres ne se déduisent plus du journal à sa position',
};

/** An issued report that is not what was issued. */
export function sentenceOfIssued({ number, title, kind }: IssuedFault): string {
  return fr`L’émission n° ${number} (${title}) est fautive : ${ISSUED_FAULTS[kind]}.`;
}
