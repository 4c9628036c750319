// Elements and drawings. Text is always set as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export const badge = severity => h('span', {class: `badge ${severity}`}, severity);

export function when(moment) {
  return moment ? h('time', {datetime: moment}, h('span', {}, moment.slice(0, 10)), ' ', h('span', {}, moment.slice(11, 19))) : '';
}

export function table(label, columns, rows) {
  const cell = (column, row) => h('td', {class: column.class}, column.of(row));
  return h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label},
    h('table', {},
      h('thead', {}, h('tr', {}, columns.map(c => h('th', {scope: 'col', class: c.class}, c.name)))),
      h('tbody', {}, rows.map(row => h('tr', {}, columns.map(c => cell(c, row)))))));
}

// Drawn as wide as it is shown, so that its words can be read.
const WIDTH = matchMedia('(max-width: 40rem)').matches ? 420 : 1100;
const EDGE = 12;

function moments(from, to) {
  const one = 24 * 3600e3;
  const digits = to - from > 3 * one ? 10 : 16;
  const text = at => new Date(at).toISOString().slice(0, digits).replace('T', ' ');
  return {text, from: text(from), to: text(to)};
}

/** How many incidents began in each of equal parts of a time. */
export function histogram(hours, label) {
  const times = hours.map(x => Date.parse(x.at));
  const from = Math.min(...times);
  const to = Math.max(...times) + 3600e3;
  const parts = new Array(60).fill(0);
  hours.forEach((x, i) => { parts[Math.floor((times[i] - from) / (to - from) * 60)] += x.faults + x.notices; });
  const most = Math.max(...parts);
  const width = (WIDTH - 2 * EDGE) / 60;
  const named = moments(from, to);
  const bars = parts.map((count, i) => {
    if (count === 0) return null;
    const height = Math.max(4, count / most * 90);
    const begin = named.text(from + (to - from) * i / 60);
    return s('rect', {class: 'bar', x: EDGE + i * width, y: 100 - height, width: width - 2, height},
      s('title', {}, `${count} from ${begin}`));
  });
  return s('svg', {viewBox: `0 0 ${WIDTH} 125`, role: 'img', 'aria-label': label},
    s('line', {class: 'axis', x1: EDGE, x2: WIDTH - EDGE, y1: 100, y2: 100}), bars,
    s('text', {x: EDGE, y: 118}, named.from),
    s('text', {x: WIDTH - EDGE, y: 118, 'text-anchor': 'end'}, named.to),
    s('text', {x: EDGE, y: 12}, `at most ${most} at once`));
}

/** Incidents and config changes of one host on one axis. */
export function timeline(incidents, changes, label) {
  const times = [...incidents.map(i => Date.parse(i.first_at)), ...changes.map(c => Date.parse(c.first_after))];
  const first = Math.min(...times);
  const last = Math.max(...times);
  const room = Math.max(3600e3, (last - first) * 0.04);
  const from = first - room;
  const to = last + room;
  const x = at => EDGE + (Date.parse(at) - from) / (to - from) * (WIDTH - 2 * EDGE);
  const named = moments(from, to);
  const marks = incidents.map(i => s('a', {href: `#/incident/${i.id}`, 'aria-label': `${i.title}, ${i.first_at}`},
    s('circle', {class: `mark ${i.severity}`, cx: x(i.first_at), cy: 38, r: 8},
      s('title', {}, `${i.first_at.slice(0, 19)} ${i.title}`))));
  const ticks = changes.map(c => s('path', {class: 'change', d: `M${x(c.first_after)} 62v20m-5 -5l5 5l5 -5`},
    s('title', {}, `${c.first_after.slice(0, 19)} ${c.key}: ${c.before ?? '(none)'} → ${c.after ?? '(none)'}`)));
  return s('svg', {viewBox: `0 0 ${WIDTH} 125`, role: 'group', 'aria-label': label},
    s('line', {class: 'axis', x1: EDGE, x2: WIDTH - EDGE, y1: 100, y2: 100}),
    s('text', {x: EDGE, y: 14}, 'incidents'), s('text', {x: EDGE, y: 60}, 'config changes'), marks, ticks,
    s('text', {x: EDGE, y: 118}, named.from),
    s('text', {x: WIDTH - EDGE, y: 118, 'text-anchor': 'end'}, named.to));
}

/** A zone's free memory against its watermarks. */
export function zone(z) {
  const kb = z.kilobytes;
  const scale = Math.max(kb.free ?? 0, kb.high ?? 0, 1) * 1.15;
  const x = value => 130 + value / scale * 480;
  const marks = ['min', 'low', 'high'].filter(name => kb[name] !== undefined);
  const says = `node ${z.node ?? 0} ${z.name}: ${kb.free} kB free, ${marks.map(m => `${m} ${kb[m]}`).join(', ')}`;
  return s('svg', {viewBox: '0 0 640 46', role: 'img', 'aria-label': says},
    s('text', {x: 0, y: 22}, `${z.node ?? 0} ${z.name}`),
    s('rect', {class: 'bar', x: 130, y: 8, width: Math.max(1, x(kb.free ?? 0) - 130), height: 18}),
    marks.map((m, i) => [
      s('line', {class: 'line', x1: x(kb[m]), x2: x(kb[m]), y1: 4, y2: 30}),
      s('text', {x: x(kb[m]) + 3, y: 42, 'text-anchor': i === 0 ? 'end' : 'start'}, i === 1 ? '' : m)]),
    s('title', {}, says));
}

/** How many free blocks of each size a zone has. */
export function buddies(list) {
  const most = Math.max(...list.blocks.map(b => b.count), 1);
  const width = 510 / list.blocks.length;
  const says = `node ${list.node ?? 0} ${list.zone}: ${list.blocks.map(b => `${b.count} × ${b.kb} kB`).join(', ')}`;
  return s('svg', {viewBox: '0 0 640 76', role: 'img', 'aria-label': says},
    s('text', {x: 0, y: 40}, `${list.node ?? 0} ${list.zone}`),
    list.blocks.map((b, i) => {
      const height = b.count === 0 ? 0 : Math.max(2, Math.log1p(b.count) / Math.log1p(most) * 44);
      return [
        s('rect', {class: 'bar', x: 130 + i * width, y: 50 - height, width: width - 4, height}, s('title', {}, `${b.count} × ${b.kb} kB`)),
        s('text', {x: 130 + i * width + width / 2 - 2, y: 66, 'text-anchor': 'middle'}, b.kb >= 1024 ? `${b.kb / 1024}M` : `${b.kb}k`)];
    }),
    s('line', {class: 'axis', x1: 130, x2: 636, y1: 50, y2: 50}));
}

export function copyButton(text) {
  const button = h('button', {type: 'button', 'aria-label': `Copy: ${text}`, onclick: async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  }}, 'Copy');
  return button;
}
