// The text as paragraphs, headings and tables with its marks, in chunks that the browser lays out when they come near.
const CHUNK = 24; // blocks
const PIECE = 20; // rows of a long table
const CHARACTERS_A_LINE = 36;
const LINE = 2.05 * 17; // pixels
const LONG = 30; // characters from which a cell of a table is broad

function span(mark, index) {
  const element = document.createElement("span");
  element.className = ROLES.includes(mark.kind) ? `unit ${mark.kind}` : mark.kind === "unread" || mark.kind === "doubtful" ? `issue ${mark.kind}` : mark.kind;
  if (mark.letter) element.dataset.letter = mark.letter;
  if (mark.why) element.dataset.why = mark.why;
  if (mark.label) element.title = mark.label;
  if (mark.facts.length) {
    element.dataset.mark = index;
    element.tabIndex = -1;
    element.setAttribute("role", "button");
  }
  mark.pieces.push(element);
  return element;
}

// Characters beyond 16 bits come as single stand-ins, so that offsets count as in Python.
function restored(data, words) {
  return data.rare ? words.replace(/[\ue000-\uf8ff]/g, (sign) => data.rare[sign] ?? sign) : words;
}

const wordsOf = (data, start, end) => restored(data, data.text.slice(start, end));

// Words as they stand: a line where a page begins, and a gap that can be seen where a tab stands.
// Each text node knows where it begins, so that a stretch can be found again.
function writer(data) {
  const { text, pages } = data;
  let next = 0;
  const plain = (parent, start, end) => {
    let here = start;
    text.slice(start, end).split("\t").forEach((words, index) => {
      if (index) {
        parent.append(build(["span", { class: "tab" }, ["\t"]]));
        here += 1;
      }
      if (!words) return;
      const written = document.createTextNode(restored(data, words));
      written.at = here;
      parent.append(written);
      here += words.length;
    });
  };
  return (parent, start, end) => {
    let here = start;
    for (; next < pages.length && pages[next].start < end; next += 1) {
      const at = Math.max(here, pages[next].start);
      plain(parent, here, at);
      const border = build(["span", { class: "page" }, []]);
      border.dataset.label = pages[next].label;
      border.dataset.page = pages[next].number;
      parent.append(border);
      here = at;
    }
    plain(parent, here, end);
  };
}

// The rows of a table; a cell that stands alone in its row reaches to the end of it.
// Columns count as they are used: a cell that stands far off on its sheet does not drag empty ones along.
// A long table comes in pieces with columns of one width, so that the browser need not lay out all of it at once.
function gridsOf(table, fill, place) {
  const used = [...new Set(table.rows.flatMap((cells) => cells.map(([at]) => at)))].sort((a, b) => a - b);
  const long = table.rows.length > 2 * PIECE;
  const widths = long ? widthsOf(table, used) : null;
  for (let first = 0; first < table.rows.length; first += long ? PIECE : table.rows.length) {
    const rows = long ? table.rows.slice(first, first + PIECE) : table.rows;
    place(gridOf(rows, used, widths, fill), 2 * rows.length, long);
  }
}

// The share of the width that each column gets: by the cube root of how much stands in it.
function widthsOf(table, used) {
  const letters = new Map(used.map((at) => [at, 1]));
  for (const cells of table.rows) for (const [at, start, end] of cells) letters.set(at, letters.get(at) + end - start);
  const roots = used.map((at) => Math.cbrt(letters.get(at)));
  const all = roots.reduce((sum, root) => sum + root, 0);
  return roots.map((root) => root / all);
}

