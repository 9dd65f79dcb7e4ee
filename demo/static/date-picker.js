// A calendar beside a date's text field: a dialog with a grid, operated as the ARIA Authoring Practices describe it.
const day = (iso) => { const [y, m, d] = iso.split('-').map(Number); return new Date(Date.UTC(y, m - 1, d)); };
const iso = (date) => date.toISOString().slice(0, 10);
const plus = (date, days) => new Date(date.getTime() + days * 86400000);
const plusMonths = (date, months) => {
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), last)));
};
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function pickDates() {
  for (const box of document.querySelectorAll('[data-date-picker]')) {
    equip(box);
    const trapped = box.querySelector('[data-trap]'); // only a build with the fault keyboard-trap-in-date-picker has one
    trapped?.addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); });
  }
}

function equip(box) {
  const input = box.querySelector('input');
  const opener = box.querySelector('.calendar-button');
  const language = box.dataset.language === 'sv' ? 'sv-SE' : 'en-GB';
  const say = (date, parts) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...parts }).format(date);
  let dialog = null;
  let at = null;

  const close = () => { dialog?.remove(); dialog = null; opener.focus(); };
  const choose = (date) => { input.value = iso(date); close(); input.dispatchEvent(new Event('change', { bubbles: true })); };
  const move = (date) => { at = date; draw(); dialog.querySelector('td button[tabindex="0"]').focus(); };
  const make = (tag, attributes = {}, text = '') => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  function open() {
    at = /^\d{4}-\d\d-\d\d$/.test(input.value) && !Number.isNaN(day(input.value).getTime()) ? day(input.value) : day(box.dataset.today);
    dialog = make('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': box.dataset.calendar, class: 'calendar' });
    dialog.addEventListener('keydown', keys);
    box.append(dialog);
    move(at);
  }

  function draw() {
    const month = say(at, { month: 'long', year: 'numeric' });
    const head = make('div', { class: 'calendar-head' });
    const back = make('button', { type: 'button', 'aria-label': box.dataset.previous }, '‹');
    const forward = make('button', { type: 'button', 'aria-label': box.dataset.next }, '›');
    back.addEventListener('click', () => { at = plusMonths(at, -1); draw(); dialog.querySelector('.calendar-head button').focus(); });
    forward.addEventListener('click', () => { at = plusMonths(at, 1); draw(); dialog.querySelectorAll('.calendar-head button')[1].focus(); });
    head.append(back, make('h2', { 'aria-live': 'polite' }, month), forward);
    const shut = make('button', { type: 'button' }, box.dataset.close);
    shut.addEventListener('click', close);
    dialog.replaceChildren(head, grid(month), shut);
  }

  function grid(month) {
    const table = make('table', { role: 'grid', 'aria-label': month });
    const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
    const monday = plus(first, -((first.getUTCDay() + 6) % 7));
    const heads = make('tr');
    for (let n = 0; n < 7; n++) heads.append(make('th', { scope: 'col', abbr: say(plus(monday, n), { weekday: 'long' }) }, say(plus(monday, n), { weekday: 'short' })));
    const top = make('thead');
    top.append(heads);
    const body = make('tbody');
    for (let week = monday; week.getTime() === monday.getTime() || week.getUTCMonth() === at.getUTCMonth(); week = plus(week, 7)) {
      const line = make('tr');
      for (let n = 0; n < 7; n++) line.append(cell(plus(week, n)));
      body.append(line);
    }
    table.append(top, body);
    return table;
  }

  function cell(date) {
    const square = make('td', { role: 'gridcell' });
    if (date.getUTCMonth() !== at.getUTCMonth()) return square;
    if (iso(date) === input.value) square.setAttribute('aria-selected', 'true');
    const button = make('button', { type: 'button', tabindex: iso(date) === iso(at) ? '0' : '-1', 'aria-label': say(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) }, String(date.getUTCDate()));
    if (iso(date) === box.dataset.today) button.setAttribute('aria-current', 'date');
    button.addEventListener('click', () => choose(date));
    square.append(button);
    return square;
  }

  function keys(event) {
    const inGrid = event.target.closest('td');
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') {
      const stops = [...dialog.querySelectorAll('button:not([tabindex="-1"])')];
      const next = (stops.indexOf(event.target) + (event.shiftKey ? stops.length - 1 : 1)) % stops.length;
      stops[next].focus();
    } else if (inGrid && event.key in STEPS) move(plus(at, STEPS[event.key]));
    else if (inGrid && event.key === 'Home') move(plus(at, -((at.getUTCDay() + 6) % 7)));
    else if (inGrid && event.key === 'End') move(plus(at, 6 - ((at.getUTCDay() + 6) % 7)));
    else if (inGrid && event.key === 'PageUp') move(plusMonths(at, event.shiftKey ? -12 : -1));
    else if (inGrid && event.key === 'PageDown') move(plusMonths(at, event.shiftKey ? 12 : 1));
    else return;
    event.preventDefault();
  }

  opener.addEventListener('click', () => (dialog ? close() : open()));
  document.addEventListener('pointerdown', (event) => { if (dialog && !box.contains(event.target)) { dialog.remove(); dialog = null; } });
}
