'use strict';
// Shows what /events sends. Every text goes into the document as text, never as markup.
const id = name => document.getElementById(name);
const SEVERITIES = ['DOWN', 'REFUSED', 'DEGRADED', 'NOTICE', 'OK'];
const FRAME_MILLIS = 8;
const addresses = new Map();
const rows = new Map();
const dirty = new Set();
const parts = {};
let clockOffset = 0;
let lastNews = 0;
let drawing = false;
let first = true;

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}
function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
function age(time) {
  const began = Date.parse(time || '');
  if (Number.isNaN(began)) return '-';
  const seconds = Math.max(0, Math.round((Date.now() + clockOffset - began) / 1000));
  if (seconds < 120) return seconds + ' s';
  if (seconds < 7200) return Math.floor(seconds / 60) + ' min';
  return seconds < 172800 ? Math.floor(seconds / 3600) + ' h' : Math.floor(seconds / 86400) + ' d';
}
const title = address => address.service ? 'svc ' + address.service : address.name;
const order = address => SEVERITIES.indexOf(address.severity) + address.name;
const count = (number, one, many) => number === 1 ? '1 ' + one : number + ' ' + many;

class Row {
  constructor(name) {
    this.name = name;
    this.line = document.createElement('tr');
    this.cells = Array.from({length: 9}, (ignored, index) => {
      const cell = document.createElement(index === 1 ? 'th' : 'td');
      this.line.append(cell);
      return cell;
    });
    this.cells[1].scope = 'row';
    this.cells[8].className = 'number';
    this.state = element('span');
    this.cells[0].append(this.state);
    this.button = element('button', '', 'row');
    this.button.type = 'button';
    this.button.setAttribute('aria-expanded', 'false');
    this.button.addEventListener('click', () => this.toggle());
    this.cells[1].append(this.button);
    this.details = null;
    this.holder = undefined;
  }
  update(address) {
    this.order = order(address);
    this.text = [address.name, title(address), address.addresses.join(' '), address.state, address.activeNode || '',
      address.interfaceName || '', 'vrid:' + address.virtualRouterID].join(' ').toLowerCase();
    this.problem = address.severity !== 'OK' && address.severity !== 'NOTICE';
    const state = 'state ' + address.severity;
    if (this.state.className !== state) this.state.className = state;
    set(this.state, address.state);
    set(this.button, address.addresses.map(each => each.split('/')[0]).join(', ') || 'no address yet');
    set(this.cells[2], title(address));
    set(this.cells[3], address.activeNode || 'none');
    set(this.cells[4], age(address.since));
    set(this.cells[5], address.interfaceName || '-');
    set(this.cells[6], address.virtualRouterID === undefined ? '-' : String(address.virtualRouterID));
    set(this.cells[7], address.backups.join(', ') || 'none known');
    set(this.cells[8], String(address.moves));
    if (this.holder !== undefined && this.holder !== address.activeNode) {
      this.line.classList.remove('changed');
      requestAnimationFrame(() => this.line.classList.add('changed'));
    }
    this.holder = address.activeNode || null;
    if (this.details) this.fill(address);
  }
  toggle() {
    if (this.details) {
      this.details.remove();
      this.details = null;
    } else {
      this.details = element('tr', undefined, 'details');
      this.fill(addresses.get(this.name));
      this.line.after(this.details);
    }
    this.button.setAttribute('aria-expanded', String(this.details !== null));
  }
  fill(address) {
    const cell = document.createElement('td');
    cell.colSpan = 9;
    if (address.plannedMove) cell.append(element('p', 'Planned move ' + address.plannedMove));
    for (const router of address.routers) {
      const table = document.createElement('table');
      table.append(element('caption', router.name + ', ' + router.family, 'quiet'));
      const head = document.createElement('tr');
      for (const name of ['Node', 'State', 'Priority', 'For', 'Interface', 'Health checks', 'Problems']) {
        const column = element('th', name);
        column.scope = 'col';
        head.append(column);
      }
      table.createTHead().append(head);
      const body = table.createTBody();
      for (const member of router.members) {
        const line = body.insertRow();
        const priority = member.effectivePriority === undefined ? String(member.priority)
          : member.effectivePriority + ' of ' + member.priority;
        for (const text of [member.node, member.state + (member.stale ? ', stale' : ''), priority, age(member.since),
          member.interfaceName || '-', member.health || 'none', member.problems.join('; ') || 'none']) {
          line.append(element(line.children.length === 0 ? 'th' : 'td', text));
        }
        line.firstChild.scope = 'row';
      }
      cell.append(table);
    }
    if (address.lastMove) {
      cell.append(element('p', 'Last move ' + age(address.lastMove.time) + ' ago: ' + address.lastMove.explanation, 'quiet'));
    }
    this.details.replaceChildren(cell);
  }
  show(visible) {
    this.line.hidden = !visible;
    if (this.details) this.details.hidden = !visible;
  }
  remove() {
    if (document.activeElement === this.button) id('filter').focus();
    this.line.remove();
    if (this.details) this.details.remove();
  }
}

