// Text that is plainly legible: full colours, one on the other, nothing above or between. axe-core's colour contrast, the
// dearest of its rules, need not look at it. Whatever is not as plain as that is left to axe-core.
// Answers a function of no arguments, which answers the set of elements whose own text is plainly legible now. Shadow trees and
// inert parts are drawn otherwise than parents and elementsFromPoint tell: on a page that has any, no text is plain.
(() => {
  const LEAST = 4.55; // 4.5 is asked of small text (WCAG 1.4.3); nothing hangs on how a ratio was rounded
  const REPLACED = new Set(["IMG", "SVG", "CANVAS", "VIDEO", "IFRAME", "OBJECT", "EMBED", "PICTURE"]);
  const NEVER_HIT = new Set(["COL", "COLGROUP"]); // their background is drawn under a column's cells

  const channels = (colour) => {
    const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour);
    return found && { rgb: [+found[1], +found[2], +found[3]], alpha: found[4] === undefined ? 1 : +found[4] };
  };
  // Relative luminance and contrast ratio as WCAG 2.2 defines them.
  const luminance = ({ rgb }) => {
    const [r, g, b] = rgb.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  return () => {
    if (document.querySelector("[inert], :modal")) return new Set();
    const known = new Map();
    const bareOfPseudo = (e) => ["::before", "::after"].every((which) => {
      const style = getComputedStyle(e, which);
      return style.content === "none" || style.content === "normal" || style.display === "none";
    });
    // What an element does to text in it: null if that is not plain; else its own background, or none.
    const drawn = (e) => {
      if (known.has(e)) return known.get(e);
      const style = getComputedStyle(e), background = channels(style.backgroundColor);
      const whole = style.opacity === "1" && style.filter === "none" && style.mixBlendMode === "normal" &&
        style.backdropFilter === "none" && style.maskImage === "none" && style.clipPath === "none";
      const plain = background && (background.alpha === 0 || background.alpha === 1) && style.backgroundImage === "none" &&
        style.backgroundClip === "border-box" && !REPLACED.has(e.tagName.toUpperCase()) && bareOfPseudo(e);
      const told = whole && plain ? { background: background.alpha ? background : null, style } : null;
      known.set(e, told);
      return told;
    };
    // What lets the pointer through is not told by elementsFromPoint, and covers text all the same.
    const overlays = [];
    const candidates = new Set();
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      if (node.nodeType === 3) {
        if (/[a-z0-9]/i.test(node.data)) candidates.add(node.parentElement);
      } else if (node.shadowRoot) return new Set();
      else if (NEVER_HIT.has(node.tagName) || getComputedStyle(node).pointerEvents === "none") overlays.push(node);
    }
    const covering = overlays.map((e) => [e, e.getBoundingClientRect()]);

    const groundOf = (e) => {
      let ground = null;
      for (let at = e; at; at = at.parentElement) { // beyond the ground, too: what is half transparent there, is so here
        const told = drawn(at);
        if (!told) return null;
        if (told.background && !ground) ground = { at, colour: told.background };
      }
      return ground ?? { at: null, colour: { rgb: [255, 255, 255], alpha: 1 } };
    };
    const points = function* (e) {
      const { left, top, width, height } = e.getBoundingClientRect();
      yield [left + width / 2, top + height / 2];
      const range = document.createRange();
      for (const text of e.childNodes) {
        if (text.nodeType !== 3 || !text.data.trim()) continue;
        range.selectNodeContents(text);
        for (const rect of range.getClientRects()) yield [rect.left + rect.width / 2, rect.top + rect.height / 2];
      }
    };
    const standsOn = (e, ground, x, y) => {
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return boxes().allow(e, ground, x, y); // nothing is hit there
      if (covering.some(([over, box]) => !over.contains(e) && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)) return false;
      let met = false;
      for (const at of document.elementsFromPoint(x, y)) {
        if (at === e) met = true;
        if (at === ground) return met;
        if (at === e) continue;
        const told = drawn(at);
        if (!told || told.background) return false;
        if (met ? !at.contains(e) : !e.contains(at)) return false;
      }
      return met && !ground;
    };
    // Beyond the screen boxes are compared, which tell less than hits do: of what is drawn outside its own box, nothing.
    const BAND = 200; // CSS px
    let made;
    const boxes = () => (made ??= boxesNow());
    const boxesNow = () => {
      const bands = new Map(), tall = [];
      let strays = false;
      for (const e of document.querySelectorAll("body *")) {
        if (!e.getClientRects().length) continue;
        strays ||= ["::before", "::after"].some((which) => {
          const style = getComputedStyle(e, which);
          return style.content !== "none" && style.content !== "normal" && style.display !== "none" &&
            (style.position !== "static" || style.float !== "none" || style.transform !== "none" || style.margin !== "0px");
        });
        const { left, right, top, bottom } = e.getBoundingClientRect();
        if (right <= left || bottom <= top) continue;
        const entry = { e, left, right, top, bottom };
        const [from, to] = [Math.floor(top / BAND), Math.floor(bottom / BAND)];
        if (to - from > 9) tall.push(entry);
        else for (let band = from; band <= to; band += 1) bands.get(band)?.push(entry) ?? bands.set(band, [entry]);
      }
      const holding = (x, y) => [...(bands.get(Math.floor(y / BAND)) ?? []), ...tall]
        .filter((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom).map((b) => b.e);
      // The page's own ground is drawn everywhere; another one within its corners.
      const carries = (ground, x, y) => {
        const canvas = ground === document.documentElement ||
          (ground === document.body && !drawn(document.documentElement)?.background);
        if (!ground || canvas) return true;
        const { left, right, top, bottom } = ground.getBoundingClientRect();
        const style = drawn(ground).style;
        const corners = [style.borderTopLeftRadius, style.borderTopRightRadius, style.borderBottomLeftRadius, style.borderBottomRightRadius];
        if (corners.some((corner) => !/^[\d.]+px$/.test(corner))) return false;
        const r = Math.max(...corners.map(parseFloat));
        const [across, along] = [Math.min(x - left, right - x), Math.min(y - top, bottom - y)];
        return across >= 0 && along >= 0 && (across >= r || along >= r);
      };
      const lifted = (e, ground) => {
        for (let at = e; at && at !== ground; at = at.parentElement) {
          if (parseInt(drawn(at).style.zIndex, 10) < 0 || drawn(at).style.display === "table-caption") return false;
        }
        return true;
      };
      const allow = (e, ground, x, y) => !strays && carries(ground, x, y) && lifted(e, ground) &&
        holding(x, y).every((at) => at === e || at.contains(e) || (e.contains(at) && drawn(at) && !drawn(at).background));
      return { allow };
    };
    const isLegible = (e) => {
      const ground = groundOf(e);
      if (!ground) return false;
      const { style } = drawn(e), colour = channels(style.color);
      if (!colour || colour.alpha !== 1 || style.textShadow !== "none" || style.visibility !== "visible") return false;
      if (style.webkitTextFillColor !== style.color || parseFloat(style.webkitTextStrokeWidth)) return false;
      if (ratio(colour, ground.colour) < LEAST) return false;
      for (const [x, y] of points(e)) if (!standsOn(e, ground.at, x, y)) return false;
      return true;
    };
    return new Set([...candidates].filter(isLegible));
  };
})()
