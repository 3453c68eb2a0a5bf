import type { BackupRefused } from '#hosting';
import { fr } from '#wording';

/** Why a backup is not taken, or not restored, and what to do. */
export function sentenceOfBackupRefused({ code, details }: BackupRefused): string {
  const { file, found = '', expected = '' } = details;
  switch (code) {
    case 'target_exists':
      return fr`« ${file} » existe déjà : donnez un dossier à créer.`;
    case 'document_missing':
      return fr`Sauvegarde refusée : le document ${file} est connu de la base et manque dans le dossier des documents.`;
    case 'not_a_backup':
      return fr`« ${file} » n’est pas une sauvegarde que ce logiciel sait lire (manifest.json).`;
    case 'part_missing':
      return fr`Sauvegarde incomplète : « ${file} » manque. Rien n’a été écrit ; prenez une autre copie.`;
    case 'part_altered':
      return fr`Sauvegarde altérée : « ${file} » n’est pas ce qui avait été écrit. Rien n’a été écrit ; prenez une autre copie.`;
    case 'manifest_not_signed':
      return fr`Sauvegarde altérée : aucune clé de la sauvegarde n’a signé son manifeste (« ${file} »). Rien n’a été écrit ; prenez une autre copie.`;
    case 'root_differs':
      return fr`Sauvegarde altérée : les ${found} premiers faits de « ${file} » n’ont pas la racine signée ou annoncée. Rien n’a été écrit.`;
    case 'seal_not_signed':
      return fr`Sauvegarde altérée : dans « ${file} », aucune clé de la sauvegarde n’a signé le point de contrôle de ${found} faits. Rien n’a été écrit.`;
    case 'other_mode':
      return fr`MODE : la sauvegarde « ${file} » est celle d’un registre en mode ${found}, ce dossier est en mode ${expected}. Rien n’a été écrit.`;
    case 'not_empty':
      return fr`La base « ${file} » n’est pas vide (table ${found}) : remettez la sauvegarde en place dans une base neuve. Rien n’a été écrit.`;
    case 'restore_underway':
      return fr`Une autre sauvegarde (manifest.json de SHA-256 ${found}) est à moitié remise en place dans ce journal : reprenez-la, ou donnez un journal et une base neufs.`;
    case 'other_record':
      return fr`${file} : un autre fait est venu à la position ${found} pendant la remise en place. Ce journal ne peut plus servir : donnez un journal et une base neufs, que rien d’autre n’utilise.`;
    case 'anchor_differs':
      return fr`L’ancre de ce dossier de données (« ${file} ») est celle d’un autre registre, ou une de ses notes n’est pas lisible. Rien n’a été écrit.`;
    case 'events_lost':
      return fr`Sauvegarde trop ancienne : l’ancre a publié ${found} faits, « ${file} » s’arrête à ${expected}. Cherchez une sauvegarde plus récente ; s’il n’y en a pas, --accept-loss déclare la perte. Rien n’a été écrit.`;
  }
}
