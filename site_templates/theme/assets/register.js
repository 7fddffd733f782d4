// The register's table: filters, order, columns. The page's own rows stand until a reader asks for
// more; then the rows come from register-data.js, which is loaded once, on first need.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const table = $("register");
  // The reader may have gone on.
  if (!table) return;
  const body = table.tBodies[0], filters = $("filters"), clear = $("clear"), more = $("more");
  const blank = $("blank-row").content.querySelector("tr");
  const heads = [...table.tHead.rows[0].cells];
  const names = heads.map((head) => head.dataset.sort);
  const usual = names.filter((name, index) => !heads[index].hidden);
  const controls = [...filters.querySelectorAll("[name]")];
  const boxes = [...filters.querySelectorAll("[data-column]")];
  const STEP = 200;
  // As many as a screen shows stand at once, the others as soon as those are seen.
  const AT_ONCE = 21;
  // What of the address is no filter.
  const VIEW = ["sort", "order", "columns"];
  // The place of each column in a row.
  const of = {}, places = {}, orders = {}, lates = {};
  let words, find, make, data, view, columns, rest, shown = STEP;

  const query = () => new URLSearchParams(location.search);
  const late = (day) => lates[day] ??= window.riskbookLate(day);

  async function load() {
    await find.load("assets/register-data.js");
    if (data) return;
    data = window.riskbookRegister;
    data.columns.forEach((name, index) => { of[name] = index; });
    const folded = ["owner", "service", "department", "category"].map((list) =>
      [of[list], data.lists[list].map((entry) => find.fold(entry[1]))]);
    data.rows.forEach((row, index) => {
      row.place = index;
      row.text = find.fold(`${row[of.id]} ${row[of.title]}`);
      for (const [at, known] of folded) row.text += ` ${known[row[at]] ?? ""}`;
    });
    // Words take their time to be compared; a reader who sorts by them has not to wait for it.
    (window.requestIdleCallback || setTimeout)(() => ordered("title"));
  }

  // What the columns say, as a spreadsheet has it.
  const entry = (list, row) => data.lists[list][row[of[list]]] || ["", ""];
  const named = (list) => (row) => entry(list, row)[1];
  const ranked = (row) => data.ranks[row[of.ranked]];
  const steps = (at) => at.length ? [data.likelihood[at[0] - 1], data.impact[at[1] - 1]] : ["", ""];
  const height = (at) => at.length ? data.grid[at[1] - 1][at[0] - 1] : -1;
  const level = (place) => (data.lists.level[place] || [])[1];
  const stage = (key) => (row) => {
    const at = row[of[key]];
    return [level(height(at)), ...steps(at)].filter(Boolean).join(words.comma);
  };
  const TEXT = {
    rank: (row) => ranked(row)[0].replace("=", ""),
    title: (row) => row[of.title],
    level: (row) => level(row[of.level]) || ranked(row)[2],
    likelihood: (row) => steps(row[of.current])[0],
    impact: (row) => steps(row[of.current])[1],
    inherent: stage("inherent"),
    target: stage("target"),
    due: (row) => row[of.due],
  };
  for (const name of names) TEXT[name] ??= named(name);

  // What is sorted by numbers; all else by its words, what has none last.
  const KEY = {
    rank: (row) => row.place,
    level: (row) => row[of.level],
    likelihood: (row) => row[of.current][0] || 0,
    impact: (row) => row[of.current][1] || 0,
    inherent: (row) => height(row[of.inherent]),
    target: (row) => height(row[of.target]),
  };
  // Words are compared once; after that every order is one of numbers.
  function placed(by) {
    if (places[by]) return places[by];
    const collator = new Intl.Collator(table.closest("[lang]").lang, { numeric: true });
    const values = data.rows.map(KEY[by] || ((row) => TEXT[by](row) || "\uffff"));
    const order = [...new Set(values)].sort(KEY[by] ? (a, b) => a - b : collator.compare);
    const at = new Map(order.map((value, index) => [value, index]));
    return places[by] = values.map((value) => at.get(value));
  }
  function ordered(by, order) {
    const at = placed(by), sign = order === "desc" ? -1 : 1;
    return orders[by + sign] ??= [...data.rows].sort((a, b) =>
      sign * (at[a.place] - at[b.place]) || a.place - b.place);
  }

  // Each filter gives the test that a row has to pass.
  const at = (row, state) => row[of[state.get("stage")] || of.current];
  const TESTS = {
    q: (value) => {
      const parts = find.split(value);
      return (row) => parts.every((part) => row.text.includes(part));
    },
    due: (value) => {
      const end = Date.parse(data.today) + (value === "month" ? 30 : 92) * 864e5;
      const last = new Date(end).toISOString().slice(0, 10);
      return value === "overdue" ? (row) => row[of.due] && late(row[of.due])
        : (row) => row[of.due] && row[of.due] <= last;
    },
    appetite: () => (row) => row[of.above] === 1,
    actions: () => (row) => row[of.act] && late(row[of.act]),
    actor: (value) => (row) => row[of.actors].some((one) => data.lists.owner[one][0] === value),
    likelihood: (value, state) => (row) => at(row, state)[0] === Number(value),
    impact: (value, state) => (row) => at(row, state)[1] === Number(value),
  };
  function listed(list, value) {
    const index = data.lists[list].findIndex((one) => one[0] === value);
    return (row) => row[of[list]] === (index < 0 && value !== "unassessed" ? NaN : index);
  }
  function kept(rows, state) {
    const tests = [];
    for (const [key, value] of state) {
      if (!value || VIEW.includes(key)) continue;
      if (TESTS[key]) tests.push(TESTS[key](value, state));
      else if (data.lists[key]) tests.push(listed(key, value));
    }
    return rows.filter((row) => tests.every((test) => test(row)));
  }

  // The name with a link to its page, as the page's own rows have it.
  function home(list, row) {
    const [key, textContent] = entry(list, row);
    return key && make("a", { textContent, href: `${list}s/${key}.html` });
  }
  const chip = (place) => place < 0 ? ""
    : make("span", { className: `chip level-${place}`, textContent: level(place) });
  const at_stage = (key) => (cell, row) => {
    cell.prepend(chip(height(row[of[key]])));
    cell.lastChild.textContent = steps(row[of[key]]).filter(Boolean).join(words.comma);
  };
  const linked = (list) => (cell, row) => cell.prepend(home(list, row));
  const FILL = {
    rank: (cell, row) => { cell.textContent = ranked(row)[0]; },
    title: (cell, row, marked) => {
      const [link, about] = cell.children;
      link.href = `risks/${row[of.id]}.html`;
      if (row[of.lang]) link.lang = row[of.lang];
      find.mark(link, row[of.title], marked);
      find.mark(about.firstChild, row[of.id], marked);
      about.lastChild.textContent = ranked(row)[1];
    },
    level: (cell, row) => {
      cell.prepend(chip(row[of.level]));
      cell.lastChild.textContent = ranked(row)[2];
      cell.lastChild.hidden = !ranked(row)[2];
    },
    inherent: at_stage("inherent"),
    target: at_stage("target"),
    department: linked("department"),
    service: linked("service"),
    register: linked("register"),
    owner: (cell, row) => {
      cell.prepend(home("owner", row));
      cell.lastChild.append(home("service", row));
    },
    due: (cell, row) => {
      const dateTime = row[of.due];
      if (!dateTime) return;
      const textContent = words.day.format(new Date(`${dateTime}T12:00:00`));
      cell.prepend(make("time", { dateTime, textContent }));
      cell.lastChild.textContent = late(dateTime);
    },
  };
  function draw(whole) {
    const state = query(), sort = TEXT[state.get("sort")] ? state.get("sort") : "rank";
    const marked = find.split(state.get("q") || "");
    const rows = view = kept(ordered(sort, state.get("order")), state);
    const one = blank.cloneNode(true);
    [...one.cells].forEach((cell, index) => columns.includes(names[index]) || cell.remove());
    const drawn = (row) => {
      const tr = one.cloneNode(true);
      tr.id = row[of.id];
      let cell = tr.firstElementChild;
      for (const by of columns) {
        if (FILL[by]) FILL[by](cell, row, marked);
        else cell.textContent = TEXT[by](row);
        cell = cell.nextElementSibling;
      }
      return tr;
    };
    const now = whole || rows.length < 2 * AT_ONCE ? shown : AT_ONCE;
    clearTimeout(rest);
    body.replaceChildren(...rows.slice(0, now).map(drawn));
    rest = setTimeout(() => body.append(...rows.slice(now, shown).map(drawn)), 60);
    $("nothing").hidden = rows.length > 0;
    head(state, rows.length, data.rows.length, shown);
  }

  // All that stands around the rows.
  function head(state, count, total, seen) {
    heads.forEach((th, index) => {
      th.hidden = !columns.includes(names[index]);
      th.ariaSort = names[index] !== (state.get("sort") || "rank") ? null
        : state.get("order") === "desc" ? "descending" : "ascending";
    });
    for (const box of boxes) box.checked = columns.includes(box.dataset.column);
    const [likelihood, impact] = [state.get("likelihood"), state.get("impact")];
    const where = data && (likelihood || impact) ? [words.stages[state.get("stage") || "current"],
      data.likelihood[likelihood - 1], data.impact[impact - 1]].filter(Boolean) : [];
    $("results").textContent = window.riskbookCounted(words.results, count).replace("{total}", total)
      + (where.length ? words.separator + where.join(words.comma) : "");
    more.hidden = seen >= count;
    more.textContent = words.more.replace("{count}", Math.min(STEP, count - seen));
    clear.hidden = [...state.keys()].every((key) => VIEW.includes(key));
    $("copied").textContent = "";
  }

  async function go(values) {
    const state = query();
    for (const key in values) {
      if (values[key]) state.set(key, values[key]);
      else state.delete(key);
    }
    history.replaceState(null, "", `${location.pathname}${state.size ? "?" : ""}${state}${location.hash}`);
    shown = STEP;
    await load();
    draw();
  }
  // Levels and scores are asked for worst first; words and dates from the start.
  function sort(by) {
    const state = query(), again = (state.get("sort") || "rank") === by;
    const down = again ? state.get("order") !== "desc" : KEY[by] && by !== "rank";
    go({ sort: by === "rank" && !down ? "" : by, order: down ? "desc" : "" });
  }
  // A reader's own columns hold on this device; the address has them too, for whoever gets it.
  function choose() {
    columns = names.filter((by, index) => !boxes.some((box) =>
      box.dataset.column === by && !box.checked));
    const text = `${columns}` === `${usual}` ? "" : columns.join(".");
    try { localStorage.setItem("riskbook-columns", text); } catch { /* for this page only */ }
    go({ columns: text });
  }

  async function csv() {
    await load();
    if (!view) draw();
    // A leading = + - @ would be a formula to a spreadsheet.
    const cell = (value) => {
      const text = value.replace(/\u00a0/g, " ").replace(/^(\s*[=+\-@]|[\t\r])/, "'$&");
      return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
    };
    const lines = [
      ["ID", ...columns.map((by) => heads[names.indexOf(by)].textContent.trim())],
      ...view.map((row) => [row[of.id], ...columns.map((by) => TEXT[by](row))]),
    ].map((line) => `${line.map(cell)}\r\n`);
    const href = URL.createObjectURL(new Blob(["\ufeff", ...lines], { type: "text/csv" }));
    make("a", { href, download: "register.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  function start() {
    find = window.riskbookFind;
    make = find.make;
    words = { ...window.riskbook };
    words.day = new Intl.DateTimeFormat(words.locale, { dateStyle: "medium" });
    for (const th of heads) {
      const button = make("button", { type: "button", onclick: () => sort(th.dataset.sort) });
      button.append(...th.childNodes);
      th.append(button);
    }
    const state = query(), values = {}, wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted && !$(wanted)) values.q = wanted;
    let own = state.get("columns");
    try { own ??= localStorage.getItem("riskbook-columns"); } catch { /* the usual ones */ }
    columns = own ? names.filter((by) => by === "title" || own.split(".").includes(by)) : usual;
    if (`${columns}` !== `${usual}`) values.columns = columns.join(".");
    for (const control of controls) {
      control.value = values[control.name] || state.get(control.name) || "";
      const inside = control.value && control.closest("details");
      if (inside) inside.open = true;
      find.typed(control, () => go({ [control.name]: control.value.trim() }));
    }
    for (const box of boxes) box.onchange = choose;
    clear.onclick = () => {
      for (const control of controls) control.value = "";
      go(Object.fromEntries([...query().keys()].filter((key) => !VIEW.includes(key)).map((key) => [key])));
      controls[0].focus();
    };
    more.onclick = async () => {
      const seen = body.rows.length;
      shown += STEP;
      await load();
      draw(true);
      body.rows[seen].querySelector("a").focus();
    };
    $("csv").onclick = csv;
    $("link").hidden = !navigator.clipboard;
    $("link").onclick = async () => {
      await navigator.clipboard.writeText(location.href);
      $("copied").textContent = $("link").dataset.done;
    };
    filters.hidden = $("result-line").hidden = false;
    const total = Number(table.dataset.total);
    head(state, total, total, body.rows.length);
    if (state.size || values.q || values.columns) go(values);
  }
  if (document.readyState !== "complete") document.addEventListener("DOMContentLoaded", start);
  else (function wait() {
    // Within another site the page came after the document, and what it loads comes in any order.
    if (window.riskbook && window.riskbookLate && window.riskbookFind) start();
    else document.addEventListener("load", wait, { capture: true, once: true });
  })();
})();
