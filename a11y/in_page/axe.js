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
  // Colour contrast takes half of the time; what is plainly legible is taken off its hands.
  const contrast = axe._audit.rules.find((rule) => rule.id === "color-contrast");
  const isText = contrast.matches, legibleNow = LEGIBLE;
  let legible = new Set(), spared = false;
  contrast.matches = (node, ...more) => {
    if (!isText(node, ...more)) return false;
    const known = legible.has(node);
    spared ||= known;
    return !known;
  };
  const trimmed = (results) => {
    const seen = (rules) => rules.map((rule) => rule.id);
    let [passes, inapplicable] = [seen(results.passes), seen(results.inapplicable)];
    if (spared && inapplicable.includes(contrast.id)) {
      passes = [...passes, contrast.id];
      inapplicable = inapplicable.filter((rule) => rule !== contrast.id);
    }
    const findings = [...found(results.violations, "violation"), ...found(results.incomplete, "needs-review")];
    return JSON.stringify({ version: results.testEngine.version, findings, passes, inapplicable });
  };
  globalThis.skolprovAxe = {
    // A page without frames: the quick way, elements that passed are not described.
    whole: () => {
      spared = false;
      try {
        legible = legibleNow();
      } catch {
        legible = new Set(); // a form whose field is named "childNodes" hides that of the form: all is left to axe-core
      }
      return axe.run(document, { ...options, iframes: false }).then(trimmed).finally(() => { legible = new Set(); });
    },
    // Pages with frames: each frame by itself, the answers put together in the main one.
    frames: (context) => axe.utils.getFrameContexts(context ?? document, options),
    part: (context) => axe.runPartial(context ?? document, options).then(JSON.stringify),
    together: (parts) => axe.finishRun(parts.map((part) => JSON.parse(part)), options).then(trimmed),
  };
})();
