// What the register and the search share: words folded alike, hits marked, data loaded on first need.
window.riskbookFind = (() => {
  "use strict";
  const loads = {};
  const make = (tag, facts) => Object.assign(document.createElement(tag), facts);
  // Capitals, and full-width and half-width letters, are the same.
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const split = (text) => fold(text).split(/\s+/).filter(Boolean);

  function load(path) {
    return loads[path] ??= new Promise((done) => {
      document.head.append(make("script", { src: path, onload: done, onerror: done }));
    });
  }

  // Puts a text into an element, with every hit of the folded words marked.
  function mark(place, text, words) {
    const at = [], hits = [];
    let folded = "", end = 0;
    if (words.length) for (const char of text) {
      folded += fold(char);
      while (at.length < folded.length) at.push(end);
      end += char.length;
    }
    at.push(end);
    for (const word of words) {
      for (let i = -1; (i = folded.indexOf(word, i + 1)) >= 0;) hits.push([at[i], at[i + word.length]]);
    }
    hits.sort((a, b) => a[0] - b[0]);
    place.replaceChildren();
    end = 0;
    for (const [from, to] of hits) {
      if (to <= end) continue;
      const begin = Math.max(from, end);
      place.append(text.slice(end, begin), make("mark", { textContent: text.slice(begin, to) }));
      end = to;
    }
    place.append(text.slice(end));
  }

  // Whatever is typed, but nothing while an input method still composes it.
  function typed(input, then) {
    input.addEventListener("input", (event) => event.isComposing || then());
    input.addEventListener("compositionend", then);
  }
  return { make, fold, split, load, mark, typed };
})();
