// How axe-core is asked, and what is taken home of its answer. Runs in our own world, after axe-core itself.
// Its answer for a page of a thousand elements is megabytes; a state needs kilobytes of it.
(() => {
  const options = {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    resultTypes: ["violations", "incomplete"],
    // Style sheets would be fetched again, which would stand in the journey's traffic; no rule that we run needs them.
    preload: { assets: ["media"], timeout: 2000 },
  };
  const primitive = (v) => (typeof v === "string" ? v.slice(0, 200) : v);
  const simple = (v) => v === null || ["string", "number", "boolean"].includes(typeof v);

  // What the checks measured. "any" holds ways of which one would do, so all of them speak; "none" and "all" likewise.
  const values = (node) => {
    const seen = { checks: [] };
    for (const check of [...node.any, ...node.all, ...node.none]) {
      seen.checks.push(check.id);
      const data = check.data;
      if (data && typeof data === "object" && !Array.isArray(data)) {
        for (const [key, value] of Object.entries(data)) if (simple(value)) seen[key] = primitive(value);
      } else if (Array.isArray(data)) {
        seen[check.id] = data.filter(simple).slice(0, 20).map(primitive);
      }
    }
    return seen;
  };
  // A frame without links has no menu to get past, and yet axe asks a person to look for a way past it.
  const meant = (rule) => (node) => !(rule.id === "bypass" && node.target.length > 1);
  const found = (results, verdict) =>
    results.flatMap((rule) =>
      rule.nodes.filter(meant(rule)).map((node) => ({
        rule: rule.id, verdict, tags: rule.tags, impact: node.impact ?? rule.impact ?? "", target: node.target, values: values(node),
      })),
    );
  // Colour contrast and target size take most of the time; what is plainly right is taken off their hands.
  const sparing = (id, plainNow) => {
    const rule = axe._audit.rules.find((rule) => rule.id === id);
    const applies = rule.matches;
    const own = { id, plain: new Set(), spared: false };
    rule.matches = (node, ...more) => {
      if (!own.plain.has(node)) return applies(node, ...more);
      own.spared ||= applies(node, ...more);
      return false;
    };
    own.look = () => {
      own.spared = false;
      try {
        own.plain = plainNow();
      } catch {
        own.plain = new Set(); // a form whose field is named "childNodes" hides that of the form: all is left to axe-core
      }
    };
    own.end = () => { own.plain = new Set(); };
    return own;
  };
  const spared = [sparing("color-contrast", LEGIBLE), sparing("target-size", ROOMY)];
  const trimmed = (results) => {
    const seen = (rules) => rules.map((rule) => rule.id);
    let [passes, inapplicable] = [seen(results.passes), seen(results.inapplicable)];
    for (const { id } of spared.filter((rule) => rule.spared && inapplicable.includes(rule.id))) {
      passes = [...passes, id];
      inapplicable = inapplicable.filter((rule) => rule !== id);
    }
    const findings = [...found(results.violations, "violation"), ...found(results.incomplete, "needs-review")];
    return JSON.stringify({ version: results.testEngine.version, findings, passes, inapplicable });
  };
  globalThis.skolprovAxe = {
    alsoAAA: () => { options.runOnly.values = [...new Set([...options.runOnly.values, "wcag2aaa", "wcag21aaa", "wcag22aaa"])]; },
    // A page without frames: the quick way, elements that passed are not described.
    whole: () => {
      for (const rule of spared) rule.look();
      return axe.run(document, { ...options, iframes: false }).then(trimmed).finally(() => spared.forEach((rule) => rule.end()));
    },
    // Pages with frames: each frame by itself, the answers put together in the main one.
    frames: (context) => axe.utils.getFrameContexts(context ?? document, options),
    part: (context) => axe.runPartial(context ?? document, options).then(JSON.stringify),
    together: (parts) => axe.finishRun(parts.map((part) => JSON.parse(part)), options).then(trimmed),
  };
})();
