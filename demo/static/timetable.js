// The timetable: a day at a time, a week behind it, for a pupil or for each of a guardian's children.
import { ask, link, make, say, start } from './router.js';

async function week(child, day) {
  const query = new URLSearchParams();
  if (child) query.set('child', child);
  if (day) query.set('day', day);
  const answer = await ask(`/api/timetable?${query}`);
  // A build with the fault timetable-waterfall hands out one day at a time.
  for (const address of answer.more || []) answer.days.push(await ask(address));
  return answer;
}

const plus = (day, days) => {
  const [y, m, d] = day.split('-').map(Number);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
};
const weekday = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const nextSchoolDay = (day) => plus(day, weekday(day) >= 4 ? 7 - weekday(day) : 1);
const previousSchoolDay = (day) => plus(day, weekday(day) === 0 ? -3 : -1);

function lessons(day) {
  if (!day.lessons.length) return make('p', {}, say('free'));
  const head = make('tr', {}, ...['time', 'lesson', 'room'].map((key) => make('th', { scope: 'col' }, say(key))));
  const lines = day.lessons.map((lesson) => make('tr', {},
    make('td', {}, `${lesson.starts}–${lesson.ends}`),
    make('th', { scope: 'row', lang: 'sv' }, lesson.title),
    make('td', {}, lesson.remote ? make('a', { href: lesson.remote }, say('join')) : lesson.room)));
  return make('table', {}, make('thead', {}, head), make('tbody', {}, ...lines));
}

function next(answer) {
  const lesson = answer.next_lesson;
  if (answer.children.length || !lesson) return null;
  return make('section', { class: 'next', 'aria-labelledby': 'next-heading', 'aria-hidden': document.querySelector('[data-hides-next]') ? 'true' : false },
    make('h2', { id: 'next-heading' }, say('next-lesson')),
    make('p', {}, say('next-line', { title: lesson.title, time: lesson.starts, room: lesson.room, day: lesson.day })));
}

function children(answer, base, shown) {
  if (!answer.children.length) return null;
  const items = answer.children.map((child) =>
    make('li', {}, link(`/timetable/${child.id}/${shown}`, child.name, { 'aria-current': child.name === answer.name ? 'true' : false })));
  return make('ul', { class: 'tabs', 'aria-label': say('children') }, ...items);
}

async function draw(child, day) {
  const answer = await week(child, day);
  const shown = day || answer.today;
  const found = answer.days.find((one) => one.date === shown);
  const base = child ? `/timetable/${child}` : '/timetable';
  const ways = [[previousSchoolDay(shown), 'previous'], [answer.today, 'today'], [nextSchoolDay(shown), 'next']]
    .filter(([to]) => to !== shown)
    .map(([to, key]) => make('li', {}, link(`${base}/${to}`, say(key))));
  return [
    make('h1', {}, say('heading', { name: answer.name })),
    next(answer),
    children(answer, base, shown),
    make('nav', { 'aria-label': say('days') }, make('ul', { class: 'tabs' }, ...ways)),
    make('h2', {}, found ? found.name : shown),
    found && found.ends ? make('p', {}, make('strong', {}, say('ends', { time: found.ends, day: found.name }))) : null,
    found ? lessons(found) : make('p', {}, say('free')),
  ];
}

start([
  [/^\/timetable\/(\d+)\/(\d{4}-\d\d-\d\d)$/, draw],
  [/^\/timetable\/(\d{4}-\d\d-\d\d)$/, (day) => draw(null, day)],
  [/^\/timetable\/(\d+)$/, draw],
  [/^/, () => draw(null, null)],
]);
