// The co-operation network of one unit: drawn once, then only moved and scaled as a whole, so that panning stays smooth.
// data: width, height, left, top; units [{id, x, y, r, lines, letter, circle, href, title, step}]; ties [{a, b, width,
// href, title}] by places in units; words.
const NEAREST = 0.25, CLOSEST = 3, FACTOR = 1.25, STEP = 60, READABLE = 0.72, MANY = 60;

function tieOf(tie, units) {
  const a = units[tie.a], b = units[tie.b];
  const ends = { x1: String(a.x), y1: String(a.y), x2: String(b.x), y2: String(b.y) };
  const main = tie.a === 0 || tie.b === 0 ? "tie main" : "tie";
  return ["a", { href: tie.href, class: main, tabindex: "-1", "data-id": tie.a + "-" + tie.b }, [
    ["title", {}, [tie.title]],
    ["line", { ...ends, class: "wide" }, []],
    ["line", { ...ends, class: "seen", "stroke-width": String(tie.width) }, []],
  ]];
}

function unitOf(unit, at) {
  const { x, y, r } = unit;
  const lines = unit.lines.map((line, row) =>
    ["text", { x: String(x), y: String(y + r + 16 + 17 * row), "text-anchor": "middle", class: "name" }, [line]]);
  return ["a", { href: unit.href, class: "unit " + unit.circle + (at ? "" : " middle"), tabindex: "-1", "data-id": String(at) }, [
    ["title", {}, [unit.title]],
    ["circle", { cx: String(x), cy: String(y), r: String(r) }, []],
    ["text", { x: String(x), y: String(y), "text-anchor": "middle", "dominant-baseline": "central", class: "sign" }, [unit.letter]],
    ...lines,
  ]];
}

function drawing(data) {
  const box = [data.left, data.top, data.width, data.height].join(" ");
  return build(["svg", { viewBox: box, width: String(data.width), height: String(data.height), role: "img", "aria-label": data.words.alt }, [
    ["g", { class: "ties" }, data.ties.map((tie) => tieOf(tie, data.units))],
    ["g", { class: "units" }, data.units.map(unitOf)],
  ]]);
}

// Where the drawing stands in its window: one transform of one element, set once a frame. It is a layer of its own, so
// that moving it draws nothing anew; once it has another size, it is drawn sharp in that size when it rests.
function viewOf(stage, world, data) {
  const view = { x: 0, y: 0, k: 1, drawn: 1, asked: 0, rest: 0 };
  const put = () => {
    view.asked = 0;
    world.style.transform = `translate3d(${view.x}px, ${view.y}px, 0) scale(${view.k})`;
  };
  const sharpen = () => {
    if (view.drawn === view.k) return;
    view.drawn = view.k;
    world.classList.remove("layer");
    requestAnimationFrame(() => requestAnimationFrame(() => world.classList.add("layer")));
  };
  view.change = () => {
    if (!view.asked) view.asked = requestAnimationFrame(put);
    clearTimeout(view.rest);
    view.rest = setTimeout(sharpen, 250);
  };
  view.move = (dx, dy) => {
    view.x += dx;
    view.y += dy;
    view.change();
  };
  view.zoom = (factor, atX = stage.clientWidth / 2, atY = stage.clientHeight / 2) => {
    const k = Math.min(CLOSEST, Math.max(NEAREST, view.k * factor));
    view.x = atX - ((atX - view.x) * k) / view.k;
    view.y = atY - ((atY - view.y) * k) / view.k;
    view.k = k;
    view.change();
  };
  view.show = (k) => { // the middle of the drawing, or of the chosen unit where not all of it can be read
    const whole = Math.min(stage.clientWidth / data.width, stage.clientHeight / data.height, 1);
    view.k = Math.max(Math.min(k ?? whole, CLOSEST), NEAREST);
    const fits = view.k <= whole + 0.001;
    const cx = fits ? data.width / 2 : -data.left, cy = fits ? data.height / 2 : -data.top;
    view.x = stage.clientWidth / 2 - cx * view.k;
    view.y = stage.clientHeight / 2 - cy * view.k;
    view.change();
  };
  view.begin = () => view.show(Math.max(Math.min(stage.clientWidth / data.width, stage.clientHeight / data.height, 1), READABLE));
  return view;
}