function fits(row) {
  const words = id('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  return (!id('only-problems').checked || row.problem) && words.every(word => row.text.includes(word));
}
// Inserts a row at its place; the body stays sorted, so a binary search finds it.
function place(row) {
  const lines = sorted;
  const at = lines.indexOf(row);
  if (at >= 0) {
    const before = at === 0 || lines[at - 1].order <= row.order;
    const after = at === lines.length - 1 || row.order <= lines[at + 1].order;
    if (before && after) return;
    lines.splice(at, 1);
  }
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].order <= row.order) low = middle + 1; else high = middle;
  }
  const next = lines[low];
  const focused = document.activeElement === row.button;
  id('rows').insertBefore(row.line, next ? next.line : null);
  if (focused) row.button.focus();
  if (row.details) row.line.after(row.details);
  lines.splice(low, 0, row);
}
const sorted = [];

// Draws changed rows for a few milliseconds a frame, so that a thousand of them do not block a key press.
function draw() {
  const began = performance.now();
  for (const name of dirty) {
    dirty.delete(name);
    const address = addresses.get(name);
    let row = rows.get(name);
    if (!address) {
      if (row) {
        row.remove();
        rows.delete(name);
        sorted.splice(sorted.indexOf(row), 1);
      }
    } else {
      if (!row) {
        row = new Row(name);
        rows.set(name, row);
      }
      row.update(address);
      place(row);
      row.show(fits(row));
    }
    if (performance.now() - began > FRAME_MILLIS) break;
  }
  drawing = dirty.size > 0;
  if (drawing) requestAnimationFrame(draw); else showCounts();
}
function request() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
  }
}
function showCounts() {
  const visible = sorted.filter(row => !row.line.hidden).length;
  set(id('shown'), visible === sorted.length ? count(visible, 'address', 'addresses') : visible + ' of ' + sorted.length);
  id('none').hidden = visible > 0 || sorted.length === 0;
  const numbers = new Map(SEVERITIES.map(each => [each, 0]));
  addresses.forEach(each => numbers.set(each.severity, numbers.get(each.severity) + 1));
  const words = {DOWN: 'down', REFUSED: 'with a refused change', DEGRADED: 'degraded', NOTICE: 'with a notice', OK: 'ok'};
  id('counts').replaceChildren(...SEVERITIES.filter(each => numbers.get(each) > 0 || each === 'OK').map(each => {
    const item = document.createElement('li');
    item.append(element('b', numbers.get(each)), ' ' + words[each]);
    return item;
  }));
  const down = numbers.get('DOWN');
  const weak = numbers.get('DEGRADED') + numbers.get('REFUSED');
  let text = 'There is no address yet.';
  if (addresses.size > 0) {
    text = down > 0 ? count(down, 'address does', 'addresses do') + ' not answer as it should.'
      : weak > 0 ? 'Every address answers, but ' + count(weak, 'needs', 'need') + ' attention.'
        : 'Every address answers, and nothing is wrong.';
    if (down > 1) text = down + ' addresses do not answer as they should.';
  }
  set(id('summary'), text);
}

