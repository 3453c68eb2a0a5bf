// Says that the session is about to end, while what is typed can still be sent. Every page works without it.
const end = Date.parse(document.body.dataset['session'] ?? '');
const warning = document.getElementById('session-warning');
if (warning && !Number.isNaN(end)) {
  const warn = () => {
    warning.hidden = false;
  };
  setTimeout(warn, Math.max(0, end - Date.now() - 5 * 60_000));
}
