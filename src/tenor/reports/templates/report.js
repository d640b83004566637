// The page's own script: draws the charts, sorts and filters tables, chooses a register, copies hashes, prepares print.
// Everything it adds is a convenience; without it the page still holds every number.
"use strict";
(() => {
  const PRINT_WIDTH = 680; // [px] the text width of an A4 page with the margins of the style sheet
  const FILTER_FROM = 13; // [rows] shorter tables need no filter
  const NARROW = 560; // [px] below this, labels inside the life chart would run over each other
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("scripted");

  function drawCharts() {
    for (const place of all("[data-figure]")) {
      const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
      if (place.clientWidth < NARROW) {
        for (const trace of figure.data) if (trace.mode === "markers+text") trace.mode = "markers";
      }
      Plotly.newPlot(place, figure.data, figure.layout, { displayModeBar: false, responsive: true, scrollZoom: false });
    }
  }

  function drawZoomButtons() {
    for (const button of all("[data-zoom]")) {
      const chart = document.getElementById(button.dataset.zoom);
      const close = chart.layout.meta.zoom;
      const whole = Object.fromEntries(Object.keys(close).map((key) => {
        const axis = key.split(".")[0];
        return [key, [...chart._fullLayout[axis].range]];
      }));
      const isClose = "close" in button.dataset;
      button.setAttribute("aria-pressed", String(!isClose));
      button.addEventListener("click", () => {
        const ranges = isClose ? close : whole;
        Plotly.relayout(chart, Object.fromEntries(Object.entries(ranges).map(([key, range]) => [key, range.map(Number)])));
        for (const other of all(`[data-zoom="${button.dataset.zoom}"]`)) other.setAttribute("aria-pressed", String(other === button));
      });
    }
  }

  function chooseRegister() {
    const choice = document.getElementById("register-choice");
    if (!choice) return;
    const show = () => {
      for (const part of all("[data-register]")) part.hidden = part.dataset.register !== choice.value;
      const chart = document.getElementById("chart-registers");
      if (chart) Plotly.restyle(chart, { visible: chart.layout.meta.views[Number(choice.value)] });
    };
    choice.addEventListener("change", show);
    choice.value = "0";
    show();
  }

  // A cell's key: its data-sort, else its number read back from the typographic form, else its text.
  function sortKey(cell) {
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = Number(text.replaceAll(",", "").replace("\u2212", "-").replace(/[+%]/g, ""));
    if (cell.classList.contains("number")) return Number.isNaN(number) ? -Infinity : number;
    return text;
  }

  function sortBy(table, column, ascending) {
    const order = ascending ? 1 : -1;
    for (const body of table.tBodies) {
      const keyed = [...body.rows].map((row) => [sortKey(row.cells[column]), row]);
      keyed.sort(([a], [b]) => order * (typeof a === "number" ? a - b || 0 : a.localeCompare(b, "en", { numeric: true })));
      body.append(...keyed.map(([, row]) => row));
    }
  }

  function makeSortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const ascending = head.ariaSort !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        sortBy(table, column, ascending);
      });
    });
  }

  function makeFilter(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < FILTER_FROM) return;
    const tool = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("output");
    tool.className = "tool";
    input.type = "search";
    label.append("Filter rows ", input);
    tool.append(label, count);
    const texts = rows.map((row) => [row, `${row.textContent} ${all("[data-copy]", row).map((each) => each.dataset.copy).join(" ")}`.toLowerCase()]);
    const apply = () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const [row, text] of texts) {
        row.hidden = !text.includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = wanted ? `${shown} of ${rows.length} rows; totals are of all` : `${rows.length} rows`;
    };
    input.addEventListener("input", apply);
    apply();
    table.closest(".table-frame").before(tool);
  }

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea"); // a page opened from disk may have no clipboard of its own
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function copyHashes() {
    document.addEventListener("click", async (event) => {
      const button = event.target.closest("[data-copy]");
      if (!button) return;
      await copyText(button.dataset.copy);
      button.classList.add("copied");
      document.getElementById("announce").textContent = `Copied ${button.dataset.copy}`;
      setTimeout(() => button.classList.remove("copied"), 1200);
    });
  }

  function followContents() {
    const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(entry.target.getAttribute("aria-labelledby"))?.setAttribute("aria-current", "true");
      }
    }, { rootMargin: "-10% 0px -80% 0px" });
    for (const section of all("main > section")) observer.observe(section);
  }

  function preparePrint() {
    const closed = all("details:not([open])");
    addEventListener("beforeprint", () => {
      for (const part of closed) part.open = true;
      for (const chart of all("[data-figure]")) Plotly.relayout(chart, { width: PRINT_WIDTH });
    });
    addEventListener("afterprint", () => {
      for (const chart of all("[data-figure]")) Plotly.relayout(chart, { width: null, autosize: true });
    });
  }

  drawCharts();
  drawZoomButtons();
  chooseRegister();
  all("table.sortable").forEach(makeSortable);
  all("table.sortable").forEach(makeFilter);
  copyHashes();
  followContents();
  preparePrint();
})();
