// The keyboard of the technicians' pages. Everything works without it.
(() => {
  'use strict';
  const rows = [...document.querySelectorAll('.reports .customer')];
  const place = 'desk-place';
  const isTyping = target => target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  const focused = () => rows.findIndex(row => row.closest('li').contains(document.activeElement));
  const go = step => {
    const at = focused();
    const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (row) { row.focus(); row.scrollIntoView({block: 'nearest'}); }
  };
  const remember = () => {
    const row = rows[focused()];
    if (row) sessionStorage.setItem(place, JSON.stringify([row.closest('li').id, focused()]));
  };
  const closeRow = () => {
    const item = rows[focused()]?.closest('li');
    const box = item?.querySelector('input[type=checkbox]');
    if (!box) return;
    remember();
    for (const other of document.querySelectorAll('.reports input[type=checkbox]')) other.checked = other === box;
    box.form.requestSubmit(box.form.querySelector('button[name=cause][value=""]'));
  };
  const actions = {
    j: () => go(1),
    k: () => go(-1),
    e: () => rows.length ? closeRow() : document.querySelector('[data-key=e]')?.focus(),
    n: () => document.querySelector('[data-key=n]')?.click(),
    u: () => document.querySelector('.back a')?.click(),
    r: () => { remember(); location.reload(); },
    '/': () => { const box = document.querySelector('[type=search]'); box?.focus(); box?.select(); },
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  document.addEventListener('click', event => {
    const copy = event.target.closest('[data-copy]');
    if (!copy) return;
    const field = document.getElementById(copy.dataset.copy);
    field.select();
    navigator.clipboard?.writeText(field.value).then(() => { copy.textContent = copy.dataset.done; }, () => {});
  });
  // A row that was left is found again, or the one that took its place.
  const [id, at] = JSON.parse(sessionStorage.getItem(place) || '[]');
  if (rows.length && at !== undefined) {
    sessionStorage.removeItem(place);
    const item = document.getElementById(id);
    (item ? item.querySelector('.customer') : rows[Math.min(at, rows.length - 1)]).focus();
  }
  for (const row of rows) row.addEventListener('click', remember);
  // Whoever comes back to the page after a minute sees today's list, unless something was begun in it.
  let left = 0;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { left = Date.now(); return; }
    const isBegun = document.querySelector('.reports input:checked') || isTyping(document.activeElement || document.body);
    if (rows.length && left && Date.now() - left > 60000 && !isBegun) actions.r();
  });
  for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
})();
