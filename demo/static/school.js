// What the server's pages do in the browser: errors get focus, questions are asked, dates picked, rows filled.

document.querySelector('[data-takes-focus]')?.focus();

for (const region of document.querySelectorAll('.wide')) {
  // A table that has to be scrolled sideways can be scrolled with the keyboard; one that fits is no Tab stop.
  const fit = () => region.scrollWidth > region.clientWidth ? region.setAttribute('tabindex', '0') : region.removeAttribute('tabindex');
  new ResizeObserver(fit).observe(region);
}

for (const form of document.querySelectorAll('form[data-asks]')) {
  const dialog = document.getElementById(form.dataset.asks);
  let agreed = false;
  form.addEventListener('submit', (event) => {
    const choice = form.querySelector('input[type=radio]') && !form.querySelector('input[type=radio]:checked');
    if (agreed || choice) return; // without a choice the server says what is missing
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector('[data-yes]').addEventListener('click', () => { agreed = true; dialog.close(); form.requestSubmit(); });
  dialog.querySelector('[data-no]').addEventListener('click', () => dialog.close());
}

document.querySelector('[data-all-present]')?.addEventListener('click', () => {
  for (const select of document.querySelectorAll('.register select')) select.value = 'present';
  const said = document.querySelector('[data-all-present-said]');
  said.textContent = said.dataset.allPresentSaid;
});

document.querySelector('[data-same-all-week]')?.addEventListener('click', () => {
  for (const name of ['from', 'to']) {
    const [first, ...others] = document.querySelectorAll(`[data-hours=${name}]`);
    for (const other of others) other.value = first.value;
  }
  const said = document.querySelector('[data-same-all-week-said]');
  said.textContent = said.dataset.sameAllWeekSaid;
});

// Only a build with the fault mouse-only-hand-in or hand-in-without-role has such an element.
const drawn = document.querySelector('[data-submits]');
drawn?.addEventListener('click', () => drawn.closest('form').requestSubmit());
drawn?.addEventListener('keydown', (event) => { if (event.key === 'Enter') drawn.closest('form').requestSubmit(); });

for (const preview of document.querySelectorAll('[data-preview]')) {
  if (/\.(txt|md|csv)$/i.test(preview.dataset.previewOf)) {
    fetch(preview.dataset.preview).then((answer) => answer.ok ? answer.text() : '').then((text) => { preview.textContent = text.slice(0, 1000); });
  }
}

// Most pages ask for no date: they need not wait for the calendar.
if (document.querySelector('[data-date-picker]')) import('./date-picker.js').then(({ pickDates }) => pickDates());
