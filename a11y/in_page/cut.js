// Which texts are cut off once they are larger or spaced apart, and were not before. The page is changed for the moment of one question.
(() => {
  const rectOf = Element.prototype.getBoundingClientRect;
  const parentOf = Object.getOwnPropertyDescriptor(Node.prototype, "parentElement").get;
  const slotOf = Object.getOwnPropertyDescriptor(Element.prototype, "assignedSlot").get;
  const up = (e) => slotOf.call(e) ?? parentOf.call(e) ?? e.getRootNode().host ?? null;
  const hides = (overflow) => overflow === "hidden" || overflow === "clip";
  const MOST_TEXTS = 4000, MOST_ELEMENTS = 6000, MOST_FINDINGS = 20;
  // WCAG 1.4.12, as a person's own style: it goes before the page's.
  const SPACED =
    "*:not(#_):not(#_) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
    " p:not(#_):not(#_) { margin-bottom: 2em !important }";
  const AT_ONCE = "*:not(#_):not(#_), *:not(#_):not(#_)::before, *:not(#_):not(#_)::after { transition: none !important }";
  // Pictures made of letters, editors that measure their own text, and what only looks like text.
  const NO_TEXT = "svg, [aria-hidden=true], [contenteditable], [role=textbox], [role=code], [class*=icon i], [class*=symbol i], script, style, option, noscript";
  // What is named so may well be shown whole in another way.
  const MAY_OPEN = /collaps|truncat|clamp|teaser|excerpt|expand|carousel|slide|swiper|ticker|marquee|accordion|preview/i;
  let sheet = null, large = [], suspects = [];

  const roots = (s) => [document, ...s.all("*").filter((e) => e.shadowRoot).map((e) => e.shadowRoot)];
  const undo = () => {
    large.forEach((animation) => animation.cancel());
    large = [];
    if (!sheet) return;
    const [put, places] = sheet;
    put.replaceSync(AT_ONCE);
    for (const root of places) (root.host ?? document.documentElement).offsetWidth; // taken back at once, too, not in a slow transition
    for (const root of places) root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((one) => one !== put);
    sheet = null;
  };
  const change = (s, kind) => {
    undo();
    const places = roots(s), put = new CSSStyleSheet();
    put.replaceSync(kind === "spaced" ? AT_ONCE + SPACED : AT_ONCE);
    for (const root of places) root.adoptedStyleSheets = [...root.adoptedStyleSheets, put];
    sheet = [put, places];
    if (kind !== "enlarged") return;
    // Twice each size: the text's, and what is measured by it. An animation shows in no attribute and starts nobody's observer.
    const sizes = [document.documentElement, ...s.all("body, body *")].slice(0, MOST_ELEMENTS).map((e) => {
      const { fontSize, lineHeight } = getComputedStyle(e);
      return [e, parseFloat(fontSize) * 2, parseFloat(lineHeight) * 2];
    });
    for (const [e, size, line] of sizes) {
      const frame = { fontSize: `${size}px`, ...(line ? { lineHeight: `${line}px` } : {}) };
      const animation = Element.prototype.animate.call(e, [frame, frame], { duration: 1000, fill: "both" });
      animation.pause();
      animation.currentTime = 0;
      large.push(animation);
    }
  };

  const measuring = () => {
    const known = new Map();
    const of = (e) => {
      if (known.has(e)) return known.get(e);
      const style = getComputedStyle(e), boxed = !/^(inline|contents)$/.test(style.display);
      const made = {
        x: boxed ? style.overflowX : "visible", y: boxed ? style.overflowY : "visible", position: style.position,
        holds: style.position !== "static" || style.transform !== "none", size: parseFloat(style.fontSize),
        shortens: style.textOverflow !== "clip" || (style.webkitLineClamp !== "none" && style.webkitLineClamp !== ""),
      };
      if (made.x !== "visible" || made.y !== "visible") {
        const { left, top } = rectOf.call(e);
        const [l, t] = [left + e.clientLeft, top + e.clientTop];
        made.box = { left: l, top: t, right: l + e.clientWidth, bottom: t + e.clientHeight };
      }
      known.set(e, made);
      return made;
    };
    const range = document.createRange();
    // The parts around a text that cut it off, each with how much of the text: null if nothing around it could.
    const cuts = (node, e) => {
      range.selectNodeContents(node);
      let lines = null, found = null, skip = false;
      for (let at = e, n = 0; at && at !== document.body && at !== document.documentElement && n < 200; at = up(at), n++) {
        const seen = of(at);
        if (skip && !seen.holds) continue;
        skip = seen.position === "absolute";
        if (seen.box) {
          lines ??= [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0).map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
          if (hides(seen.x) || hides(seen.y)) found ??= [];
          const cut = { by: at, down: 0, sideways: 0, shortens: seen.shortens };
          for (const line of lines) {
            const height = line.bottom - line.top, { box } = seen;
            if (hides(seen.y)) cut.down = Math.max(cut.down, (Math.max(0, line.bottom - box.bottom) + Math.max(0, box.top - line.top)) / height);
            else if (seen.y !== "visible") [line.top, line.bottom] = [line.top, line.bottom].map((y) => Math.min(Math.max(y, box.top), box.bottom));
            if (hides(seen.x)) cut.sideways = Math.max(cut.sideways, (Math.max(0, line.right - box.right) + Math.max(0, box.left - line.left)) / of(e).size);
            else if (seen.x !== "visible") [line.left, line.right] = [line.left, line.right].map((x) => Math.min(Math.max(x, box.left), box.right));
          }
          if (cut.down || cut.sideways) found?.push(cut);
        }
        if (seen.position === "fixed") break;
      }
      return found;
    };
    return cuts;
  };

  const whole = (cuts) => cuts.every((cut) => cut.down < 0.25 && cut.sideways < 0.2);
  // So much of a line's height, or more than half a letter: nobody can read that.
  const worst = (cuts) => cuts?.find((cut) => cut.down >= 0.4 || cut.sideways >= 0.6);

  // The texts that something around them could cut off, and nothing does yet.
  const candidates = (s) => {
    const cuts = measuring(), found = [];
    let budget = MOST_TEXTS;
    for (const start of roots(s)) {
      const walk = document.createTreeWalker(start, NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode()) && budget > 0; ) {
        if (!/[\p{L}\p{N}]/u.test(node.data) || /^[\p{Co}\s]*$/u.test(node.data)) continue;
        budget--;
        const e = node.parentElement ?? start.host;
        if (!e || e.closest(NO_TEXT) || !s.shown(e)) continue;
        const now = cuts(node, e);
        if (now && whole(now)) found.push({ node, e });
      }
    }
    return found;
  };
  const cutNow = (texts) => {
    const cuts = measuring();
    return texts.map(({ node, e, ...rest }) => ({ ...rest, node, e, cut: worst(cuts(node, e)) })).filter((one) => one.cut);
  };
  const overflows = (e) => [e.scrollHeight > e.clientHeight + 4, e.scrollWidth > e.clientWidth + 4];

  // What is cut off when the page is changed; null if nothing could be.
  const look = (s, kind) => {
    const texts = candidates(s);
    if (!texts.length) return null;
    const moving = new Set(document.getAnimations().filter((a) => a.playState === "running").map((a) => a.effect?.target));
    try {
      change(s, kind);
      suspects = cutNow(texts);
    } finally {
      undo();
    }
    suspects = suspects.filter(({ cut, e }) => {
      // It cut something off before: it is made to show a part, as a row of slides does.
      const [down, sideways] = overflows(cut.by);
      if (cut.down >= 0.4 ? down : sideways) return false;
      for (let at = e, n = 0; at && n < 200; at = up(at), n++) if (moving.has(at)) return false;
      return true;
    });
    return suspects.length;
  };
  // A teaser leads to the whole: a text of some length, in a link or with one beside it.
  const leadsOn = (by, text) => {
    const elsewhere = (a) => a && /^https?:|^file:/.test(a.href) && a.href.split("#")[0] !== location.href.split("#")[0];
    return text.length > 60 && (elsewhere(by.closest("a[href]")) || [...by.querySelectorAll("a[href]")].some(elsewhere));
  };
  const shortens = (e) => { const style = getComputedStyle(e); return style.textOverflow !== "clip" || !["none", ""].includes(style.webkitLineClamp); };
  // A size that a script has set may be one that it measured, and would measure anew: then the attribute stands as the browser writes it.
  const scripted = (e, which) => [...e.style].some((name) => which.test(name)) && e.getAttribute("style") === e.style.cssText;
  // The page was given time to answer to the change: what is cut off still?
  const confirmed = (s) => {
    const found = new Map();
    for (const { e, node, cut } of cutNow(suspects)) {
      const { by } = cut, name = by.getAttribute("class") ?? "", down = cut.down >= 0.4;
      const named = by.closest("[class]:not([class='']), [id]") ?? by, key = [by.localName, named.getAttribute("class") ?? named.id, down].join(" ");
      if (found.has(key) || found.size >= MOST_FINDINGS) continue;
      const { width, height } = rectOf.call(by), text = node.data.replace(/\s+/g, " ").trim();
      const opened = by.id && document.querySelector(`[aria-controls~="${CSS.escape(by.id)}"]`);
      let may = cut.shortens || MAY_OPEN.test(`${name} ${by.id}`) || Boolean(opened) || height >= innerHeight * 0.8;
      for (let at = e, n = 0; at && at !== by && n < 200; at = up(at), n++) may ||= shortens(at);
      may ||= scripted(by, down ? /^(max-)?height$/ : /^(max-)?width$/);
      may ||= down && leadsOn(by, text);
      // A wide row is laid out otherwise when the whole page is zoomed, and people may do that instead.
      if (!down && width >= innerWidth / 2) may = true;
      found.set(key, { way: s.path(by), text: text.length > 60 ? `${text.slice(0, 59)}…` : text, sure: !may });
    }
    return [...found.values()];
  };
  // Of what was confirmed, the parts that cut off something of the same texts as the page stands now.
  const cutStill = (s) => [...new Set(cutNow(suspects.filter(({ e }) => e.isConnected && s.shown(e))).map(({ cut }) => s.path(cut.by)))];
  const resized = () => { dispatchEvent(new Event("resize")); };
  globalThis.skolprovCut = { look, change, undo, confirmed, cutStill, resized };
})();
