// What stands around the text: the outline, the legend with its counts, and the page of the original.
function outlineOf(data, roles) {
  const details = build(["details", { class: "outline", open: "" }, [["summary", {}, [data.words.outline]]]]);
  if (window.innerWidth <= 1150) details.removeAttribute("open");
  let part = null;
  let list = null;
  data.tasks.forEach((task, number) => {
    if (list === null || task[5] !== part) {
      part = task[5];
      const name = part >= 0 ? data.sections[part] : "";
      const section = build(name ? ["details", { class: "section", open: "" }, [["summary", { lang: "zh-CN" }, [name.split(" / ").at(-1)]], ["ol", {}, []]]] : ["ol", {}, []]);
      if (name) section.firstChild.title = name;
      details.append(section);
      list = name ? section.lastChild : section;
    }
    const kinds = data.kinds.filter(({ kind }) => roles[number][kind]);
    const counts = kinds.map(({ kind, letter }) => ["span", { class: "letter " + kind }, [letter + roles[number][kind]]]);
    const nobody = !ROLES.some((kind) => roles[number][kind]);
    if (nobody) counts.unshift(["span", { class: "unwritten" }, [data.words.no_lead]]);
    const item = build(["li", {}, [["button", { lang: "zh-CN" }, [task[4], ["span", { class: "counts" }, counts]]]]]);
    item.firstChild.dataset.task = number;
    list.append(item);
  });
  return details;
}

// How many units of each role, deadlines and targets every task has; a unit counts once for a role.
function countsOf(data) {
  const counts = data.tasks.map(() => ({}));
  const seen = new Set();
  for (const [statement, unit, role] of data.duties) {
    const task = data.statements[statement][7];
    const key = `${task} ${unit} ${role}`;
    if (task < 0 || seen.has(key)) continue;
    seen.add(key);
    counts[task][ROLES[role]] = (counts[task][ROLES[role]] ?? 0) + 1;
  }
  for (const [kind, rows] of [["deadline", data.deadlines], ["target", data.targets]]) {
    for (const row of rows) if (row[2] >= 0) counts[row[2]][kind] = (counts[row[2]][kind] ?? 0) + 1;
  }
  return counts;
}

// So many lines that are left out are the menus of a website: they are shown on demand.
const MENU = 12;

function legendOf(data, marks, root) {
  const { words } = data;
  const leftOut = data.ignored.reduce((sum, [start, end]) => sum + data.text.slice(start, end).trim().split(/\n+/).length, 0);
  const many = (kind) => marks.filter((mark) => mark.kind === kind).length;
  const entries = [
    ...data.kinds.map(({ kind, letter, label }) => ({ kind, sign: ["span", { class: "letter" }, [letter]], label })),
    ...["unread", "doubtful", "refused", "ignored"].map((kind) => ({ kind, sign: ["span", { class: `swatch ${kind}` }, []], label: words[kind] })),
  ].filter(({ kind }) => many(kind) || ROLES.includes(kind));
  const legend = build(["ul", { class: "legend" }, entries.map(({ kind, sign, label }) =>
    ["li", {}, [["button", { class: kind, "aria-pressed": "true", title: words.shown }, [sign, " " + label + " ", ["b", {}, [String(many(kind))]]]]]])]);
  legend.querySelectorAll("button").forEach((button, index) => {
    const turn = () => {
      const hidden = root.classList.toggle("hide-" + entries[index].kind);
      button.setAttribute("aria-pressed", String(!hidden));
      button.title = hidden ? words.hidden : words.shown;
    };
    button.onclick = turn;
    if (entries[index].kind === "ignored" && leftOut > MENU) turn();
  });
  return legend;
}

// The rectangles of a stretch on the first page it stands on. Chinese characters are of one width, so that a part of a
// line lies where its share of the characters does.
function rectanglesOf(data, start, end) {
  const lines = data.lines.filter(([from, to]) => from < end && to > start);
  const page = lines[0]?.[2];
  const rectangles = lines.filter((line) => line[2] === page).map(([from, to, , left, top, right, bottom]) => {
    const across = (at) => left + ((right - left) * (Math.min(Math.max(at, from), to) - from)) / Math.max(to - from, 1);
    return [across(start), top, across(end), bottom];
  });
  return { page, rectangles };
}

function pageAt(data, place) {
  let number = data.pages[0]?.number;
  for (const page of data.pages) {
    if (page.start > place) break;
    number = page.number;
  }
  return number;
}

// The page of the original beside the text: asked for when it is seen, with the stretch that was chosen marked on it.
function originalOf(data, ask) {
  const { words } = data;
  const section = build(["section", { class: "original", "aria-label": words.original }, [
    ["header", {}, [["button", { class: "turn", "aria-label": words.former }, ["‹"]], ["span", { class: "at" }, []],
      ["button", { class: "turn", "aria-label": words.next }, ["›"]], ["button", { class: "close", "aria-label": words.close }, ["×"]]]],
    ["div", { class: "sheet-of-paper", tabindex: "0" }, []]]]);
  const paper = section.querySelector(".sheet-of-paper");
  const numbers = data.pages.map((page) => page.number);
  const known = new Map();
  let page = null;
  let chosen = { rectangles: [] };
  const show = () => {
    section.querySelector(".at").textContent = fillIn(words.of_pages, { page, n: Math.max(...numbers) });
    const drawn = known.get(page);
    if (!drawn) return paper.replaceChildren(build(["p", { class: "quiet" }, [words.waits]]));
    if (!drawn.image) return paper.replaceChildren(build(["p", { class: "quiet" }, [words.no_original]]));
    const image = document.createElement("img");
    image.src = "data:image/webp;base64," + drawn.image;
    image.alt = fillIn(words.page, { page });
    image.width = drawn.width;
    image.height = drawn.height;
    const boxes = chosen.page === page ? chosen.rectangles : [];
    const marked = boxes.map(([left, top, right, bottom]) => {
      const box = build(["span", { class: "box" }, []]);
      const share = (value, whole) => `${(100 * value) / whole}%`;
      Object.assign(box.style, { left: share(left, drawn.width), top: share(top, drawn.height), width: share(right - left, drawn.width), height: share(bottom - top, drawn.height) });
      return box;
    });
    const leaf = build(["div", { class: "leaf" }, []]);
    leaf.append(image, ...marked);
    paper.replaceChildren(leaf);
    if (marked[0]) paper.scrollTop = Math.max(0, marked[0].offsetTop - paper.clientHeight / 3);
    return undefined;
  };
  const turn = (number) => {
    if (!numbers.includes(number)) return;
    page = number;
    if (!known.has(page) && section.getClientRects().length) ask(page);
    show();
  };
  const [back, on] = section.querySelectorAll(".turn");
  back.onclick = () => turn(numbers[numbers.indexOf(page) - 1]);
  on.onclick = () => turn(numbers[numbers.indexOf(page) + 1]);
  return {
    section,
    choose(found) {
      chosen = found;
      if (found.page) turn(found.page);
      else show();
    },
    turn: (number) => number !== page && turn(number),
    look: () => page && turn(page),
    take(drawn) {
      known.set(drawn.page, drawn);
      if (known.size > 12) known.delete([...known.keys()].find((number) => number !== page));
      if (drawn.page === page) show();
    },
  };
}