function pointing(stage, view) {
  const fingers = new Map();
  let moved = 0, apart = 0;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  stage.onpointerdown = (event) => {
    if (event.button > 0 || event.target.closest("button")) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 1) moved = 0;
    if (fingers.size === 2) apart = spread();
  };
  stage.onpointermove = (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const dx = event.clientX - last.x, dy = event.clientY - last.y;
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved > 4 && !stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    view.move(dx / fingers.size, dy / fingers.size);
    if (fingers.size !== 2) return;
    const now = spread(), box = stage.getBoundingClientRect();
    const [a, b] = [...fingers.values()];
    if (apart > 0) view.zoom(now / apart, (a.x + b.x) / 2 - box.left, (a.y + b.y) / 2 - box.top);
    apart = now;
  };
  stage.onpointerup = stage.onpointercancel = (event) => fingers.delete(event.pointerId);
  stage.ondragstart = (event) => event.preventDefault();
  stage.addEventListener("click", (event) => { // the end of a drag is no click
    if (moved > 4) event.stopPropagation(), event.preventDefault();
    moved = 0;
  }, true);
  stage.addEventListener("wheel", (event) => { // only where the drawing is in use: else the page scrolls on
    const inUse = event.ctrlKey || event.metaKey || stage.matches(":focus-within, :focus");
    if (!inUse) return;
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    view.zoom(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
}

function typing(stage, view) {
  const ways = {
    ArrowLeft: () => view.move(STEP, 0), ArrowRight: () => view.move(-STEP, 0),
    ArrowUp: () => view.move(0, STEP), ArrowDown: () => view.move(0, -STEP),
    "+": () => view.zoom(FACTOR), "=": () => view.zoom(FACTOR), "-": () => view.zoom(1 / FACTOR), "0": () => view.show(),
  };
  stage.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !ways[event.key]) return;
    event.preventDefault();
    ways[event.key]();
  };
}

// The ties of the unit under the pointer stand out, the others step back; not while the drawing is dragged.
function pointedAt(world) {
  const ties = new Map();
  for (const tie of world.querySelectorAll(".tie"))
    for (const at of tie.dataset.id.split("-")) ties.set(at, [...(ties.get(at) ?? []), tie]);
  let own = [];
  const point = (at) => {
    own.forEach((tie) => tie.classList.remove("own"));
    own = ties.get(at) ?? [];
    own.forEach((tie) => tie.classList.add("own"));
    world.classList.toggle("pointed", own.length > 0);
  };
  world.onpointerover = (event) => {
    if (!event.buttons) point(event.target.closest(".unit")?.dataset.id);
  };
  world.onpointerleave = () => point(undefined);
}

export default function (component) {
  const { data: [data] } = component;
  const root = ground(component, "network");
  const key = JSON.stringify(data);
  if (root.drawn === key) return;
  root.drawn = key;
  const button = (words, sign) => ["button", { "aria-label": words, title: words }, [sign]];
  const stage = build(["div", { class: "stage", tabindex: "0", role: "group", "aria-label": data.words.keys }, [
    ["div", { class: data.units.length > MANY ? "world layer dense" : "world layer" }, []],
    ["div", { class: "tools" }, [button(data.words.nearer, "+"), button(data.words.farther, "−"), button(data.words.whole, "⤢")]],
  ]]);
  const world = stage.querySelector(".world");
  world.append(drawing(data));
  root.replaceChildren(stage);
  const view = viewOf(stage, world, data);
  const [nearer, farther, whole] = stage.querySelectorAll(".tools button");
  nearer.onclick = () => view.zoom(FACTOR);
  farther.onclick = () => view.zoom(1 / FACTOR);
  whole.onclick = () => view.show();
  pointing(stage, view);
  typing(stage, view);
  pointedAt(world);
  root.onclick = follow;
  view.begin();
}
