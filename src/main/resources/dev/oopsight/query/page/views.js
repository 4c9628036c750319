// One function a view: it asks the API and gives the elements to show.

import {all, explain, get, give, host} from './api.js';
import {badge, buddies, copyButton, h, histogram, table, timeline, when, zone} from './draw.js';

const HOUR = 3600e3;
const SILENT = HOUR;
const EVIDENCE = {decisive: 'decisive', strong: 'strong', medium: 'medium', weak: 'weak'};

const plural = (count, one, many) => `${count} ${count === 1 ? one : many ?? `${one}s`}`;
const times = i => i.printed + i.suppressed;
const share = (part, whole) => `${part} of ${whole}`;
const hostLink = name => h('a', {href: `#/host/${host(name)}`}, name);
const incidentLink = i => h('a', {href: `#/incident/${i.id}`}, i.title);

/** What people said of it, in a few words. */
function mark(i) {
  const words = i.muted_until ? `muted until ${i.muted_until.slice(0, 16).replace('T', ' ')}` : i.acknowledged_by ? `acknowledged by ${i.acknowledged_by}` : null;
  return words ? h('span', {class: 'faint'}, ` (${words})`) : null;
}

function incidentTable(label, incidents, withHost) {
  const columns = [
    {name: 'Severity', of: i => badge(i.severity)},
    {name: 'Incident', of: i => [incidentLink(i), mark(i), i.finding_title ? h('div', {class: 'faint'}, i.finding_title) : null]},
    withHost ? {name: 'Host', of: i => hostLink(i.host)} : null,
    {name: 'Began (UTC)', of: i => when(i.first_at)},
    {name: 'Times', class: 'number', of: i => String(times(i))},
    {name: 'Kernel', class: 'wide', of: i => i.kernel ?? ''},
  ];
  return table(label, columns.filter(Boolean), incidents);
}

function partly(partial) {
  return partial ? h('p', {class: 'panel high', role: 'alert'}, 'Some partitions cannot be asked now: what is shown is right, but not all.') : null;
}

function printTable(label, rows) {
  return table(label, [
    {name: 'What', of: p => h('a', {href: `#/fingerprint/${p.fingerprint}`}, p.title)},
    {name: 'Hosts', class: 'number', of: p => String(p.hosts)},
    {name: 'New', class: 'number', of: p => String(p.new_hosts)},
    {name: 'Times', class: 'number', of: p => String(p.printed + p.suppressed)},
    {name: 'First', of: p => when(p.first_seen)},
  ], rows);
}

export async function fleet() {
  const [incidents, hosts, prints, newest] = await Promise.all([
    all('/api/v1/incidents'), all('/api/v1/hosts'),
    get('/api/v1/fingerprints?sort=hosts&limit=10'), get('/api/v1/fingerprints?sort=first_seen&limit=10')]);
  const faults = incidents.rows.filter(i => i.class === 'fault');
  const heard = hosts.rows.map(x => x.last_heard ?? '').sort();
  const latest = heard.length ? Date.parse(heard[heard.length - 1]) : 0;
  const silent = hosts.rows
    .filter(x => !x.last_heard || latest - Date.parse(x.last_heard) > SILENT)
    .sort((a, b) => (a.last_heard ?? '').localeCompare(b.last_heard ?? ''));
  if (hosts.rows.length === 0) {
    return {title: 'Fleet', body: [h('h1', {}, 'Fleet'), h('p', {}, 'No host was heard yet. Lines of kernel logs in the input topic appear here.')]};
  }
  return {title: 'Fleet', body: [
    h('h1', {}, 'Fleet'),
    partly(incidents.partial || hosts.partial),
    h('div', {class: 'cards'},
      h('div', {class: 'card'}, h('b', {}, String(hosts.rows.length)), hosts.rows.length === 1 ? 'host' : 'hosts'),
      h('div', {class: 'card'}, h('b', {}, String(faults.length)), 'faults'),
      h('div', {class: 'card'}, h('b', {}, String(new Set(faults.map(i => i.host)).size)), 'hosts with faults'),
      h('div', {class: 'card'}, h('b', {}, String(incidents.rows.length - faults.length)), 'notices')),
    incidents.rows.length === 0 ? h('p', {}, 'No incident is kept.') : [
      h('h2', {}, 'Incidents over time'), histogram(incidents.rows, 'Incidents over time'),
      h('div', {class: 'columns'},
        h('section', {}, h('h2', {}, 'Seen on most hosts'), printTable('Seen on most hosts', prints.data)),
        h('section', {}, h('h2', {}, 'Newest kinds of trouble'), printTable('Newest kinds of trouble', newest.data))),
      h('h2', {}, 'Newest incidents'), incidentTable('Newest incidents', incidents.rows.slice(0, 50), true)],
    h('h2', {}, 'Hosts'),
    h('p', {class: 'faint'}, silent.length
      ? `${plural(silent.length, 'host')} said nothing for more than an hour before the newest line of the fleet.`
      : 'Every host was heard within an hour of the newest line of the fleet.'),
    table('Hosts', [
      {name: 'Host', of: x => hostLink(x.host)},
      {name: 'Last heard (UTC)', of: x => [when(x.last_heard), silent.includes(x) ? h('span', {class: 'medium'}, ' silent') : null]},
      {name: 'Incidents', class: 'number', of: x => String(x.incidents)},
      {name: 'Last config (UTC)', class: 'wide', of: x => when(x.last_config)},
    ], hosts.rows)]};
}

