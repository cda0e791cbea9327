"use strict";
(() => {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // Tables sort by any column; numbers by value, with thousands separators and true minus signs.
  const value = (cell) => {
    const text = cell ? cell.textContent.trim() : "";
    const number = parseFloat(text.replace(/,/g, "").replace("−", "-").replace("< ", ""));
    return { text, number: Number.isNaN(number) ? -Infinity : number };
  };
  const sort = (head) => {
    const table = head.closest("table");
    const column = Array.prototype.indexOf.call(head.parentNode.children, head);
    const numeric = head.classList.contains("n");
    const first = numeric ? "descending" : "ascending";
    const now = head.getAttribute("aria-sort");
    const order = now === "ascending" ? "descending" : now === "descending" ? "ascending" : first;
    all("thead th", table).forEach((h) => h.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const rows = Array.from(table.tBodies[0].rows).map((row, i) => ({ row, i, key: value(row.cells[column]) }));
    rows.sort((a, b) => {
      const by = numeric ? a.key.number - b.key.number || 0 : a.key.text.localeCompare(b.key.text);
      return sign * by || a.i - b.i;
    });
    table.tBodies[0].append(...rows.map((r) => r.row));
  };
  all("table").forEach((table) => {
    if (table.tBodies[0].rows.length < 2) return;
    all("thead th", table).forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(head));
    });
  });

  // Passages are found by words, outlet or title, and by voice.
  const find = document.getElementById("find");
  const voice = document.getElementById("voice");
  const found = document.getElementById("found");
  const groups = all("#passages .group");
  const filter = () => {
    const wanted = find.value.trim().toLocaleLowerCase();
    let n = 0;
    groups.forEach((group) => {
      let inGroup = 0;
      all(".cell", group).forEach((cell) => {
        const name = cell.querySelector("h4").textContent.toLocaleLowerCase();
        let inCell = 0;
        all("blockquote", cell).forEach((quote) => {
          const right = !voice.value || quote.matches(voice.value === "outlet" ? ".own" : ".quoted, .both");
          const show = right && (!wanted || name.includes(wanted) || quote.textContent.toLocaleLowerCase().includes(wanted));
          quote.hidden = !show;
          inCell += show;
        });
        cell.hidden = (wanted || voice.value) && inCell === 0;
        inGroup += inCell;
      });
      group.hidden = (wanted || voice.value) && inGroup === 0;
      if (wanted) group.open = inGroup > 0;
      n += inGroup;
    });
    found.textContent = wanted || voice.value ? n + (n === 1 ? " passage" : " passages") : "";
  };
  if (find) {
    find.closest(".tools").hidden = false;
    find.addEventListener("input", filter);
    voice.addEventListener("change", filter);
  }

  // A word of the scatter plot, a name or a mark leads to its passages.
  const open = (target) => {
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  };
  const go = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (find && (find.value || voice.value) && target.closest("#passages")) {
      find.value = "";
      voice.value = "";
      filter();
    }
    open(target);
    target.scrollIntoView();
  };
  addEventListener("hashchange", go);
  go();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) go();
  });
  all(".word").forEach((word) => {
    word.setAttribute("tabindex", "0");
    word.setAttribute("role", "button");
    word.setAttribute("aria-label", "passages with " + word.dataset.term);
    const show = () => {
      find.value = word.dataset.term;
      filter();
      document.getElementById("passages").scrollIntoView();
      find.focus({ preventScroll: true });
    };
    word.addEventListener("click", show);
    word.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        show();
      }
    });
  });

  // Paper shows what is folded on the screen, the passages apart.
  addEventListener("beforeprint", () => all("main > section:not(#passages) details").forEach((d) => (d.open = true)));
})();
