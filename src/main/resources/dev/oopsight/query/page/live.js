// Listens to incidents as they are published.

// A storm of events is one change to look at.
const TOGETHER_MILLIS = 1_000;

/** Calls back after something happened; what it returns tells whether events come now. */
export function listen(changed) {
  if (!('EventSource' in window)) return () => false;
  const events = new EventSource('/api/v1/incidents/stream');
  let waiting = false;
  const happened = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      changed();
    }, TOGETHER_MILLIS);
  };
  for (const name of ['opened', 'revised', 'gap']) events.addEventListener(name, happened);
  return () => events.readyState === EventSource.OPEN;
}
