// What moves or blinks by itself, seen in repeated looks. Changes nothing.
// Answers an object: begin (which things may move), look (how they stand now), seen (what has moved), follow and goes (one thing), waits, end.
(s) => {
  if (globalThis.skolprovMoving) return globalThis.skolprovMoving;
  const LONG_MS = 5000; // WCAG 2.2.2
  const MOST = 120;
  const holds = (e, other) => Node.prototype.contains.call(e, other);
  const beside = (e) => (s.parent(e) ? [...Element.prototype.querySelectorAll.call(s.parent(e), ":scope > *")].slice(0, 30) : []);
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const waits = /spin|load|progress|skeleton|shimmer|placeholder|busy|pulse|ping|caret|cursor|indicator/i;
  const exempt = (e) => {
    if (e.closest("[role=progressbar], [role=meter], [role=timer], [aria-busy=true], progress, meter")) return true;
    for (let at = e, n = 0; at && n < 3; at = s.parent(at), n += 1)
      if (waits.test(`${attribute(at, "class")} ${attribute(at, "id")}`)) return true;
    return false;
  };
  // What lies in a closed part, folded to nothing, is drawn nowhere.
  const folded = (e) => {
    for (let at = s.parent(e), n = 0; at && n < 20; at = s.parent(at), n += 1) {
      const b = Element.prototype.getBoundingClientRect.call(at);
      if ((b.width <= 1 || b.height <= 1) && getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  const onPage = (e) => {
    if (!s.shown(e) || folded(e)) return false;
    const b = e.getBoundingClientRect();
    return b.right > 0 && b.bottom + scrollY > 0 && b.left < document.documentElement.scrollWidth + innerWidth && b.width * b.height >= 100;
  };
  const endless = (animation) => {
    if (animation.playState !== "running" || !(animation.timeline instanceof DocumentTimeline) || !animation.effect) return false;
    const { endTime, delay } = animation.effect.getComputedTiming();
    return endTime - Math.max(delay, 0) > LONG_MS;
  };
  const watched = new Map(); // element → what is known of it
  const add = (e, by) => {
    if (e instanceof Element && e !== document.documentElement && e !== document.body && watched.size < MOST && !watched.has(e) && !exempt(e))
      watched.set(e, { by, states: [] });
  };
  const mutated = new Set();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) if (mutated.size < MOST && target instanceof Element) mutated.add(target);
  });
  const state = (e) => {
    const b = e.getBoundingClientRect(), style = getComputedStyle(e);
    const seen = e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const shift = style.backgroundPosition.split(/[ ,]+/).map(parseFloat);
    return { left: b.left + scrollX + (shift[0] || 0), top: b.top + scrollY + (shift[1] || 0), width: b.width, height: b.height,
      opacity: seen ? +style.opacity : 0, scroll: e.scrollLeft + (e === document.scrollingElement ? 0 : e.scrollTop) };
  };
  const hints = "marquee, [data-bs-ride=carousel], [data-ride=carousel], [data-autoplay]:not([data-autoplay=false]), [class*=autoplay i], [class*=ticker i], " +
    "[class*=marquee i], [class*=carousel i], [class*=slideshow i], [class*=swiper i], [class*=slick i], [class*=splide i], [aria-roledescription=carousel i]";
  const moving = {
    // Whether there is anything to watch for: sure to move, or only hinted at by a name or a timer.
    begin: () => {
      watched.clear();
      mutated.clear();
      for (const animation of document.getAnimations()) if (endless(animation) && onPage(animation.effect.target ?? document.body)) add(animation.effect.target, "animation");
      for (const e of s.all("marquee")) if (onPage(e)) add(e, "marquee");
      for (const e of s.all("video[autoplay]"))
        if (!e.paused && !e.controls && (e.loop || !(e.duration <= LONG_MS / 1000)) && onPage(e)) add(e, "video");
      const suspects = s.all(hints).filter(onPage);
      for (const e of suspects.slice(0, 20)) for (const part of [e, ...[...e.querySelectorAll("*")].slice(0, 30)]) add(part, "script");
      for (const root of [document, ...s.all("*").map((e) => e.shadowRoot).filter(Boolean)])
        observer.observe(root, { subtree: true, attributeFilter: ["style", "class", "hidden", "transform", "x", "y", "cx", "cy", "points", "d"] });
      moving.look();
      return { sure: [...watched.values()].some((known) => known.by !== "script"), slides: suspects.length > 0 };
    },
    look: () => {
      for (const { target } of observer.takeRecords()) if (mutated.size < MOST && target instanceof Element) mutated.add(target);
      for (const e of mutated) if (onPage(e)) add(e, "script");
      for (const [e, known] of watched) if (known.states.length < 200) known.states.push({ at: performance.now(), ...state(e) });
      return mutated.size;
    },
    // Only this and what stands beside it.
    follow: (way) => {
      const e = s.find(way);
      if (!e) return false;
      watched.clear();
      for (const one of [e, s.parent(e), ...beside(e), ...[...e.querySelectorAll("*")].slice(0, 30)])
        if (one) watched.set(one, { by: one.localName === "video" ? "video" : one.localName === "marquee" ? "marquee" : "script", states: [] });
      moving.look();
      return true;
    },
    goes: () => {
      moving.look();
      return moving.seen().some((one) => (one.by === "video" ? !s.find(one.way).paused : true));
    },
    // Whether it only shows that something is under way.
    waits: (way) => { const e = s.find(way); return !e || exempt(e); },
    end: () => { observer.disconnect(); delete globalThis.skolprovMoving; return 0; },
    // What has moved so far: how far, when it last did, how many times it set out anew.
    seen: () => {
      const all = [];
      for (const [e, { by, states }] of watched) {
        if (!e.isConnected) continue;
        let far = 0, blink = 0, first = 0, last = 0, bursts = 0, before = null;
        for (const now of states) {
          if (before) {
            const step = Math.max(Math.abs(now.left - before.left), Math.abs(now.top - before.top), Math.abs(now.scroll - before.scroll),
              Math.abs(now.width - before.width), Math.abs(now.height - before.height));
            const swing = Math.abs(now.opacity - before.opacity);
            if (step > 1 || swing > 0.1) {
              if (!last || now.at - last > 700) bursts += 1;
              first ||= now.at;
              last = now.at;
            }
          }
          before = now;
        }
        const reach = (key) => Math.max(...states.map((n) => n[key])) - Math.min(...states.map((n) => n[key]));
        if (states.length) [far, blink] = [Math.max(...["left", "top", "scroll", "width", "height"].map(reach)), reach("opacity")];
        const size = Math.max(0, ...states.map((n) => n.width * n.height));
        if (by === "video" || by === "marquee" || far >= 5 || blink >= 0.5) all.push({ e, by, far, blink, first, last, bursts, size });
      }
      // Where one thing moves within another that moves, or many alike move, it is said of the first.
      const kept = [];
      for (const one of all) {
        const kin = kept.find((k) => holds(k.e, one.e) || holds(one.e, k.e) || s.parent(k.e) === s.parent(one.e));
        if (kin) {
          kin.first = Math.min(kin.first || Infinity, one.first || Infinity) || 0;
          kin.last = Math.max(kin.last, one.last);
          kin.bursts = Math.max(kin.bursts, one.bursts);
          kin.far = Math.max(kin.far, one.far);
          kin.size = Math.max(kin.size, one.size);
        } else kept.push(one);
      }
      return kept.slice(0, 10).map(({ e, first, last, ...rest }) => ({ ...rest, way: s.path(e), called: s.called(e), 
        lasted: Number.isFinite(first) ? last - first : 0, quiet: performance.now() - last }));
    },
  };
  globalThis.skolprovMoving = moving;
  return moving;
}
