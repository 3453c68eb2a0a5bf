import type { Frame } from '../../request/frame.js';
import { Layout, PRODUCT } from '../components/layout.js';

const TRY = [
  ['Les conventions', 'demo-gestionnaire', '/api/v1/conventions?search=Crets'],
  ['L’état d’imputation de 2016', 'demo-auditeur', '/api/v1/reports/chorus-imputations?year=2016'],
  ['Le même pour un tableur', 'demo-auditeur', '/api/v1/reports/chorus-imputations?year=2016&format=csv'],
  ['Ce qui est en attente', 'demo-gestionnaire', '/api/v1/reports/outstanding'],
  ['Les écoles, vues par la trésorerie de Crêts', 'demo-tresorier', '/api/v1/reports/school-budgets'],
] as const;

interface HomeProps {
  readonly frame: Frame;
  /** Where the server is asked; empty where the request's own word for it cannot be shown. */
  readonly address: string;
}

/** The page at `/` for who is not logged in: what this is, and what to try. It holds no data. */
export function HomePage({ frame, address }: HomeProps) {
  const demonstration = frame.mode === 'demonstration';
  return (
    <Layout frame={frame} title={PRODUCT}>
      <p>
        Ce service tient, à côté de Chorus, l’histoire des subventions d’équipement et des dotations de
        ressources numériques versées pour les écoles et les collèges : conventions, engagements, paiements,
        service fait, reversements. Il ne déplace aucun argent : il enregistre, calcule ce qui est dû, et
        montre qui en est où, à toute date.
      </p>
      <p>
        <a class="button" href="/connexion">
          Se connecter
        </a>
      </p>
      <h2>Pour les programmes</h2>
      <ul>
        <li>
          <a href="/api/docs">Documentation de l’API</a>, <a href="/api/openapi.json">description OpenAPI</a>
        </li>
        <li>
          <a href="/api/v1/health/ready">État du service</a>
        </li>
      </ul>
      {demonstration ? (
        <>
          <p>Le jeton d’un compte d’essai est son nom.</p>
          {TRY.map(([title, token, path]) => (
            <>
              <h3>{title}</h3>
              <pre>{`curl -H 'Authorization: Bearer ${token}' '${address}${path}'`}</pre>
            </>
          ))}
        </>
      ) : (
        <p>Chaque requête porte un jeton : demandez-le à l’administrateur du service.</p>
      )}
    </Layout>
  );
}
