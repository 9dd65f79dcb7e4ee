// Filter and sort for tables; and everything open on paper. The report is complete without it.
(() => {
  const words = document.documentElement.dataset;
  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell ? (cell.dataset.value ?? cell.textContent).trim() : "";
    const number = parseFloat(text);
    return cell && cell.dataset.value !== undefined && !Number.isNaN(number) ? number : text.toLowerCase();
  };
  for (const table of document.querySelectorAll("table[data-sort]")) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].sort((a, b) => {
          const x = value(a, column), y = value(b, column);
          const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
          return up ? order : -order;
        });
        body.append(...rows);
      });
    });
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("output");
    label.textContent = words.filter;
    label.className = "filter";
    input.type = "search";
    label.append(input, told);
    input.addEventListener("input", () => {
      let shown = 0;
      for (const row of body.rows) {
        row.hidden = !row.textContent.toLowerCase().includes(input.value.toLowerCase());
        if (!row.hidden) shown += 1;
      }
      told.textContent = input.value ? `${shown} / ${body.rows.length}` : "";
    });
    table.closest(".scroll").before(label);
  }
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.dataset.shut = "";
      details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-shut]")) {
      delete details.dataset.shut;
      details.open = false;
    }
  });
})();
