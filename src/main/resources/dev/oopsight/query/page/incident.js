// One incident: its explanations, its trace, and what people say of it.

import {get, give} from './api.js';
import {HOUR, guarded, hostLink, plural} from './common.js';
import {badge, buddies, copyButton, h, table, when, zone} from './draw.js';

export function fact(name, value) {
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
  return list.map(e => h('li', {}, h('span', {class: 'weight'}, `${sign} ${e.weight}`), h('span', {}, e.says)));
}

export function odds(f) {
  if (f.for.length + f.against.length === 0) return 'No evidence either way';
  return `Evidence ${f.score >= 1 ? `${Number(f.score.toPrecision(2))}:1 for` : `${Number((1 / f.score).toPrecision(2))}:1 against`}`;
}

export function finding(f, place) {
  return h('article', {class: 'panel'},
    h('h3', {}, `${place + 1}. ${f.title} `, badge(f.severity)),
    h('p', {class: 'faint'}, odds(f), ', rule ', h('a', {href: `#/rules/${f.rule}`}, f.rule)),
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

export function stacks(trace) {
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
