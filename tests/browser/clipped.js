// Every text that is cut, leaves its box, or lies on another, and a page wider than the window.
() => {
  const found = [];
  const words = element => (element.textContent || "").replace(/\s+/g, " ").trim().slice(0, 50);
  const name = element => element.localName + [...element.classList].map(one => "." + one).join("");
  const shown = element => {  // what is for screen readers alone is cut to nothing on purpose
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    for (let one = element; one; one = one.parentElement)
      if (one.clientWidth === 1 || one.matches(".skip")) return false;
    return true;
  };
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) found.push(`the page is ${wide} wide`);
  for (const box of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(box);
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || !shown(box)) continue;
    if (box instanceof SVGElement || /^(inline|contents)$/.test(style.display)) continue;
    if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
      found.push(`cut: ${name(box)} “${words(box)}”`);
  }
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const node = walk.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, option, title, desc") || !shown(element)) continue;
    let box = element;
    while (/^(inline|contents)$/.test(getComputedStyle(box).display) && !(box instanceof SVGElement)) box = box.parentElement;
    range.selectNodeContents(node);
    const inside = box.getBoundingClientRect();
    for (const one of range.getClientRects()) {
      if (one.width < 1) continue;
      texts.push({ one, box, words: words(element) });
      if (!(box instanceof SVGElement) && !/auto|scroll/.test(getComputedStyle(box).overflowX) && (one.right > inside.right + 2 || one.left < inside.left - 2))
        found.push(`outside: ${name(box)} “${words(element)}”`);
    }
  }
  texts.sort((a, b) => a.one.top - b.one.top);
  texts.forEach((text, at) => {
    for (let next = at + 1; next < texts.length && texts[next].one.top < text.one.bottom - 4; next++) {
      const other = texts[next];
      if (other.box === text.box) continue;
      const across = Math.min(text.one.right, other.one.right) - Math.max(text.one.left, other.one.left);
      const down = Math.min(text.one.bottom, other.one.bottom) - Math.max(text.one.top, other.one.top);
      if (across > 3 && down > 4 && !fixed(text.box) && !fixed(other.box))
        found.push(`overlap: “${text.words}” and “${other.words}”`);
    }
  });
  return [...new Set(found)];
  function fixed(box) { return box.closest("header.bar") && getComputedStyle(document.querySelector("header.bar")).position === "sticky"; }
}
