// Messages: inbox, sent, one message, and a new one.
import { ask, go, link, make, say, start, tell } from './router.js';

const tabs = (here) => make('ul', { class: 'tabs' },
  ...[['/messages', 'inbox'], ['/messages/sent', 'sent']].map(([address, key]) =>
    make('li', {}, link(address, say(key), { 'aria-current': key === here ? 'page' : false }))));

function line(message, other) {
  const subject = link(`/messages/${message.id}`, message.subject, { lang: 'sv', class: message.unread ? 'unread' : false });
  const about = make('span', { class: 'meta' }, `${other}, ${message.day}`);
  return make('li', {}, make('span', {}, subject, message.unread ? ` (${say('unread')})` : null, make('br'), about));
}

function pager(box, answer) {
  if (answer.pages < 2) return null;
  const way = (page, key) => make('li', {}, link(`${box}?page=${page}`, say(key)));
  return make('nav', { class: 'pager', 'aria-label': say('pages') }, make('ul', {},
    answer.page > 1 ? way(answer.page - 1, 'previous') : null,
    make('li', {}, make('span', {}, say('place', { page: answer.page, pages: answer.pages }))),
    answer.page < answer.pages ? way(answer.page + 1, 'next') : null));
}

async function box(name) {
  const page = new URLSearchParams(location.search).get('page') || 1;
  const answer = await ask(`/api/messages?box=${name}&page=${page}`);
  const lines = answer.messages.map((message) => line(message, name === 'sent' ? message.to : message.from));
  return [
    make('h1', {}, say(`heading-${name}`)),
    make('p', {}, link('/messages/new', say('new'), { class: 'button' })),
    tabs(name),
    lines.length ? make('ul', { class: 'rows' }, ...lines) : make('p', {}, say('none')),
    pager(name === 'sent' ? '/messages/sent' : '/messages', answer),
  ];
}

async function one(id) {
  const message = await ask(`/api/messages/${id}`);
  return [
    make('h1', { lang: 'sv' }, message.subject),
    make('p', { class: 'meta' }, say('from-to', { from: message.from, to: message.to }), make('br'), message.day),
    make('p', { class: 'text', lang: 'sv' }, message.text),
    make('p', {}, link('/messages', say('back'))),
  ];
}

function field(id, control) {
  return make('div', { class: 'field' }, make('label', { for: id }, say(`label-${id}`)), control);
}

async function write() {
  const { recipients } = await ask('/api/recipients');
  const options = recipients.map((recipient) => make('option', { value: recipient.id }, recipient.name));
  const form = make('form', { novalidate: true, submit: send },
    field('to', make('select', { id: 'to' }, make('option', { value: '' }, say('choose-recipient')), ...options)),
    field('subject', make('input', { id: 'subject', type: 'text', autocomplete: 'off' })),
    field('text', make('textarea', { id: 'text', rows: 8 })),
    make('button', { class: 'main' }, say('send')));
  return [make('h1', {}, say('new')), form, make('p', {}, link('/messages', say('back')))];
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await ask('/api/messages', { to: form.to.value, subject: form.subject.value, text: form.text.value });
  if (answer.errors) complain(form, answer.errors);
  else { await go(`/messages/${answer.id}`); tell(say('said-sent')); }
}

function complain(form, errors) {
  document.querySelector('.errors')?.remove();
  for (const old of form.querySelectorAll('.error')) old.remove();
  for (const control of form.querySelectorAll('[aria-invalid]')) { control.removeAttribute('aria-invalid'); control.removeAttribute('aria-describedby'); }
  const links = ['to', 'subject', 'text'].filter((id) => errors[id]).map((id) => {
    const text = errors[id];
    const control = form.querySelector(`#${id}`);
    control.before(make('p', { class: 'error', id: `${id}-error` }, text));
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', `${id}-error`);
    return make('li', {}, make('a', { href: `#${id}`, click: (event) => { event.preventDefault(); control.focus(); } }, text));
  });
  const summary = make('div', { class: 'errors', tabindex: '-1', role: 'group', 'aria-labelledby': 'errors-heading' },
    make('h2', { id: 'errors-heading' }, say('errors')), make('ul', {}, ...links));
  form.before(summary);
  summary.focus();
}

start([
  [/^\/messages\/?$/, () => box('inbox')],
  [/^\/messages\/sent$/, () => box('sent')],
  [/^\/messages\/new$/, write],
  [/^\/messages\/(\d+)$/, one],
  [/^/, () => box('inbox')],
]);
