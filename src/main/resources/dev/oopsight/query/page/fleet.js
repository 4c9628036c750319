// The fleet, one host, and one fingerprint.

import {all, get, host} from './api.js';
import {fact, stacks} from './incident.js';
import {HOUR, guarded, hostLink, incidentLink, incidentTable, partly, plural} from './common.js';
import {h, histogram, table, timeline, when} from './draw.js';
import {silence, silentHosts} from './silence.js';

const SILENT = HOUR;
const SHOWN = 100;
const share = (part, whole) => `${part} of ${whole}`;

function printTable(label, rows) {
  return table(label, [
    {name: 'What', of: p => h('a', {href: `#/fingerprint/${p.fingerprint}`}, p.title)},
    {name: 'Hosts', class: 'number', of: p => String(p.hosts)},
    {name: 'New', class: 'number wide', of: p => String(p.new_hosts)},
    {name: 'Times', class: 'number', of: p => String(p.printed + p.suppressed)},
    {name: 'First', class: 'wide', of: p => when(p.first_seen)},
  ], rows);
}

export async function fleet() {
  const [overview, hosts] = await Promise.all([get('/api/v1/overview'), get(`/api/v1/hosts?limit=${SHOWN}`)]);
  const f = overview.data;
  if (f.hosts === 0) {
    return {title: 'Fleet', body: [h('h1', {}, 'Fleet'), h('p', {}, 'No host was heard yet. Lines of kernel logs in the input topic appear here.')]};
  }
  const latest = f.newest_line ? Date.parse(f.newest_line) : 0;
  const silent = x => !x.last_heard || latest - Date.parse(x.last_heard) > SILENT;
  const heardLongestAgo = f.silent_hosts ? await silentHosts(f.heard_longest_ago.filter(silent)) : null;
  const named = h('input', {type: 'search', id: 'named'});
  named.addEventListener('change', () => { location.hash = `#/host/${host(named.value)}`; });
  const card = (count, what) => h('div', {class: 'card'}, h('b', {}, String(count)), what);
  const hostTable = (label, rows) => table(label, [
    {name: 'Host', of: x => hostLink(x.host)},
    {name: 'Last heard (UTC)', of: x => [when(x.last_heard), silent(x) ? h('span', {class: 'medium'}, ' silent') : null]},
    {name: 'Incidents', class: 'number', of: x => x.incidents === undefined ? '' : String(x.incidents)},
    {name: 'Last config (UTC)', class: 'wide', of: x => when(x.last_config)},
  ], rows);
  return {title: 'Fleet', body: [
    h('h1', {}, 'Fleet'),
    partly(overview.partial || hosts.partial),
    h('div', {class: 'cards'},
      card(f.hosts, f.hosts === 1 ? 'host' : 'hosts'), card(f.faults, 'faults'),
      card(f.hosts_with_faults, 'hosts with faults'), card(f.notices, 'notices')),
    f.faults + f.notices === 0 ? h('p', {}, 'No incident is kept.') : [
      h('h2', {}, 'Incidents over time'), histogram(f.by_hour, 'Incidents over time'),
      h('div', {class: 'columns'},
        h('section', {}, h('h2', {}, 'Seen on most hosts'), printTable('Seen on most hosts', f.on_most_hosts)),
        h('section', {}, h('h2', {}, 'Newest kinds of trouble'), printTable('Newest kinds of trouble', f.newest_fingerprints))),
      h('h2', {}, 'Newest incidents'), incidentTable('Newest incidents', f.newest_incidents, true)],
    h('h2', {}, 'Hosts'),
    h('p', {class: 'faint'}, f.silent_hosts
      ? `${plural(f.silent_hosts, 'host')} said nothing for more than an hour before the newest line of the fleet.`
      : 'Every host was heard within an hour of the newest line of the fleet.'),
    heardLongestAgo ? [h('h3', {}, 'Heard longest ago'), heardLongestAgo] : null,
    heardLongestAgo || hosts.next ? h('h3', {}, hosts.next ? `The first ${hosts.data.length} by name` : 'All by name') : null,
    hosts.next ? h('div', {class: 'row'}, h('label', {for: 'named'}, 'Go to the host named', named)) : null,
    hostTable('Hosts', hosts.data)]};
}

