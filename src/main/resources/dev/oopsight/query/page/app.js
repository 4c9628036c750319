// Shows the view that the address names, and shows it anew while something may have happened.

import {h} from './draw.js';
import {fleet, oneHost, onePrint} from './fleet.js';
import {oneIncident} from './incident.js';
import {listen} from './live.js';
import {oneRule, pasted, rules} from './rules.js';

// While events come, only what they do not tell is asked for again: when hosts were heard.
const AGAIN_MILLIS = 10_000;
const AGAIN_LIVE_MILLIS = 60_000;
const ROUTES = [
  [/^\/?$/, fleet, true],
  [/^\/host\/(.+)$/, oneHost, false],
  [/^\/incident\/([\w-]+)$/, oneIncident, false],
  [/^\/fingerprint\/([\w-]+)$/, onePrint, false],
  [/^\/rules$/, rules, false],
  [/^\/rules\/(.+)$/, oneRule, false],
  [/^\/explain$/, pasted, false],
];

const main = document.getElementById('main');
const state = document.getElementById('state');
let shown = 0;
let live = false;

function route() {
  const path = decodeURIComponent(location.hash.replace(/^#/, ''));
  for (const [pattern, view, live] of ROUTES) {
    const match = pattern.exec(path);
    if (match) return {view: () => view(...match.slice(1)), live};
  }
  return {view: async () => ({title: 'Not here', body: [h('h1', {}, 'There is no such page')]}), live: false};
}

async function show(moved) {
  if (location.hash === '#main') return;
  const turn = ++shown;
  try {
    const here = route();
    live = here.live;
    const {title, body} = await here.view();
    if (turn !== shown) return;
    document.title = `${title} · Oopsight`;
    main.replaceChildren(...body.flat(Infinity).filter(Boolean));
    state.textContent = live ? `as of ${new Date().toISOString().slice(11, 19)} UTC` : '';
    if (moved) {
      window.scrollTo(0, 0);
      main.focus({preventScroll: true});
    }
  } catch (error) {
    if (turn !== shown) return;
    if (moved) main.replaceChildren(h('h1', {}, 'This cannot be shown'), h('p', {role: 'alert'}, error.message));
    else state.textContent = `not renewed: ${error.message}`;
  }
  if (live) setTimeout(() => turn === shown && show(false), hearing() ? AGAIN_LIVE_MILLIS : AGAIN_MILLIS);
}

window.addEventListener('hashchange', () => show(true));
const hearing = listen(() => live && show(false));
show(false);
