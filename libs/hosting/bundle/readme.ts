import type { LogStated } from '#ledger';

/** What a bundle says of itself: LISEZMOI.md. */
export function readmeOf({ position, root }: LogStated, checkpoints: number): string {
  return `# Dossier de vérification du registre des conventions

Ce dossier contient les faits 1 à ${position} du registre, sous ${checkpoints === 1 ? 'un point de contrôle signé' : `${checkpoints} points de contrôle signés`}.
Racine : \`${root}\`.

## Vérifier

Sur une machine où Node (18 ou plus récent) est installé, sans réseau :

    node verify.mjs

Le programme dit ce qu’il vérifie, nomme la première ligne fautive de chaque fichier et sort avec le code 1 s’il en
trouve une, 0 sinon. Il n’a aucune dépendance et tient en quelques pages (\`verify.mjs\`, \`verifier/\`) : lisez-le, ou
prenez-le ailleurs que dans ce dossier. Il ne partage aucune ligne avec le registre : il en refait le calcul.

1. \`manifest.txt\` : le SHA-256 de chaque fichier (aussi par \`sha256sum -c manifest.txt\`).
2. \`keys.txt\` : les clés publiques qui ont signé. **Comparez-les à celles que vous tenez d’ailleurs** : qui refait tout
   le dossier avec une autre clé n’est trahi que par elle.
3. \`checkpoints.txt\` : les points de contrôle signés (C2SP tlog-checkpoint, Ed25519). Si vous en avez gardé un d’un
   autre jour, donnez-le : \`node verify.mjs ancien-point.txt\` ; il doit être le début de ce registre.
4. \`events.ndjson\` : les enregistrements, octet pour octet ; la ligne n est la position n. Leur empreinte
   (\`leaves.txt\`) est la feuille d’un arbre de Merkle (RFC 9162), dont chaque point de contrôle signe la racine.
5. \`consistency.ndjson\` : les preuves que chaque point de contrôle est le début du suivant.
6. \`journal.hledger\` et \`fec.txt\` : le journal en partie double, et le même en dix-huit colonnes. Ils sont refaits à
   partir des enregistrements et comparés octet pour octet, soldes compris.

## Lire le journal avec d’autres outils

    LANG=C.UTF-8 hledger -f journal.hledger check --strict
    LANG=C.UTF-8 hledger -f journal.hledger balance --depth 2
    ledger -f journal.hledger balance --depth 2

Un compte se nomme \`nature:compte:convention:volet:tranche:école\`. Une convention porte sa référence et la position de
son premier fait : \`CRETS-2016~12\`. Une écriture porte la position de son fait : \`(58.1)\` est la première écriture de
la ligne 58 de \`events.ndjson\`. La date est celle d’effet, puis celle d’enregistrement (UTC) ; l’exercice est en
étiquette. Chaque compte est expliqué dans la documentation du registre (\`docs/journal.md\`).

Le fichier des écritures a la forme d’un FEC, pour les outils qui la lisent ; il n’en est pas un au sens de la loi, car
ses comptes sont ceux de ce journal. Il contient le hors-bilan.
`;
}