function gridOf(lines, used, widths, fill) {
  const order = new Map(used.map((at, index) => [at, index + 1]));
  const rows = lines.map((cells) => {
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
  const grid = build(["div", { class: "scroll", tabindex: "0", role: "region" }, [["table", { class: "grid" }, [["tbody", {}, []]]]]]);
  grid.querySelector("tbody").append(...rows);
  if (widths) {
    const columns = document.createElement("colgroup");
    columns.append(...widths.map((width) => Object.assign(document.createElement("col"), { style: `width: ${100 * width}%` })));
    grid.classList.add("piece");
    grid.firstChild.prepend(columns);
  }
  return grid;
}

// Marks may stand inside each other; where two cross, or one leaves its block, it is continued in a second piece.
function filler(data, marks) {
  const write = writer(data);
  const queue = marks.map((mark, index) => ({ mark, index, start: mark.start, end: mark.end }));
  let next = 0;
  return function fill(parent, start, end) {
    let here = start;
    while (next < queue.length && queue[next].start < end) {
      const entry = queue[next++];
      if (entry.end <= here) continue;
      const first = Math.max(entry.start, here);
      if (first > here) write(parent, here, first);
      const stop = Math.min(entry.end, end);
      if (entry.end > end) {
        let at = next;
        while (at < queue.length && (queue[at].start < end || (queue[at].start === end && queue[at].end >= entry.end))) at += 1;
        queue.splice(at, 0, { ...entry, start: end });
      }
      const element = span(entry.mark, entry.index);
      parent.append(element);
      fill(element, first, stop);
      here = stop;
    }
    if (here < end) write(parent, here, end);
  };
}

// What a line is: a heading, an empty one, a paragraph that begins here, or the rest of one.
function lineKind(words, heading, before) {
  if (heading !== undefined) return `heading level-${Math.min(heading, 4)}`;
  if (!words.trim()) return "blank";
  if (/^\s/.test(words)) return "line";
  return before && !/[。；：！？!?;:”」）)]\s*$/.test(before) ? "line" : "line indented";
}

function paint(body, data, marks) {
  const { text } = data;
  const fill = filler(data, marks);
  const headings = new Map(data.headings.map(([level, start]) => [start, level]));
  let chunk = null;
  let lines = 0;
  const close = () => chunk && chunk.style.setProperty("contain-intrinsic-size", `auto ${Math.round(lines * LINE)}px`);
  const place = (element, size, alone = false) => {
    if (!chunk || alone || chunk.childElementCount >= CHUNK) {
      close();
      chunk = build(["div", { class: "chunk" }, []]);
      body.append(chunk);
      lines = 0;
    }
    chunk.append(element);
    lines += size;
  };
  let before = "";
  const paragraphs = (start, end) => {
    for (let here = start; here < end; ) {
      const stop = text.indexOf("\n", here) + 1;
      const next = stop && stop < end ? stop : end;
      const words = text.slice(here, next);
      const element = build(["div", { class: lineKind(words, headings.get(here), before) }, []]);
      fill(element, here, next);
      place(element, Math.ceil(words.length / CHARACTERS_A_LINE));
      before = headings.has(here) || !words.trim() ? "" : words;
      here = next;
    }
  };
  let here = 0;
  for (const table of data.tables) {
    paragraphs(here, table.rows[0][0][1]);
    gridsOf(table, fill, place);
    here = table.rows.at(-1).at(-1)[2];
    while (text[here] === "\t") here += 1;
    if (text[here] === "\n") here += 1;
    before = "";
  }
  paragraphs(here, text.length);
  close();
}

// Show a stretch that was asked for, whatever marks it holds.
function seek(body, start, end) {
  body.querySelectorAll(".sought").forEach((element) => {
    element.replaceWith(...element.childNodes);
  });
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const within = [];
  while (walker.nextNode()) {
    const { at, data } = walker.currentNode;
    if (at !== undefined && at < end && at + data.length > start) within.push(walker.currentNode);
    if (at >= end) break;
  }
  return within.map((written) => {
    let words = written;
    if (words.at < start) {
      const { at } = words;
      words = words.splitText(start - at);
      words.at = start;
    }
    if (words.at + words.data.length > end) words.splitText(end - words.at).at = end;
    const element = build(["span", { class: "sought" }, []]);
    words.replaceWith(element);
    element.append(words);
    return element;
  });
}
