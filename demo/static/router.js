// Pages that the browser renders itself: addresses without a reload, the JSON behind them, and where focus goes.
const view = document.getElementById('view');
export const words = JSON.parse(document.getElementById('words').textContent);

export const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`%${name}%`, value), words[key]);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const link = (address, text, attributes = {}) => make('a', { href: address, 'data-within': true, ...attributes }, text);

export async function ask(address, content) {
  const options = content === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': document.querySelector('meta[name=csrf-token]').content },
    body: JSON.stringify(content),
  };
  const answer = await fetch(address, options);
  if (answer.status === 401) { location.assign('/login'); throw new Error('signed out'); }
  if (!answer.ok && answer.status !== 422) throw new Error(`${answer.status}`);
  return answer.json();
}

// The region stands in the page from the beginning: one that arrives together with its text is not announced.
const said = document.querySelector('.said');
export const tell = (text) => said.replaceChildren(make('p', {}, text));

let routes = [];
let latest = 0;

async function show(moved) {
  const turn = ++latest;
  const [, draw, found] = routes.map(([pattern, render]) => [pattern, render, location.pathname.match(pattern)]).find(([, , match]) => match);
  let parts;
  try {
    parts = await draw(...found.slice(1));
  } catch (error) {
    parts = [make('h1', {}, say('failed')), make('p', {}, say('failed-advice'))];
  }
  if (turn !== latest) return; // the person has gone on meanwhile
  if (moved) said.replaceChildren();
  view.replaceChildren(...parts.filter(Boolean));
  const heading = view.querySelector('h1');
  if (!('keepsTitle' in view.dataset)) document.title = `${heading.textContent} – ${view.dataset.school}`;
  if (moved) {
    heading.setAttribute('tabindex', '-1');
    heading.focus();
    window.scrollTo(0, 0);
  }
}

export function go(address) {
  history.pushState(null, '', address);
  return show(true);
}

export function start(list) {
  routes = list;
  document.addEventListener('click', (event) => {
    const anchor = event.target.closest('a[data-within]');
    if (!anchor || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(anchor.getAttribute('href'));
  });
  window.addEventListener('popstate', () => show(true));
  return show(false);
}
