// The reader: a document's text with marks, an outline before it and the card of the chosen mark beside it.
// data: text; marks [{start, end, kind, letter, label, cards}]; cards {id: node}; outline, legend, words; at;
// pages [{start, label}]; tables [{columns, rows [[[column, start, end]]]}].

function span(mark, index) {
  const element = document.createElement("span");
  element.className = mark.kind;
  if (mark.letter) element.dataset.letter = mark.letter;
  if (mark.why) element.dataset.why = mark.why;
  if (mark.label) element.title = mark.label;
  if (mark.cards) {
    element.dataset.mark = index;
    element.tabIndex = 0;
    element.setAttribute("role", "button");
  }
  return element;
}

// Words as they stand: a line where a page begins, and a gap that can be seen where a tab stands.
function writer(text, pages) {
  let next = 0;
  const plain = (parent, start, end) => {
    text.slice(start, end).split("\t").forEach((words, index) => {
      if (index) parent.append(build(["span", { class: "tab" }, ["\t"]]));
      if (words) parent.append(words);
    });
  };
  return (parent, start, end) => {
    let here = start;
    for (; next < pages.length && pages[next].start < end; next += 1) {
      const at = Math.max(here, pages[next].start);
      plain(parent, here, at);
      const border = build(["span", { class: "page" }, []]);
      border.dataset.label = pages[next].label;
      parent.append(border);
      here = at;
    }
    plain(parent, here, end);
  };
}

const LONG = 30;

// The rows of a table; a cell that stands alone in its row reaches to the end of it.
// Columns count as they are used: a cell that stands far off on its sheet does not drag empty ones along.
function gridOf(table, fill) {
  const used = [...new Set(table.rows.flatMap((cells) => cells.map(([at]) => at)))].sort((a, b) => a - b);
  const order = new Map(used.map((at, index) => [at, index + 1]));
  const rows = table.rows.map((cells) => {
    const row = document.createElement("tr");
    let column = 1;
    for (const [at, start, end] of cells) {
      for (; column < order.get(at); column += 1) row.append(document.createElement("td"));
      const cell = document.createElement("td");
      if (end - start > LONG) cell.className = "long";
      if (cells.length === 1) cell.colSpan = used.length - order.get(at) + 1;
      fill(cell, start, end);
      row.append(cell);
      column += cell.colSpan;
    }
    for (; column <= used.length; column += 1) row.append(document.createElement("td"));
    return row;
  });
  const grid = build(["div", { class: "scroll" }, [["table", { class: "grid" }, [["tbody", {}, []]]]]]);
  grid.querySelector("tbody").append(...rows);
  return grid;
}

// Marks may stand inside each other; where two cross, or one leaves its cell, it is continued in a second piece.
function paint(body, data, marks) {
  const { text } = data;
  const write = writer(text, data.pages);
  const queue = marks.map((mark, index) => ({ ...mark, index })).filter((mark) => mark.end > mark.start);
  queue.sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);
  let next = 0;
  const fill = (parent, start, end) => {
    let here = start;
    while (next < queue.length && queue[next].start < end) {
      const mark = queue[next++];
      if (mark.end <= here) continue;
      const first = Math.max(mark.start, here);
      if (first > here) write(parent, here, first);
      const stop = Math.min(mark.end, end);
      if (mark.end > end) {
        const rest = { ...mark, start: end };
        let at = next;
        while (at < queue.length && (queue[at].start < end || (queue[at].start === end && queue[at].end >= mark.end))) at += 1;
        queue.splice(at, 0, rest);
      }
      const element = span(mark, mark.index);
      parent.append(element);
      fill(element, first, stop);
      here = stop;
    }
    if (here < end) write(parent, here, end);
  };
  let here = 0;
  for (const table of data.tables) {
    const start = table.rows[0][0][1];
    fill(body, here, start);
    body.append(gridOf(table, fill));
    here = table.rows.at(-1).at(-1)[2];
    while (text[here] === "\t") here += 1;
    if (text[here] === "\n") here += 1;
  }
  fill(body, here, text.length);
}

function readAt(words) {
  const found = /^(\d+)(?:-(\d+))?$/.exec(words || "");
  return found && { start: Number(found[1]), end: Number(found[2] ?? found[1]) };
}

// The mark that stands exactly there, else the smallest one around the place, else the smallest one inside it.
function markAt(marks, at) {
  const size = (index) => marks[index].end - marks[index].start;
  const all = marks.map((_, index) => index).filter((index) => marks[index].cards);
  const exact = all.find((index) => marks[index].start === at.start && marks[index].end === at.end);
  if (exact !== undefined) return exact;
  const inside = (index) => marks[index].start >= at.start && marks[index].end <= at.end;
  const around = (index) => marks[index].start <= at.start && marks[index].end >= Math.max(at.end, at.start + 1);
  return [around, inside].map((test) => all.filter(test).sort((a, b) => size(a) - size(b))[0]).find((i) => i !== undefined);
}

