// Targets that are plainly large enough, or plainly far from every other: axe-core's target size, which lays a grid over the whole
// page for it, need not look at them (WCAG 2.5.8). Boxes are compared, of more elements than are targets; what is not plain is
// left to axe-core. Answers a function of no arguments, which answers the set of elements with room enough now. Targets in shadow
// trees and frames are not seen from here: on a page that has any, nothing is plain.
(() => {
  const LEAST = 24; // CSS px
  const TARGETS = "a, area, button, input, select, textarea, summary, [tabindex], [contenteditable]"; // what can have focus

  return () => {
    if (document.querySelector("iframe, frame, :modal")) return new Set();
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) if (node.shadowRoot) return new Set();

    const boxes = [...document.querySelectorAll(TARGETS)]
      .filter((e) => e.getClientRects().length)
      .map((e) => ({ e, box: e.getBoundingClientRect() }));
    boxes.sort((a, b) => a.box.top - b.box.top);
    const tallest = Math.max(0, ...boxes.map(({ box }) => box.height));
    const first = (top) => { // the first whose upper edge lies no higher, for all above it end above it
      let [low, high] = [0, boxes.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (boxes[middle].box.top < top) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const neighbours = function* (top, bottom) {
      for (let at = first(top - tallest); at < boxes.length && boxes[at].box.top <= bottom; at += 1) yield boxes[at];
    };
    const large = ({ e, box }) => {
      if (box.width < LEAST || box.height < LEAST) return false;
      for (const other of neighbours(box.top, box.bottom)) {
        if (other.e === e) continue;
        const { left, right, top, bottom } = other.box;
        if (left < box.right && right > box.left && top < box.bottom && bottom > box.top) return false;
      }
      return true;
    };
    const apart = ({ e, box }) => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      for (const other of neighbours(y - LEAST, y + LEAST)) {
        if (other.e === e) continue;
        const { left, right, top, bottom } = other.box;
        if (Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) < LEAST) return false;
      }
      return true;
    };
    return new Set(boxes.filter((target) => large(target) || apart(target)).map(({ e }) => e));
  };
})()