export async function oneHost(name) {
  const base = `/api/v1/hosts/${host(name)}`;
  const since = '1970-01-01T00:00:00Z';
  const [summary, incidents, changes] = await Promise.all([
    get(base), all(`${base}/incidents`), get(`${base}/changes?since=${since}`)]);
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

/** Runs what a button asks for, and says what went wrong where its answer would stand. */
function guarded(place, work) {
  return async () => {
    try {
      await work();
    } catch (error) {
      place.replaceChildren(h('p', {class: 'high', role: 'alert'}, error.message));
    }
  };
}

function fact(name, value) {
  return value === undefined || value === '' || value === null ? null : [h('dt', {}, name), h('dd', {}, value)];
}

function facts(incident) {
  const t = incident.trace;
  const task = t.comm ? `${t.comm}${t.pid === undefined ? '' : ` (pid ${t.pid})`}` : undefined;
  return h('dl', {},
    fact('Host', h('span', {}, hostLink(incident.host), ', boot ', incident.boot)),
    fact('Began', h('span', {}, when(incident.first_at), ` UTC, by ${incident.time_quality}`)),
    fact('Seen', `${plural(incident.printed, 'time')}${incident.suppressed ? `, and ${incident.suppressed} not printed` : ''}`),
    fact('Function', t.function ? h('code', {}, t.function) : undefined),
    fact('Module', t.module),
    fact('Task', task),
    fact('CPU', t.cpu === undefined ? undefined : String(t.cpu)),
    fact('Kernel', t.kernel),
    fact('Taint', t.taint ? `${t.taint}: ${t.taint_flags.join(', ').replaceAll('_', ' ')}` : undefined),
    fact('Hardware', t.hardware),
    fact('Header', h('code', {}, t.header)),
    t.defects.length ? fact('Damage', t.defects.join(', ').replaceAll('_', ' ')) : null);
}

function evidence(list, sign) {
  return list.map(e => h('li', {}, h('span', {class: 'weight'}, `${sign} ${EVIDENCE[e.weight] ?? e.weight}`), h('span', {}, e.says)));
}

function finding(f, place) {
  const odds = f.score >= 1 ? `${Number(f.score.toPrecision(2))}:1 for` : `${Number((1 / f.score).toPrecision(2))}:1 against`;
  return h('article', {class: 'panel'},
    h('h3', {}, `${place + 1}. ${f.title} `, badge(f.severity)),
    h('p', {class: 'faint'}, f.for.length + f.against.length ? `Evidence ${odds}` : 'No evidence either way', ', rule ', h('a', {href: `#/rules/${f.rule}`}, f.rule)),
    h('p', {}, f.explanation),
    h('ul', {class: 'evidence'}, evidence(f.for, 'for,'), evidence(f.against, 'against,')),
    f.missing.length ? h('details', {}, h('summary', {}, `What would tell more (${f.missing.length})`),
      f.missing.map(m => [h('p', {}, m.what), command(m.command)])) : null,
    f.remedies.map(r => h('div', {}, command(r.run),
      r.cost ? h('p', {class: 'faint'}, `Cost: ${r.cost}`) : null,
      r.undo ? h('p', {class: 'faint'}, 'Undo: ', h('code', {}, r.undo)) : null)),
    h('p', {class: 'faint'}, `After ${f.references.join('; ')}`));
}

function command(text) {
  return h('div', {class: 'command'}, h('pre', {tabindex: '0'}, text), copyButton(text));
}

function frame(f, guilty) {
  const place = f.offset === undefined ? '' : `+0x${f.offset.toString(16)}/0x${(f.size ?? 0).toString(16)}`;
  const kind = f.symbol === guilty ? 'guilty' : f.reliable ? null : 'unreliable';
  const note = f.symbol === guilty ? '  ← most likely at fault' : f.reliable ? '' : '  (perhaps not called)';
  return h('li', {class: kind}, `${f.symbol}${place}${f.module ? ` [${f.module}]` : ''}${note}`);
}

function stacks(trace) {
  return trace.call_traces.map((calls, at) => {
    const parts = [];
    for (const f of calls.frames) {
      const last = parts[parts.length - 1];
      if (last && last.stack === f.stack) last.frames.push(f);
      else parts.push({stack: f.stack, frames: [f]});
    }
    return h('details', {open: at === 0},
      h('summary', {}, `${at === 0 ? 'Call trace' : `Stack: ${calls.role.replaceAll('_', ' ')}`}, innermost first (${plural(calls.frames.length, 'frame')})`),
      parts.map(p => h('details', {open: true}, h('summary', {class: 'faint'}, `${p.stack} stack`),
        h('ol', {class: 'stack'}, p.frames.map(f => frame(f, trace.function))))));
  });
}

function holders(held) {
  if (!held?.shares?.length) return null;
  return [h('h2', {}, `Who held the memory (${held.capacity_kb} kB${held.of_cgroup ? ', the limit of the control group' : ''})`),
    table('Who held the memory', [
      {name: 'Holder', of: x => x.holder.replaceAll('_', ' ') + (x.task ? ` ${x.task.comm} (pid ${x.task.pid})` : '')},
      {name: 'kB', class: 'number', of: x => String(x.kb)},
      {name: 'Share', class: 'number', of: x => `${x.percent} %`},
    ], held.shares)];
}

function memory(info) {
  if (!info) return null;
  return [h('h2', {}, 'Memory at that moment'),
    h('div', {class: 'columns'},
      info.zones?.length ? h('section', {}, h('h3', {}, 'Free memory against the watermarks'), info.zones.map(zone)) : null,
      info.buddy_lists?.length ? h('section', {}, h('h3', {}, 'Free blocks by size (logarithmic)'), info.buddy_lists.map(buddies)) : null)];
}

export function incidentBody(incident) {
  const t = incident.trace;
  return [
    facts(incident),
    incident.changed_before?.length ? [
      h('h2', {}, 'What changed before'),
      table('What changed before', [
        {name: 'Setting', class: 'key', of: c => c.key},
        {name: 'Before', class: 'key', of: c => c.before ?? '(none)'},
        {name: 'After', class: 'key', of: c => c.after ?? '(none)'},
        {name: 'First seen (UTC)', of: c => when(c.first_after)},
      ], incident.changed_before)] : null,
    h('h2', {}, 'Explanations, likeliest first'),
    incident.findings.length ? incident.findings.map(finding) : h('p', {}, 'No rule knows this one.'),
    incident.config.length ? [
      h('h2', {}, 'Config as of then'),
      table('Config as of then', [
        {name: 'Setting', class: 'key', of: x => x.key},
        {name: 'Value', class: 'key', of: x => x.value},
        {name: 'Confirmed (UTC)', of: x => [when(x.confirmed_at), x.stale ? h('span', {class: 'medium'}, ' stale') : null]},
      ], incident.config)] : null,
    t.call_traces.length ? [h('h2', {}, 'Stacks'), stacks(t)] : null,
    holders(t.detail?.held),
    memory(t.detail?.mem_info),
    t.registers.length ? h('details', {}, h('summary', {}, 'Registers'), h('pre', {tabindex: '0'}, t.registers.map(r => `${r.name} ${r.value}`).join('\n'))) : null,
    t.modules.length ? h('details', {}, h('summary', {}, `Modules (${t.modules.length})`), h('p', {}, t.modules.join(' '))) : null,
    h('details', {}, h('summary', {}, 'As it was printed'), h('pre', {tabindex: '0'}, incident.text))];
}

export async function oneIncident(id) {
  const incident = (await get(`/api/v1/incidents/${id}`)).data;
  const path = `/api/v1/incidents/${id}`;
  return {title: incident.trace.title, body: [
    h('h1', {}, incident.trace.title, ' ', badge(incident.findings[0]?.severity ?? 'info')),
    h('p', {class: 'faint'}, incident.trace.kind.replaceAll('_', ' '), ' · ',
      h('a', {href: `#/fingerprint/${incident.fingerprints.site}`}, 'where else'), ' · ',
      h('a', {href: `${path}?format=text`}, 'as text'), ' · ', h('a', {href: path}, 'as JSON'), ' · ', h('a', {href: `${path}?format=ecs`}, 'as ECS')),
    feedback(incident),
    incidentBody(incident)]};
}

/** What people said of an incident, and a way to say more. */
function feedback(incident) {
  const said = h('div', {'aria-live': 'polite'});
  const by = h('input', {type: 'text', id: 'by', autocomplete: 'username', required: true, size: 14});
  const note = h('input', {type: 'text', id: 'note', size: 30});
  const tell = f => said.replaceChildren(...[
    f?.ack ? h('p', {}, `Acknowledged by ${f.ack.by}${f.ack.note ? `: ${f.ack.note}` : ''}`) : null,
    f?.mute ? h('p', {}, `Muted until ${f.mute.until.slice(0, 16).replace('T', ' ')} UTC by ${f.mute.by}`) : null,
    ...(f?.verdicts ?? []).map(x => h('p', {}, `${x.by} calls the rule ${x.rule} ${x.right ? 'right' : 'wrong'}`)),
  ].filter(Boolean));
  const say = what => guarded(said, async () => tell((await give(incident.id, {by: by.value, note: note.value || undefined, ...what()})).data));
  const first = incident.findings[0]?.rule;
  tell(incident.feedback);
  return h('details', {open: Boolean(incident.feedback?.ack || incident.feedback?.mute)},
    h('summary', {}, 'What people say of it'),
    said,
    h('div', {class: 'row'},
      h('label', {for: 'by'}, 'Your name', by),
      h('label', {for: 'note'}, 'Note', note),
      h('button', {type: 'button', onclick: say(() => ({ack: true}))}, 'Acknowledge'),
      h('button', {type: 'button', onclick: say(() => ({mute_until: new Date(Date.now() + 24 * HOUR).toISOString(), about: 'site'}))}, 'Mute for a day'),
      first ? [h('button', {type: 'button', onclick: say(() => ({right: [first]}))}, 'First explanation is right'),
        h('button', {type: 'button', onclick: say(() => ({wrong: [first]}))}, '… is wrong')] : null));
}

const PLAIN = {
  kernel_bound: 'bound to a kernel', driver_bound: 'bound to a driver', firmware_bound: 'bound to firmware',
  model_bound: 'bound to a model of machine', config_bound: 'bound to a setting', host_bound: 'bound to single hosts',
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

export async function rules() {
  const known = (await get('/api/v1/rules')).data;
  return {title: 'Rules', body: [
    h('h1', {}, 'Rules'),
    h('p', {class: 'faint'}, `${plural(known.length, 'rule')} judge each incident.`),
    table('Rules', [
      {name: 'Rule', of: r => h('a', {href: `#/rules/${r.id}`}, r.id)},
      {name: 'Says', of: r => r.title},
      {name: 'Severity', of: r => r.severity ? badge(r.severity) : ''},
      {name: 'From', class: 'wide', of: r => (r.source ?? '').replaceAll('_', ' ')},
    ], known)]};
}

export async function oneRule(id) {
  const response = await fetch(`/api/v1/rules/${encodeURIComponent(id)}?format=text`);
  if (!response.ok) throw new Error(`there is no rule ${id}`);
  return {title: id, body: [h('h1', {}, id), h('pre', {tabindex: '0'}, await response.text())]};
}

export async function pasted() {
  const log = h('textarea', {id: 'log', spellcheck: 'false', autocomplete: 'off'});
  const found = h('div', {'aria-live': 'polite'});
  const read = guarded(found, async () => {
    found.replaceChildren(h('p', {class: 'faint'}, 'Reading …'));
    const incidents = (await explain(log.value)).data;
    found.replaceChildren(...(incidents.length
      ? incidents.flatMap(i => [h('h2', {}, i.trace.title, ' ', badge(i.findings[0]?.severity ?? 'info')), ...incidentBody(i).flat(Infinity).filter(Boolean)])
      : [h('p', {}, 'No kernel fault was found in it.')]));
  });
  return {title: 'Explain a log', body: [
    h('h1', {}, 'Explain a log'),
    h('p', {}, 'Paste the output of dmesg, or any kernel log, with the output of sysctl or ethtool -k where you have it. Nothing of it is kept.'),
    h('label', {for: 'log'}, 'Kernel log'), log,
    h('div', {class: 'row'}, h('button', {type: 'button', onclick: read}, 'Explain')),
    found]};
}
