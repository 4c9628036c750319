// Asks the query API. A problem becomes an error that says what the API says.

const PAGES = 10;

async function answer(response) {
  const type = response.headers.get('Content-Type') || '';
  const body = type.includes('json') ? await response.json() : {detail: await response.text()};
  if (response.ok) return body;
  throw new Error(body.detail || `the server answers ${response.status}`);
}

export async function get(path) {
  return answer(await fetch(path, {headers: {Accept: 'application/json'}}));
}

/** Every row of a list, as far as a page can show: at most ten thousand. */
export async function all(path) {
  const rows = [];
  let partial = false;
  let next;
  for (let page = 0; page < PAGES; page++) {
    const sign = path.includes('?') ? '&' : '?';
    const cursor = next ? `&cursor=${encodeURIComponent(next)}` : '';
    const part = await get(`${path}${sign}limit=1000${cursor}`);
    rows.push(...part.data);
    partial = partial || part.partial;
    next = part.next;
    if (!next) break;
  }
  return {rows, partial, more: Boolean(next)};
}

export async function explain(log) {
  const response = await fetch('/api/v1/explain', {method: 'POST', headers: {'Content-Type': 'text/plain'}, body: log});
  return answer(response);
}

export const host = name => encodeURIComponent(name);

export async function give(id, said) {
  const response = await fetch(`/api/v1/incidents/${id}/feedback`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(said)});
  return answer(response);
}
