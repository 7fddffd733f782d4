// Every text of the page that is neither in brackets nor marked as of another language, with the
// place where it stands.
() => {
  const own = document.documentElement.lang, found = [];
  const note = (element, words) => {
    if (/\p{L}/u.test(words)) found.push([place(element), words.replace(/\s+/g, " ").trim()]);
  };
  const place = element => {
    const parts = [];
    for (let one = element; one && one !== document.body && parts.length < 4; one = one.parentElement)
      parts.unshift(one.localName + (one.className && one.className.baseVal === undefined
        ? "." + String(one.className).trim().split(/\s+/).join(".") : ""));
    return parts.join(" ");
  };
  const outside = (words, depth) => {
    let rest = "";
    for (const one of words) {
      if (one === "⟦") depth.now++;
      else if (one === "⟧") depth.now = Math.max(0, depth.now - 1);
      else rest += depth.now ? "" : one;
    }
    return rest;
  };
  const foreign = element => {
    const marked = element.closest("[lang]");
    return marked && marked.lang !== own;
  };
  const whole = element => {
    let one = element;
    while (one.parentElement && /^(inline|contents)/.test(getComputedStyle(one).display))
      one = one.parentElement;
    return one;
  };
  const depths = new Map();
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, noscript")) continue;
    const block = element.closest("g, svg, option, title") || whole(element);
    if (!depths.has(block)) depths.set(block, { now: 0 });
    const rest = outside(node.data, depths.get(block));
    if (foreign(element) || element.closest("code, pre, kbd, time")) continue;
    note(element, rest);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder", "aria-description", "content"])
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const read = name !== "content" || /description|title|alt/.test(element.name || element.getAttribute("property"));
      if (read && !foreign(element)) note(element, outside(element.getAttribute(name), { now: 0 }));
    }
  return found;
}
