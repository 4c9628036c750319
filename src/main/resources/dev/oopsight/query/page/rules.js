// The rules, and a log that is pasted.

import {explain, get} from './api.js';
import {guarded, plural} from './common.js';
import {badge, h, table} from './draw.js';
import {incidentBody} from './incident.js';

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
