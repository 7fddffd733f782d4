// The search: everything on the site by any part of its words. What things are called is looked at
// first; what is written in them comes from files by ranges of ids, loaded when somebody asks.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { fold, split, load, mark, typed } = window.riskbookFind;
  const query = $("query"), kind = $("kind"), hits = $("hits"), more = $("more");
  const STEP = 50;
  // Files read before what they have is shown.
  const AT_ONCE = 25;
  let data, things, gathering, reading = true, shown;

  const thing = (kind, key, title, lang, beside = "", text = "", level = []) => ({
    kind, key, title, lang, beside, text, level,
    id: data.kinds[kind][2] ? fold(key) : "", head: fold(title), names: fold(beside),
  });
  async function gather() {
    await Promise.all(["register-data", "search-data", "search-guide"]
      .map((name) => load(`assets/${name}.js`)));
    data = window.riskbookSearch;
    const { columns, lists, rows } = window.riskbookRegister;
    const at = Object.fromEntries(columns.map((name, index) => [name, index]));
    const name = (row, list) => (lists[list][row[at[list]]] || [])[1];
    const beside = ["service", "owner", "department", "category"];
    things = rows.map((row) => thing(0, row[at.id], row[at.title], row[at.lang],
      beside.map((list) => name(row, list)).filter(Boolean).join(window.riskbook.separator), "",
      [row[at.level], name(row, "level")]))
      .concat([...data.entries, ...window.riskbookGuide].map((entry) => thing(...entry)));
  }
  async function read() {
    for (let from = 0; reading; from += AT_ONCE) {
      await Promise.all(data.bodies.slice(from, from + AT_ONCE).map(load));
      reading = from + AT_ONCE < data.bodies.length;
      draw();
    }
  }

  // How good a hit is, the best first: the id, how the id begins, title, names beside, text, none.
  const NONE = 5;
  function worth(one, word) {
    if (one.id.startsWith(word)) return one.id === word ? 0 : 1;
    if (one.head.includes(word)) return 2;
    if (one.names.includes(word)) return 3;
    if (!one.folded) {
      one.text ||= one.id && (window.riskbookBodies || {})[one.key] || "";
      one.folded = fold(one.text);
    }
    return one.folded.includes(word) ? 4 : NONE;
  }
  // All words must occur; what has them all in its better places comes first, and among such what
  // has them side by side in its title.
  function found(words) {
    const ranks = Array.from({ length: 2 * NONE }, () => []), phrase = words.join(" ");
    for (const one of things) {
      if (kind.value && one.kind !== Number(kind.value)) continue;
      let worst = 0;
      for (const word of words) if ((worst = Math.max(worst, worth(one, word))) === NONE) break;
      if (worst < NONE) ranks[2 * worst + !one.head.includes(phrase)].push(one);
    }
    return ranks.flat();
  }

  // Where the text has the first word that is seen nowhere else.
  function excerpt({ text, folded }, word) {
    let at = text.toLowerCase().indexOf(word);
    if (at < 0) at = Math.round(folded.indexOf(word) * text.length / folded.length);
    const begin = Math.max(0, at - 50), end = at + word.length + 130;
    const space = text.indexOf(" ", begin);
    return (begin ? "…" : "") + text.slice(begin && space > 0 && space < at ? space + 1 : begin, end)
      + (end < text.length ? "…" : "");
  }
  function drawn(one, words) {
    const item = $("hit").content.firstElementChild.cloneNode(true);
    const [about, title, beside, text] = item.children;
    const [word, id, chip] = about.children, link = title.firstChild;
    const [name, folder, numbered] = data.kinds[one.kind], [place, level] = one.level;
    word.textContent = name;
    if (numbered) mark(id, one.key, words);
    if (level) chip.classList.add(`level-${place}`);
    chip.textContent = level || "";
    link.href = `${folder}/${one.key}.html`;
    if (one.lang) link.lang = text.lang = one.lang;
    mark(link, one.title, words);
    mark(beside, one.beside, words);
    const deep = words.find((part) => worth(one, part) === 4);
    if (deep) mark(text, excerpt(one, deep), words);
    return item;
  }

  function draw() {
    const words = split(query.value), all = words.length ? found(words) : [];
    hits.replaceChildren(...all.slice(0, shown).map((one) => drawn(one, words)));
    $("about").hidden = words.length > 0;
    $("nothing").hidden = !words.length || all.length > 0 || reading;
    $("narrowed").hidden = !kind.value;
    $("found").textContent = words.length
      ? window.riskbookCounted(reading ? data.reading : data.found, all.length) : "";
    more.hidden = all.length <= shown;
    more.textContent = data.more.replace("{count}", Math.min(STEP, all.length - shown));
  }
  async function ask() {
    const state = new URLSearchParams();
    if (query.value.trim()) state.set("q", query.value.trim());
    if (kind.value) state.set("kind", kind.value);
    history.replaceState(null, "", `${location.pathname}${state.size ? "?" : ""}${state}`);
    shown = STEP;
    const first = !gathering;
    await (gathering ||= gather());
    draw();
    if (first) read();
  }

  const state = new URLSearchParams(location.search);
  query.value = state.get("q") || "";
  kind.value = state.get("kind") || "";
  typed(query, ask);
  kind.oninput = ask;
  more.onclick = () => {
    const next = hits.children.length;
    shown += STEP;
    draw();
    hits.children[next].querySelector("a").focus();
  };
  $("ask").hidden = false;
  if (query.value) ask();
  else query.focus();
})();
