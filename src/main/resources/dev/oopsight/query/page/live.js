// Listens to incidents as they are published. Not by EventSource, which gives up for good where it is refused once: while
// a proxy has no server behind it, or as many listen as may.

// A storm of events is one change to look at.
const TOGETHER_MILLIS = 1_000;
const AGAIN_MILLIS = 5_000;

const sleep = millis => new Promise(done => setTimeout(done, millis));

/** Calls back after something happened; what it returns tells whether events come now. */
export function listen(changed) {
  let open = false;
  let waiting = false;
  let last;
  const happened = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      changed();
    }, TOGETHER_MILLIS);
  };
  const read = line => {
    if (line.startsWith('id: ')) last = line.slice(4);
    else if (line.startsWith('event: ')) happened();
  };
  const hear = async () => {
    const response = await fetch('/api/v1/incidents/stream', {headers: {Accept: 'text/event-stream', ...(last ? {'Last-Event-ID': last} : {})}});
    if (response.status === 401 || response.status === 403) return false;
    if (response.ok) {
      open = true;
      let rest = '';
      const texts = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = await texts.read(); !text.done; text = await texts.read()) {
        const lines = (rest + text.value).split('\n');
        rest = lines.pop();
        lines.forEach(read);
      }
    }
    return true;
  };
  const hearOn = async () => {
    for (let may = true; may; await sleep(AGAIN_MILLIS)) {
      may = await hear().catch(() => true);
      open = false;
    }
  };
  hearOn();
  return () => open;
}
