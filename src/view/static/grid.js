// SPDX-License-Identifier: Apache-2.0
// Comfort of entry, behind youju.js: tables that are typed into, the roll, folders that are dropped.

// ---- tables that are typed into: pasted rows spread over cells, the cell above is copied by Ctrl+D, rows are added ----
function start_grid(table) {
  const body = table.tBodies[0];
  const form = table.closest('form');
  const most = Number(table.dataset.most);
  const inputs_of = (row) => $$('input[name^="c-"]', row);
  const place_of = (input) => [[...body.rows].indexOf(input.closest('tr')), inputs_of(input.closest('tr')).indexOf(input)];
  function add_row() {
    const n = body.rows.length;
    if (n >= most) return null;
    const row = body.rows[n - 1].cloneNode(true);
    for (const input of inputs_of(row)) {
      input.name = input.name.replace(/^c-\d+-/, `c-${n}-`);
      input.value = '';
      input.removeAttribute('aria-invalid');
      input.removeAttribute('aria-describedby');
      input.setAttribute('aria-labelledby', input.getAttribute('aria-labelledby').replace(/r-\d+$/, `r-${n}`));
    }
    for (const told of $$('.problem, .hint, td.told > *', row)) told.remove();
    for (const cell of $$('td.wrong', row)) cell.className = '';
    const head = $('th', row);
    head.id = `r-${n}`;
    head.textContent = String(n + 1);
    body.append(row);
    $('input[name=rows]', form).value = String(body.rows.length);
    return row;
  }
  // What a spreadsheet puts on the clipboard: tabs between cells, a cell with line ends stands in quotes.
  function cells_of(text) {
    const rows = [[]];
    let cell = '', quoted = false;
    for (let i = 0; i < text.length; ++i) {
      const c = text[i];
      if (quoted) {
        if (c === '"' && text[i + 1] === '"') { cell += '"'; ++i; }
        else if (c === '"') quoted = false;
        else cell += c === '\n' || c === '\r' ? ' ' : c;
      } else if (c === '"' && cell === '') quoted = true;
      else if (c === '\t') { rows.at(-1).push(cell.trim()); cell = ''; }
      else if (c === '\n') { rows.at(-1).push(cell.trim()); cell = ''; rows.push([]); }
      else if (c !== '\r') cell += c;
    }
    if (cell !== '' || rows.at(-1).length) rows.at(-1).push(cell.trim()); else rows.pop();
    return rows;
  }
  table.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!event.target.matches('input') || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const [top, left] = place_of(event.target);
    cells_of(text).forEach((cells, down) => {
      const row = body.rows[top + down] ?? add_row();
      if (!row) return;
      const inputs = inputs_of(row);
      cells.forEach((value, right) => { if (inputs[left + right]) inputs[left + right].value = value; });
    });
  });
  table.addEventListener('keydown', (event) => {
    if (!event.target.matches('input')) return;
    const [row, column] = place_of(event.target);
    const at = (n) => body.rows[n] && inputs_of(body.rows[n])[column];
    if (event.ctrlKey && event.key.toLowerCase() === 'd' && at(row - 1)) {
      event.preventDefault();
      event.target.value = at(row - 1).value;
      at(row + 1)?.focus();
    } else if (event.key === 'ArrowUp' && at(row - 1)) { event.preventDefault(); at(row - 1).focus(); }
    else if (event.key === 'ArrowDown' && !event.altKey && !event.target.list && (at(row + 1) || add_row())) { event.preventDefault(); at(row + 1).focus(); }
  });
  for (const button of $$('[data-grid-more]', form)) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const first = add_row();
      for (let i = 1; i < 10; ++i) add_row();
      if (first) inputs_of(first)[0].focus();
    });
  }
}
for (const table of $$('table[data-grid]')) start_grid(table);

// ---- the roll: who is away stands out, and how many are there is counted ----
for (const roll of $$('[data-roll]')) {
  roll.addEventListener('change', () => {
    const choices = $$('select', roll);
    for (const choice of choices) choice.closest('label').classList.toggle('away', choice.selectedIndex > 0);
    const there = $('[data-roll-there]', roll);
    if (there) there.textContent = String(choices.filter((choice) => choice.selectedIndex === 0).length);
  });
}

// ---- files that come with the times they were made, and folders that are dropped ----
for (const form of $$('form[data-times]')) {
  const field = $('input[type=file]', form);
  const tell = () => {
    for (const old of $$('input[name=time]', form)) old.remove();
    for (const file of field.files) {
      const told = document.createElement('input');
      told.type = 'hidden';
      told.name = 'time';
      told.value = `${new Date(file.lastModified + 8 * 3600e3).toISOString().slice(0, 19)} ${file.name}`;
      form.append(told);
    }
  };
  field.addEventListener('change', tell);
  form.addEventListener('submit', tell);
  async function files_in(entry) {
    if (entry.isFile) return [await new Promise((done, failed) => { entry.file(done, failed); })];
    const reader = entry.createReader();
    const all = [];
    for (;;) {
      const some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
      if (!some.length) break;
      for (const one of some) all.push(...await files_in(one));
    }
    return all;
  }
  for (const name of ['dragover', 'dragenter']) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', async (event) => {
    event.preventDefault();
    form.classList.remove('over');
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const kept = new DataTransfer();
    for (const entry of entries) for (const file of await files_in(entry)) if (!file.name.startsWith('.')) kept.items.add(file);
    if (!kept.files.length) return;
    field.files = kept.files;
    form.requestSubmit();
  });
}

// ---- scans and tables dropped anywhere on a page of somebody who writes: they go where such files are sorted ----
const sorted_at = (name) => (/\.(pdf|jpe?g|png)$/i.test(name) ? '/records/scans' : /\.(xlsx|csv)$/i.test(name) ? '/import' : '');
const takes_itself = (target) => target.closest?.('form[data-drop], form[data-times], input[type=file]');
document.addEventListener('dragover', (event) => {
  if (document.body.classList.contains('writes') && event.dataTransfer.types.includes('Files') && !takes_itself(event.target)) event.preventDefault();
});
document.addEventListener('drop', (event) => {
  const token = $('input[name=csrf]');
  if (!document.body.classList.contains('writes') || takes_itself(event.target) || !token || !event.dataTransfer.files.length) return;
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  const where = sorted_at(files[0].name);
  if (!where || files.some((file) => sorted_at(file.name) !== where)) return;
  const form = document.createElement('form');
  form.method = 'post';
  form.action = where;
  form.enctype = 'multipart/form-data';
  form.hidden = true;
  const field = document.createElement('input');
  field.type = 'file';
  field.name = 'files';
  field.multiple = true;
  field.files = event.dataTransfer.files;
  form.append(token.cloneNode(), field);
  document.body.append(form);
  form.submit();
});
