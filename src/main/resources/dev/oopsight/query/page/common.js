// What several views share.

import {host} from './api.js';
import {badge, h, table, when} from './draw.js';

export const HOUR = 3600e3;

export const plural = (count, one, many) => `${count} ${count === 1 ? one : many ?? `${one}s`}`;
export const times = i => i.printed + i.suppressed;
export const hostLink = name => h('a', {href: `#/host/${host(name)}`}, name);
export const incidentLink = i => h('a', {href: `#/incident/${i.id}`}, i.title);

/** What people said of it, in a few words. */
function mark(i) {
  const words = i.muted_until ? `muted until ${i.muted_until.slice(0, 16).replace('T', ' ')}` : i.acknowledged_by ? `acknowledged by ${i.acknowledged_by}` : null;
  return words ? h('span', {class: 'faint'}, ` (${words})`) : null;
}

export function incidentTable(label, incidents, withHost) {
  const columns = [
    {name: 'Severity', of: i => badge(i.severity)},
    {name: 'Incident', of: i => [incidentLink(i), withHost ? h('span', {class: 'narrow'}, ' on ', hostLink(i.host)) : null, mark(i), i.finding_title ? h('div', {class: 'faint'}, i.finding_title) : null]},
    withHost ? {name: 'Host', class: 'wide', of: i => hostLink(i.host)} : null,
    {name: 'Began (UTC)', of: i => when(i.first_at)},
    {name: 'Times', class: 'number wide', of: i => String(times(i))},
    {name: 'Kernel', class: 'wide', of: i => i.kernel ?? ''},
  ];
  return table(label, columns.filter(Boolean), incidents);
}

export function partly(partial) {
  return partial ? h('p', {class: 'panel high', role: 'alert'}, 'Some partitions cannot be asked now: what is shown is right, but not all.') : null;
}

/** Runs what a button asks for, and says what went wrong where its answer would stand. */
export function guarded(place, work) {
  return async () => {
    try {
      await work();
    } catch (error) {
      place.replaceChildren(h('p', {class: 'high', role: 'alert'}, error.message));
    }
  };
}