function showProblems() {
  const problems = (parts.problems || []);
  id('problems-section').hidden = problems.length === 0;
  id('problems').replaceChildren(...problems.map(problem => {
    const item = element('li', undefined, problem.severity);
    item.append(element('b', problem.kind + ' ' + problem.name), ' ' + problem.severity.toLowerCase() + ', ' + problem.reason,
      element('p', problem.message));
    if (problem.remedy) item.append(element('p', problem.remedy, 'remedy'));
    return item;
  }));
  const more = (parts.problemCount || 0) - problems.length;
  id('problems-more').hidden = more <= 0;
  set(id('problems-more'), 'and ' + more + ' more: virtualip status');
}
function showNodes() {
  const most = Math.max(1, ...(parts.nodes || []).map(node => node.active));
  const focused = id('nodes').contains(document.activeElement) ? document.activeElement.textContent : null;
  id('nodes').replaceChildren(...(parts.nodes || []).map(node => {
    const line = document.createElement('tr');
    const name = document.createElement('th');
    name.scope = 'row';
    const button = element('button', node.name, 'row');
    button.type = 'button';
    button.title = 'Show its addresses';
    button.addEventListener('click', () => {
      id('filter').value = node.name;
      filter();
      id('filter').focus();
    });
    name.append(button);
    const active = document.createElement('td');
    const meter = document.createElement('meter');
    meter.max = most;
    meter.value = node.active;
    meter.setAttribute('aria-label', 'Active on ' + node.name);
    active.append(meter, String(node.active));
    line.append(name, active, element('td', node.backup, 'number'), element('td', node.agent), element('td', node.state),
      element('td', node.recentLateness || '-'));
    return line;
  }));
  if (focused !== null) {
    const buttons = [...id('nodes').querySelectorAll('button')];
    (buttons.find(button => button.textContent === focused) || id('filter')).focus();
  }
}
function showPools() {
  id('pools-section').hidden = (parts.pools || []).length === 0;
  id('pools').replaceChildren(...(parts.pools || []).map(pool => {
    const line = document.createElement('tr');
    const name = element('th', pool.name);
    name.scope = 'row';
    const used = document.createElement('td');
    const meter = document.createElement('meter');
    meter.max = Math.max(1, pool.total);
    meter.value = pool.used;
    meter.setAttribute('aria-label', 'Used of ' + pool.name);
    used.append(meter, pool.used + ' of ' + pool.total);
    line.append(name, used, element('td', pool.free, 'number'));
    return line;
  }));
}
function showMoves() {
  const moves = parts.moves || [];
  id('no-moves').hidden = moves.length > 0;
  id('moves').hidden = moves.length === 0;
  id('moves').replaceChildren(...moves.map(({title: name, move}) => {
    const item = document.createElement('li');
    const time = element('time', age(move.time) + ' ago');
    time.dateTime = move.time;
    time.title = move.time;
    const what = document.createElement('p');
    what.append(element('b', name), move.from ? ' from ' + move.from + ' to ' + move.to : ' to ' + move.to);
    const why = element('p', undefined, 'quiet');
    why.append(time, ': ' + move.explanation);
    item.append(what, why);
    return item;
  }));
}
function showGaps() {
  id('gaps').hidden = (parts.gaps || []).length === 0;
  id('gaps').replaceChildren(...(parts.gaps || []).map(gap => element('p', gap, 'quiet')));
}
const PARTS = {gaps: showGaps, problems: showProblems, problemCount: showProblems, nodes: showNodes, pools: showPools, moves: showMoves};

function take(update) {
  clockOffset = Date.parse(update.time) - Date.now();
  if (update.whole) {
    const kept = new Set(update.addresses.map(each => each.name));
    for (const name of addresses.keys()) if (!kept.has(name)) update.deleted.push(name);
  }
  for (const name of update.deleted) {
    addresses.delete(name);
    dirty.add(name);
  }
  for (const address of update.addresses) {
    addresses.set(address.name, address);
    dirty.add(address.name);
  }
  Object.assign(parts, update.parts);
  for (const name of Object.keys(update.parts)) if (PARTS[name]) PARTS[name]();
  if (first) {
    first = false;
    performance.mark('first-data');
  }
  request();
}
function filter() {
  for (const row of sorted) row.show(fits(row));
  showCounts();
}
function alive() {
  lastNews = Date.now();
  connection();
}
function connection() {
  const silent = lastNews === 0 ? 0 : Date.now() - lastNews;
  const shown = id('connection');
  const lost = silent > 6000;
  const text = lastNews === 0 ? 'Connecting' : lost ? 'Connection lost; trying again. The state below may be old.' : 'Live';
  set(shown, text);
  shown.className = 'connection ' + (lost ? 'lost' : lastNews === 0 ? '' : 'live');
}
function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const at = document.activeElement;
  if (event.key === '/' && at !== id('filter')) {
    event.preventDefault();
    id('filter').focus();
    id('filter').select();
  } else if (event.key === 'Escape' && at === id('filter')) {
    id('filter').value = '';
    filter();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const visible = sorted.filter(row => !row.line.hidden);
    const index = visible.findIndex(row => row.button === at);
    if (index < 0 && !(at === id('filter') && event.key === 'ArrowDown')) return;
    const next = event.key === 'ArrowDown' ? visible[index + 1] : visible[index - 1];
    if (next) {
      event.preventDefault();
      next.button.focus();
    }
  }
}
id('filter').addEventListener('input', filter);
id('only-problems').addEventListener('change', filter);
document.addEventListener('keydown', keys);
let source;
function connect() {
  source = new EventSource('events');
  source.onmessage = event => {
    alive();
    take(JSON.parse(event.data));
  };
  source.addEventListener('alive', alive);
  // A refusal (too many pages) closes the source for good; a lost connection it opens again itself.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
    connection();
  };
}
connect();
setInterval(connection, 1000);
setInterval(() => {
  if (document.hidden) return;
  for (const row of sorted) {
    const address = addresses.get(row.name);
    if (address) set(row.cells[4], age(address.since));
  }
}, 10000);