export async function oneHost(name) {
  const base = `/api/v1/hosts/${host(name)}`;
  const since = '1970-01-01T00:00:00Z';
  const [summary, incidents, changes, silent] = await Promise.all([
    get(base), all(`${base}/incidents`), get(`${base}/changes?since=${since}`), silence(name)]);
  const id = summary.data.host;
  const config = h('div', {});
  const moment = h('input', {type: 'text', id: 'moment', size: 24, value: new Date().toISOString().slice(0, 19) + 'Z'});
  const filter = h('input', {type: 'search', id: 'filter', placeholder: 'min_free_kbytes'});
  const other = h('input', {type: 'text', id: 'other', placeholder: 'a host, or a moment'});
  let settings = [];
  const show = () => {
    const wanted = settings.filter(x => x.key.includes(filter.value));
    config.replaceChildren(
      h('p', {class: 'faint'}, `${plural(wanted.length, 'setting')} of ${settings.length}`),
      table('Config', [
        {name: 'Setting', class: 'key', of: x => x.key},
        {name: 'Value', class: 'key', of: x => x.value},
        {name: 'Since (UTC)', of: x => when(x.since)},
        {name: 'Confirmed (UTC)', class: 'wide', of: x => [when(x.confirmed_at), x.stale ? h('span', {class: 'medium'}, ' stale') : null]},
      ], wanted.slice(0, 300)));
  };
  const load = guarded(config, async () => {
    settings = (await get(`${base}/config?asOf=${encodeURIComponent(moment.value)}`)).data;
    show();
  });
  const compare = guarded(config, async () => {
    const second = /^\d{4}-/.test(other.value) ? `asOfB=${encodeURIComponent(other.value)}` : `b=${host(other.value)}`;
    const diff = await get(`/api/v1/diff?a=${host(id)}&asOf=${encodeURIComponent(moment.value)}&${second}`);
    config.replaceChildren(
      h('p', {class: 'faint'}, `${plural(diff.data.length, 'setting')} not the same`),
      table('Differences', [
        {name: 'Setting', class: 'key', of: x => x.key},
        {name: id, class: 'key', of: x => x.a ?? 'not known'},
        {name: other.value, class: 'key', of: x => x.b ?? 'not known'},
      ], diff.data.slice(0, 500)));
  });
  filter.addEventListener('input', show);
  await load();
  return {title: id, body: [
    h('h1', {}, id),
    h('p', {class: 'faint'}, 'Last heard ', when(summary.data.last_heard) || 'never', ', config last seen ', when(summary.data.last_config) || 'never', '.'),
    partly(incidents.partial),
    silent,
    incidents.rows.length + changes.data.length > 0 ? [
      h('h2', {}, 'Incidents and config changes'),
      timeline(incidents.rows, changes.data, `Incidents and config changes of ${id}`)] : null,
    incidents.rows.length ? incidentTable('Incidents', incidents.rows, false) : h('p', {}, 'No incident of this host is kept.'),
    changes.data.length ? [
      h('h2', {}, 'What changed'),
      table('Config changes', [
        {name: 'Setting', class: 'key', of: c => c.key},
        {name: 'Before', class: 'key', of: c => c.before ?? '(none)'},
        {name: 'After', class: 'key', of: c => c.after ?? '(none)'},
        {name: 'Between (UTC)', of: c => [when(c.last_before), ' and ', when(c.first_after)]},
      ], changes.data.slice(0, 100))] : null,
    h('h2', {}, 'Config'),
    h('div', {class: 'row'},
      h('label', {for: 'moment'}, 'As of (UTC)', moment),
      h('button', {type: 'button', onclick: load}, 'Show'),
      h('label', {for: 'filter'}, 'Settings with', filter),
      h('label', {for: 'other'}, 'Compare with', other),
      h('button', {type: 'button', onclick: compare}, 'Compare')),
    config]};
}

const PLAIN = {
  kernel_bound: 'bound to a kernel', driver_bound: 'bound to a driver', firmware_bound: 'bound to firmware',
  model_bound: 'bound to a model of machine', place_bound: 'bound to a place', config_bound: 'bound to a setting', host_bound: 'bound to single hosts',
  fleet_wide: 'all over the fleet', too_few_hosts: 'too few hosts to tell',
};

export async function onePrint(print) {
  const base = `/api/v1/fingerprints/${print}`;
  const [known, hosts, spread, trace] = await Promise.all([
    get(base), all(`${base}/hosts`), get(`${base}/spread`), get(`${base}/trace`)]);
  const p = known.data;
  const bound = spread.data.properties ?? [];
  return {title: p.title, body: [
    h('h1', {}, p.title),
    h('p', {class: 'faint'}, `${p.kind.replaceAll('_', ' ')} · `, h('code', {}, p.fingerprint)),
    partly(known.partial),
    h('dl', {},
      fact('Seen', `on ${plural(p.hosts, 'host')}, ${plural(p.printed + p.suppressed, 'time')}`),
      fact('First', h('span', {}, when(p.first_seen), ' UTC on ', hostLink(p.first_host), p.first_kernel ? `, kernel ${p.first_kernel}` : '')),
      fact('Last', h('span', {}, when(p.last_seen), ' UTC'))),
    h('h2', {}, `What its hosts have in common: ${PLAIN[spread.data.verdict] ?? spread.data.verdict}`),
    h('p', {}, spread.data.says),
    bound.length ? table('Properties', [
      {name: 'Property', class: 'key', of: x => x.name},
      {name: 'Value', class: 'key', of: x => x.value},
      {name: 'Affected', class: 'number', of: x => share(x.affected_with, x.affected_known)},
      {name: 'Others', class: 'number', of: x => share(x.others_with, x.others_known)},
      {name: 'Chance', class: 'number', of: x => x.chance < 0.001 ? x.chance.toExponential(1) : x.chance.toFixed(3)},
    ], bound) : null,
    p.kernels?.length ? [h('h2', {}, 'Kernels'), table('Kernels', [
      {name: 'Kernel', class: 'key', of: x => x.kernel},
      {name: 'Hosts', class: 'number', of: x => String(x.hosts)},
      {name: 'First seen (UTC)', of: x => when(x.first_seen)},
    ], p.kernels)] : null,
    h('h2', {}, 'Hosts'), table('Hosts', [
      {name: 'Host', of: x => hostLink(x.host)},
      {name: 'Times', class: 'number', of: x => String(x.printed + x.suppressed)},
      {name: 'Last (UTC)', of: x => h('a', {href: `#/incident/${x.newest_id}`}, when(x.last_seen))},
      {name: 'Kernel', class: 'key', of: x => x.kernel ?? ''},
    ], hosts.rows),
    h('h2', {}, 'One clean trace'),
    h('p', {}, incidentLink({id: trace.data.id, title: trace.data.trace.title}), ` on ${trace.data.host}`),
    stacks(trace.data.trace),
    h('pre', {tabindex: '0'}, trace.data.text)]};
}
