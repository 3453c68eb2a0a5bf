import type { ComponentChildren } from 'preact';
import type { Frame } from '../../request/frame.js';
import { REFUSALS_PAGE } from '../../problem/problem.js';
import { Layout } from '../components/layout.js';
import { HELP } from './help.js';

interface About {
  readonly title: string;
  readonly body: ComponentChildren;
}

/** Pages that say what this service is, by their address. */
export const ABOUT = {
  accessibilite: {
    title: 'Accessibilité : non conforme',
    body: (
      <>
        <p>
          Ce service n’a pas encore été audité selon le référentiel général d’amélioration de l’accessibilité
          (RGAA 4.1) : faute d’audit, il est déclaré <strong>non conforme</strong>, même là où rien ne
          l’empêche de l’être.
        </p>
        <h2>Ce qui est fait</h2>
        <ul>
          <li>
            Toutes les pages servent au clavier et sans JavaScript, de 320 pixels de large à un grand écran.
          </li>
          <li>
            Les pages sont contrôlées par un outil automatique (axe-core) à chaque modification ; un tel outil
            ne voit qu’une partie des défauts.
          </li>
          <li>Le thème sombre et l’agrandissement demandés au navigateur sont respectés.</li>
        </ul>
        <h2>Ce qui manque</h2>
        <ul>
          <li>L’audit par un tiers, avec un lecteur d’écran, et le taux de conformité qui en résulte.</li>
          <li>
            Le schéma pluriannuel et le contact : ils reviennent à l’administration qui exploite ce service.
          </li>
        </ul>
        <h2>Voie de recours</h2>
        <p>
          Si un défaut vous empêche d’accéder à un contenu et que l’exploitant ne répond pas, vous pouvez
          saisir le Défenseur des droits.
        </p>
      </>
    ),
  },
  'mentions-legales': {
    title: 'Mentions légales',
    body: (
      <>
        <p>
          L’éditeur, le directeur de la publication et l’hébergeur sont ceux de l’administration qui exploite
          cette installation : ils sont à indiquer par elle.
        </p>
        <h2>Données personnelles</h2>
        <p>
          Les actes portent le compte, pseudonyme, de qui les enregistre. Le nom d’un signataire est gardé à
          part : le registre n’en contient qu’une empreinte, et il peut être effacé sans que la preuve en
          souffre.
        </p>
        <h2>Cookies</h2>
        <p>
          Les seuls indispensables : celui de la session, effacé à la déconnexion, et, là où l’on se connecte
          par un fournisseur d’identité, celui du temps de la connexion (dix minutes au plus). Il n’y a ni
          mesure d’audience ni ressource d’un autre site.
        </p>
        <h2>Logiciel</h2>
        <p>
          Logiciel libre, sous licence MIT. Il ne déplace aucun argent : les paiements sont faits dans Chorus.
        </p>
      </>
    ),
  },
  aide: {
    title: 'Aide',
    body: (
      <>
        <h2>Deux dates</h2>
        <p>
          Chaque fait porte sa <strong>date d’effet</strong> (« effectif au ») et l’instant de son
          enregistrement (« connu le »). La liste et les conventions se consultent à toute date d’effet et à
          toute date de connaissance : un bandeau dit alors que ce n’est pas la situation d’aujourd’hui.
        </p>
        {HELP.map(({ id, title, points }) => (
          <section id={id}>
            <h2>{title}</h2>
            <dl>{points.flatMap(([term, text]) => [<dt>{term}</dt>, <dd>{text}</dd>])}</dl>
          </section>
        ))}
        <p>
          Chaque refus porte un code et une phrase qui dit que faire :{' '}
          <a href={REFUSALS_PAGE}>la liste des refus</a>.
        </p>
      </>
    ),
  },
} as const satisfies Record<string, About>;

export function AboutPage({ frame, about }: { readonly frame: Frame; readonly about: About }) {
  return (
    <Layout frame={frame} title={about.title}>
      {about.body}
    </Layout>
  );
}