function outlineOf(data, choosePlace) {
  const details = build(["details", { class: "outline", open: "" }, [["summary", {}, [data.words.outline]], ["ol", {}, []]]]);
  if (window.innerWidth <= 1150) details.removeAttribute("open");
  const list = details.querySelector("ol");
  let section = null;
  for (const entry of data.outline) {
    if (entry.section && entry.section !== section) list.append(build(["li", { class: "section" }, [entry.section]]));
    section = entry.section;
    const counts = entry.counts.map(([kind, letter, count]) => ["span", { class: "letter " + kind }, [letter + count]]);
    const item = build(["li", {}, [["button", {}, [entry.title, ["span", { class: "counts" }, counts]]]]]);
    const button = item.firstChild;
    button.dataset.start = entry.start;
    button.onclick = () => choosePlace({ start: entry.start, end: entry.end });
    list.append(item);
  }
  return details;
}

function legendOf(data, root) {
  const entries = data.legend.map(({ kind, letter, label }) =>
    ["li", {}, [["button", { class: kind, "aria-pressed": "true" }, [["span", { class: "letter" }, [letter]], " " + label]]]]);
  const legend = build(["ul", { class: "legend" }, entries]);
  legend.querySelectorAll("button").forEach((button, index) => {
    button.onclick = () => {
      const hidden = root.classList.toggle("hide-" + data.legend[index].kind);
      button.setAttribute("aria-pressed", String(!hidden));
    };
  });
  return legend;
}

export default function (component) {
  const { data } = component;
  const root = ground(component, "reader");
  root.classList.add("reader");
  const at = readAt(data.at);
  const marks = at && at.end > at.start ? [...data.marks, { ...at, kind: "sought" }] : data.marks;
  const body = build(["div", { class: "body", lang: "zh-CN" }, []]);
  paint(body, data, marks);
  const aside = build(["div", { class: "aside idle", "aria-live": "polite" }, []]);

  const idle = () => {
    aside.className = "aside idle";
    aside.replaceChildren(build(["div", { class: "inner" }, [["p", { class: "quiet" }, [data.words.idle]]]]));
    body.querySelectorAll(".chosen").forEach((element) => element.classList.remove("chosen"));
  };
  const choose = (index, { scroll }) => {
    const mark = marks[index];
    body.querySelectorAll(".chosen").forEach((element) => element.classList.remove("chosen"));
    const pieces = [...body.querySelectorAll(`[data-mark="${index}"]`)];
    pieces.forEach((element) => element.classList.add("chosen"));
    const close = build(["button", { class: "close", "aria-label": data.words.close }, ["×"]]);
    close.onclick = idle;
    aside.className = "aside " + mark.kind;
    const cards = mark.cards.map((id) => data.cards[id]).filter(Boolean);
    aside.replaceChildren(close, build(["div", { class: "inner" }, cards]));
    aside.scrollTop = 0;
    root.querySelectorAll(".outline button").forEach((button) =>
      button.setAttribute("aria-current", String(Number(button.dataset.start) === mark.task)));
    if (scroll) pieces[0]?.scrollIntoView({ block: "center" });
    const address = new URL(window.location.href);
    address.searchParams.set("at", `${mark.start}-${mark.end}`);
    window.history.replaceState(window.history.state, "", address);
  };
  const choosePlace = (place) => {
    const index = markAt(marks, place);
    if (index !== undefined) choose(index, { scroll: true });
  };

  const column = document.createElement("div");
  column.append(legendOf(data, root), body);
  root.replaceChildren(outlineOf(data, choosePlace), column, aside);
  idle();
  root.onclick = (event) => {
    const jump = event.target.closest("[data-jump]");
    if (jump) return choosePlace(readAt(jump.dataset.jump));
    const mark = event.target.closest("[data-mark]");
    if (mark && body.contains(mark)) return choose(Number(mark.dataset.mark), { scroll: false });
    return follow(event);
  };
  root.onkeydown = (event) => {
    const mark = event.target.closest?.("[data-mark]");
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(Number(mark.dataset.mark), { scroll: false });
    }
    if (event.key === "Escape") idle();
  };
  if (!at) return;
  const index = markAt(marks, at);
  if (index !== undefined) choose(index, { scroll: false });
  const target = body.querySelector(".sought") || body.querySelector(".chosen");
  requestAnimationFrame(() => target?.scrollIntoView({ block: "center" }));
}
