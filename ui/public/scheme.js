/*
 * Sets light or dark before the first paint; the page's own code comes a moment too late for that and takes over
 * from here. The key and the attribute are Mantine's (src/app/App.tsx). No inline script: the content policy forbids it.
 */
(function () {
  var chosen = null;
  try {
    chosen = window.localStorage.getItem('regulars-color-scheme');
  } catch {
    // Without storage it is as the system says.
  }
  var dark =
    chosen === 'dark' ||
    (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
