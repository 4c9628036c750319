// What it may mean that a host prints nothing more.

import {get, host} from './api.js';
import {HOUR, hostLink, plural} from './common.js';
import {badge, h, table, when} from './draw.js';
import {finding, odds} from './incident.js';

const MINUTE = 60e3;
const DAY = 24 * HOUR;
// Below these odds the first of the explanations is hardly likelier than the others.
const TELLING = 2;
// Each costs a question.
const ASKED = 10;

const ask = async name => (await get(`/api/v1/hosts/${host(name)}/silence`)).data;

function lasting(millis) {
  if (millis >= 2 * DAY) return plural(Math.floor(millis / DAY), 'day');
  if (millis >= 2 * HOUR) return plural(Math.floor(millis / HOUR), 'hour');
  return plural(Math.floor(millis / MINUTE), 'minute');
}

/** What explains it, where something does. */
const told = said => said.findings?.[0]?.score >= TELLING ? said.findings[0] : null;
const UNTOLD = 'Nothing that is known tells why';

/** Nothing where the host was heard lately, or never. */
export async function silence(name) {
  const said = await ask(name);
  if (said.findings.length === 0) return null;
  const each = said.findings.map(finding);
  const first = told(said) ? each.shift() : h('p', {}, `${UNTOLD}.`);
  return [
    h('h2', {}, `Silent for ${lasting(said.silent_for_seconds * 1000)}`),
    first,
    each.length ? h('details', {}, h('summary', {}, `What else it may mean, and what to do (${each.length})`), each) : null];
}

/** The first of these hosts, each with what its silence most likely means. */
export async function silentHosts(hosts) {
  const rows = await Promise.all(hosts.slice(0, ASKED).map(async x => {
    const said = await ask(x.host).catch(error => ({problem: error.message}));
    return {...x, problem: said.problem, why: told(said)};
  }));
  return table('Heard longest ago', [
    {name: 'Host', of: x => hostLink(x.host)},
    {name: 'Last heard (UTC)', of: x => when(x.last_heard) || 'never'},
    {name: 'What it may mean', of: x => x.why ? [`${x.why.title} `, badge(x.why.severity), h('div', {class: 'faint'}, odds(x.why))] : x.problem ?? UNTOLD},
  ], rows);
}
