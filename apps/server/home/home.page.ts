const TRY = [
  ['Les conventions', 'demo-gestionnaire', '/api/v1/conventions?search=Crets'],
  ['L’état d’imputation de 2016', 'demo-auditeur', '/api/v1/reports/chorus-imputations?year=2016'],
  ['Le même pour un tableur', 'demo-auditeur', '/api/v1/reports/chorus-imputations?year=2016&format=csv'],
  ['Ce qui est en attente', 'demo-gestionnaire', '/api/v1/reports/outstanding'],
  ['Les écoles, vues par la trésorerie de Crêts', 'demo-tresorier', '/api/v1/reports/school-budgets'],
] as const;

const ROLES_OF = [
  ['demo-gestionnaire', 'saisit les dossiers'],
  ['demo-ordonnateur', 'décide ce qui engage l’État'],
  ['demo-tresorier', 'ne voit que ce qui revient à Crêts en Belledonne'],
  ['demo-auditeur', 'lit tout, n’écrit rien'],
  ['demo-administrateur', 'tient les dispositifs, la nomenclature et les exercices'],
] as const;

/** The page at `/`: what this is, and what to try. It holds no data. */
export function homePage(mode: 'demonstration' | 'production', address: string): string {
  const demonstration = mode === 'demonstration';
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Grand livre des subventions PIA aux écoles</title>
<style>
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #1e1e1e; }
pre { background: #f2f2f2; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: #000091; }
.notice { border-left: 4px solid #b34000; padding-left: 1rem; }
</style>
</head>
<body>
<main>
<h1>Grand livre des subventions PIA aux écoles</h1>
<p>Ce service tient, à côté de Chorus, l’histoire des subventions d’équipement et des dotations de ressources
numériques : conventions, engagements, paiements, service fait, reversements. Il ne déplace aucun argent : il
enregistre, calcule ce qui est dû, et montre qui en est où, à toute date.</p>
${demonstration ? '<p class="notice"><strong>Démonstration : données fictives.</strong></p>' : ''}
<ul>
<li><a href="/api/docs">Documentation de l’API</a>, <a href="/api/openapi.json">description OpenAPI</a></li>
<li><a href="/api/v1/health/ready">État du service</a></li>
</ul>
${demonstration ? tries(address) : '<p>Chaque requête porte un jeton : demandez-le à l’administrateur du service.</p>'}
</main>
</body>
</html>
`;
}

function tries(address: string): string {
  const lines = TRY.map(
    ([title, token, path]) =>
      `<h3>${title}</h3>\n<pre>curl -H 'Authorization: Bearer ${token}' '${address}${path.replaceAll('&', '&amp;')}'</pre>`,
  );
  const accounts = ROLES_OF.map(([account, role]) => `<li><code>${account}</code> : ${role}</li>`);
  return `<h2>À essayer</h2>
<p>Le jeton d’un compte d’essai est son nom. Il se donne aussi à la documentation, par le bouton « Authorize ».</p>
<ul>
${accounts.join('\n')}
</ul>
${lines.join('\n')}`;
}
