// The colours, letters and small targets that the page shows, apart from where: what focus or the pointer changes in a look is told
// by them. Empty for a page with frames, whose looks are not seen from here.
() => {
  const rendered = Element.prototype.checkVisibility;
  const box = Element.prototype.getBoundingClientRect;
  const LARGE = 24; // CSS px: how small a target is matters below that (WCAG 2.5.8)
  const looks = new Set();
  const of = (e) => {
    const style = getComputedStyle(e);
    const look = [style.color, style.backgroundColor, style.backgroundImage, style.fontSize, style.fontWeight, style.opacity, style.textDecorationLine];
    if (e.tabIndex >= 0) {
      const { width, height } = box.call(e);
      look.push(Math.min(LARGE, Math.round(width)), Math.min(LARGE, Math.round(height)));
    }
    looks.add(look.join("|"));
  };
  const roots = [document];
  for (let root = roots.pop(); root; root = roots.pop()) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let e = walk.nextNode(); e; e = walk.nextNode()) {
      if (/^(iframe|frame|object|embed)$/i.test(e.tagName)) return "";
      if (rendered.call(e)) of(e);
      if (e.shadowRoot) roots.push(e.shadowRoot);
    }
  }
  return [...looks].sort().join("\n");
}
