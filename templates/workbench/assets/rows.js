// Keys for queues: J and K go from row to row or from one to the next, A D R to a form, P prints, ? shows the list.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("table.rows a.row")];
  const typing = (at) => at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  const go = (step) => {
    if (rows.length) {
      const at = rows.indexOf(document.activeElement);
      const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
      next.focus();
      next.scrollIntoView({ block: "nearest" });
      return;
    }
    const link = document.querySelector(`a[rel=${step > 0 ? "next" : "prev"}]`);
    if (link) link.click();
  };
  document.addEventListener("keydown", (event) => {
    const ticking = event.target.type === "checkbox" || event.target.type === "radio";
    if ((typing(event.target) && !ticking) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const panel = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "p") window.print();
    else if (key === "?") {
      const keys = document.getElementById("keys");
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    } else if (panel) {
      panel.scrollIntoView({ block: "start" });
      const first = panel.querySelector("input:not([type=hidden]),select,textarea,button");
      if (first) first.focus();
    } else return;
    event.preventDefault();
  });
})();
