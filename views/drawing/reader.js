// The reader: a document's text with marks, an outline before it, the card of the chosen mark beside it, and the page of
// the original. What Python packed is told in views/reader.py; the place asked for comes by the component "place".
const PHONE = 760;
const WIDE = 1150;
const BROAD = 6; // columns of a table that wants the room of the outline

// The keys of the reader, while it has the focus: never while somebody types, nor with a key held down.
const KEYS = [
  ["j / ↓", "key_next"], ["k / ↑", "key_former"], ["n / p", "key_doubt"], ["Enter", "key_card"], ["Esc", "key_close"], ["?", "key_help"],
];

function open(root, data) {
  const { words } = data;
  const marks = marksOf(data);
  const counts = countsOf(data);
  const cardOf = cards(data);
  const body = build(["div", { class: "body", lang: "zh-CN", tabindex: "0", role: "document", "aria-label": words.text }, []]);
  paint(body, data, marks);
  const aside = build(["div", { class: "aside idle", "aria-live": "polite", tabindex: "-1" }, []]);
  const outline = outlineOf(data, counts);
  const ask = (page) => window.dispatchEvent(new CustomEvent("zeren-reader", { detail: { page } }));
  const original = data.original ? originalOf(data, ask) : null;
  let chosen = null;

  const hidden = (kind) => root.classList.contains("hide-" + kind);
  const idle = () => {
    chosen?.pieces.forEach((element) => element.classList.remove("chosen"));
    chosen = null;
    aside.className = "aside idle";
    aside.replaceChildren(build(["div", { class: "inner" }, [["p", { class: "quiet" }, [words.idle]]]]));
  };
  const current = (task) => {
    outline.querySelectorAll("[aria-current]").forEach((button) => button.removeAttribute("aria-current"));
    const button = outline.querySelector(`[data-task="${task}"]`);
    button?.setAttribute("aria-current", "true");
    const above = button && outline.open && outline.scrollHeight > outline.clientHeight;
    if (above && window.innerWidth > WIDE) {
      const from = button.getBoundingClientRect().top - outline.getBoundingClientRect().top + outline.scrollTop;
      if (from < outline.scrollTop || from > outline.scrollTop + outline.clientHeight - 60) outline.scrollTop = from - outline.clientHeight / 3;
    }
  };
  const keep = (mark, jump) => {
    const address = new URL(window.location.href);
    const at = `${mark.start}-${mark.end}`;
    if (address.searchParams.get("at") === at) return;
    address.searchParams.set("at", at);
    address.searchParams.set("words", wordsOf(data, mark.start, Math.min(mark.end, mark.start + data.atWords)));
    window.history[jump ? "pushState" : "replaceState"](window.history.state, "", address);
  };
  const choose = (mark, { scroll = false, jump = false, focus = false, kept = true } = {}) => {
    if (chosen !== mark) {
      chosen?.pieces.forEach((element) => element.classList.remove("chosen"));
      chosen = mark;
      mark.pieces.forEach((element) => element.classList.add("chosen"));
      const close = build(["button", { class: "close", "aria-label": words.close }, ["×"]]);
      close.onclick = idle;
      const inner = build(["div", { class: "inner" }, cardOf(mark)]);
      aside.className = "aside open " + mark.kind;
      aside.replaceChildren(close, inner);
      aside.scrollTop = 0;
    }
    current(mark.task);
    if (scroll) bring(mark.pieces[0]);
    if (focus) mark.pieces[0]?.focus({ preventScroll: true });
    if (kept) keep(mark, jump);
    original?.choose(rectanglesOf(data, mark.start, mark.end));
  };
  // What is brought into view stands above the card that covers the lower half of a phone.
  const bring = (element) => {
    if (!element) return;
    element.scrollIntoView({ block: window.innerWidth <= PHONE ? "start" : "center" });
    requestAnimationFrame(() => element.scrollIntoView({ block: window.innerWidth <= PHONE ? "start" : "center" }));
  };
  const unfold = (place) => {
    const leftOut = marks.some((mark) => mark.kind === "ignored" && mark.start < place.end && mark.end > place.start);
    if (leftOut && hidden("ignored")) root.querySelector("button.ignored")?.click();
  };
  const choosePlace = (place, how) => {
    unfold(place);
    const mark = markAt(marks, place);
    if (mark) choose(mark, how);
  };
  const move = (way, fits) => {
    const able = marks.filter((mark) => fits(mark) && !hidden(mark.kind));
    const here = chosen ? chosen.order : firstShown() - way / 2;
    const next = way > 0 ? able.find((mark) => mark.order > here) : able.findLast((mark) => mark.order < here);
    if (next) choose(next, { scroll: true, focus: true });
  };
  const firstShown = () => {
    const top = marks.findIndex((mark) => mark.pieces[0]?.getBoundingClientRect().top > 80);
    return top < 0 ? marks.length : top;
  };
  const readable = (mark) => MOVED_TO.has(mark.kind);
  const doubtful = (mark) => mark.kind === "unread" || mark.kind === "doubtful";

  // What was not read, what is not sure, and what the plan does not say: three things, each counted, with a way through.
  const nobody = (number) => !ROLES.some((kind) => counts[number][kind]);
  const silent = (mark) => mark.kind === "taskhead" && nobody(mark.task);
  const tally = (kind, label, fits) => {
    const many = marks.filter(fits).length;
    const inner = [label + " ", ["b", {}, [String(many)]]];
    const entry = build(many ? ["button", { class: `tally ${kind}`, title: words.next }, inner] : ["span", { class: `tally ${kind}` }, inner]);
    entry.onclick = () => {
      const able = marks.filter(fits);
      const next = able.find((mark) => mark.order > (chosen ? chosen.order : -1)) ?? able[0];
      if (next) choose(next, { scroll: true, focus: true });
    };
    return entry;
  };
  const bar = build(["div", { class: "bar" }, [["div", { class: "tallies" }, []]]]);
  const help = build(["dl", { class: "keys" }, KEYS.flatMap(([keys, said]) => [["dt", {}, [["span", { class: "key" }, [keys]]]], ["dd", {}, [words[said]]]])]);
  help.hidden = true;
  const toggleHelp = () => {
    help.hidden = !help.hidden;
  };
  const keysButton = build(["button", { class: "switch of-keys", "aria-label": words.keys, title: words.keys }, ["?"]]);
  keysButton.onclick = toggleHelp;
  bar.firstChild.append(
    tally("unread", words.unread, (mark) => mark.kind === "unread"),
    tally("doubtful", words.doubtful, (mark) => mark.kind === "doubtful"),
    tally("unwritten", words.silent, silent),
    build(["span", { class: "gap" }, []]));
  if (original) {
    const button = build(["button", { class: "switch", "aria-pressed": "false" }, [words.original]]);
    const beside = (on) => {
      root.classList.toggle("with-original", on);
      button.setAttribute("aria-pressed", String(on));
      if (on) outline.open = false;
      if (on) original.look();
    };
    button.onclick = () => beside(!root.classList.contains("with-original"));
    original.section.querySelector("header .close").onclick = () => beside(false);
    bar.firstChild.append(button);
    root.beside = () => beside(window.innerWidth > 1300);
  }
  bar.firstChild.append(keysButton);
  bar.append(legendOf(data, marks, root), help);

  const column = build(["div", { class: "column" }, []]);
  column.append(bar, body);
  const side = build(["div", { class: "side" }, []]);
  side.append(...[aside, original?.section].filter(Boolean));
  root.replaceChildren(outline, column, side);
  const broad = data.tables.some(({ rows }) => new Set(rows.flat().map(([at]) => at)).size >= BROAD);
  root.classList.toggle("broad", broad);
  if (broad) outline.open = false;
  root.beside?.();
  idle();
  original?.turn(pageAt(data, 0));

  root.onclick = (event) => {
    const jump = event.target.closest("[data-jump]");
    if (jump) return choosePlace(readAt(jump.dataset.jump), { scroll: true, jump: true });
    const entry = event.target.closest(".outline [data-task]");
    if (entry) return choose(marks.find((mark) => mark.kind === "taskhead" && mark.task === Number(entry.dataset.task)), { scroll: true, jump: true });
    const mark = event.target.closest("[data-mark]");
    if (mark && body.contains(mark)) return choose(marks[Number(mark.dataset.mark)], { focus: true });
    return follow(event);
  };
  root.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      idle();
      help.hidden = true;
      body.focus({ preventScroll: true });
      return;
    }
    if (!body.contains(event.target) && event.target !== aside) return;
    const onMark = event.target.closest?.("[data-mark]");
    const does = {
      j: () => move(1, readable),
      k: () => move(-1, readable),
      ArrowDown: onMark && (() => move(1, readable)),
      ArrowUp: onMark && (() => move(-1, readable)),
      n: () => move(1, doubtful),
      p: () => move(-1, doubtful),
      "?": toggleHelp,
      Enter: onMark && (() => {
        choose(marks[Number(onMark.dataset.mark)]);
        aside.focus({ preventScroll: true });
      }),
      " ": onMark && (() => choose(marks[Number(onMark.dataset.mark)])),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  };

  // The outline and the page of the original follow what is read.
  const heads = marks.filter((mark) => mark.kind === "taskhead" && mark.pieces[0]);
  const borders = [...body.querySelectorAll(".page")];
  let waiting = null;
  const scrolled = () => {
    waiting = null;
    if (!body.isConnected) return;
    bar.classList.toggle("stuck", body.getBoundingClientRect().top < bar.getBoundingClientRect().bottom + 16);
    const line = window.innerHeight * 0.35;
    const above = (elements) => {
      let low = 0;
      let high = elements.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (elements[middle].getBoundingClientRect().top <= line) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    };
    const at = above(heads.map((mark) => mark.pieces[0]));
    if (!chosen) current(at < 0 ? -1 : heads[at].task);
    const border = above(borders);
    if (original && !(chosen && inView(chosen.pieces[0]))) original.turn(border < 0 ? pageAt(data, 0) : Number(borders[border].dataset.page));
  };
  const inView = (element) => {
    const edges = element?.getBoundingClientRect();
    return edges && edges.bottom > 0 && edges.top < window.innerHeight;
  };
  root.follow = () => (waiting ??= setTimeout(scrolled, 120));

  root.go = (at, run) => {
    if (root.asked === run) return;
    root.asked = run;
    if (!at) {
      seek(body, 0, 0);
      idle();
      return;
    }
    if (at.fate === "gone") {
      seek(body, 0, 0);
      bring(heads.find((mark) => mark.start >= at.start)?.pieces[0] ?? body);
      return;
    }
    const mark = markAt(marks, at);
    const known = chosen && mark === chosen;
    unfold(at);
    const sought = seek(body, at.start, at.end);
    if (mark) choose(mark, { kept: at.fate === "moved" });
    original?.choose(rectanglesOf(data, at.start, Math.max(at.end, at.start + 1)));
    if (!known || at.fate === "moved") bring(sought[0] ?? mark?.pieces[0]);
  };
  root.take = (drawn) => (drawn ? original?.take(drawn) : original?.look());
}

function readAt(words) {
  const found = /^(\d+)(?:-(\d+))?$/.exec(words || "");
  return found && { start: Number(found[1]), end: Number(found[2] ?? found[1]) };
}

export default function (component) {
  const { data: [data], parentElement } = component;
  const root = ground(component, "reader");
  if (root.stamp !== data.stamp + data.lang) {
    root.stamp = data.stamp + data.lang;
    root.asked = undefined;
    open(root, data);
  }
  if (!parentElement.listens) {
    parentElement.listens = ({ detail }) => {
      if (!detail) return;
      root.go?.(detail.at, detail.run);
      root.take?.(detail.drawn);
    };
    parentElement.scrolls = () => root.follow?.();
    window.addEventListener("zeren-place", parentElement.listens);
    window.addEventListener("scroll", parentElement.scrolls, { capture: true, passive: true });
  }
  window.dispatchEvent(new CustomEvent("zeren-reader", { detail: null }));
  return () => {
    window.removeEventListener("zeren-place", parentElement.listens);
    window.removeEventListener("scroll", parentElement.scrolls, { capture: true });
    parentElement.listens = null;
  };
}
