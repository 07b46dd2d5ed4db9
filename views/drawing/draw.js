// Draws what Python describes as nested lists [tag, attributes, children], and nothing else: words become text nodes,
// never markup, only the tags and attributes below exist, and a link can only lead to a page of this program.
const TAGS = new Set(("div span p a b h1 h2 h3 h4 ul ol li dl dt dd table thead tbody tr th td caption blockquote q " +
  "mark small strong em time nav section article header footer figure figcaption details summary button").split(" "));
const SHAPES = new Set("svg g a title desc line rect circle path polyline text tspan".split(" ")); // inside an svg
const ATTRIBUTES = new Set(("class title lang href id colspan rowspan scope datetime open role tabindex data-copy data-jump data-level " +
  "data-kind data-id").split(" "));
const MEASURES = new Set(("viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy text-anchor dominant-baseline transform " +
  "stroke-width preserveAspectRatio").split(" "));
const SVG = "http://www.w3.org/2000/svg";
const INSIDE = /^(\.\/|[a-z]+)(\?[^#\s]*)?$/;
const ANCHOR = /^#[\w-]+$/;

// On a page in English the words of documents say that they are Chinese: readers and fonts go by it.
let spoken = "zh-CN";
const HAN = /\p{Script=Han}/gu;
const LATIN = /\p{Script=Latin}/gu;
function isChinese(words) {
  const han = words.match(HAN)?.length ?? 0;
  return han > 0 && han >= (words.match(LATIN)?.length ?? 0);
}

function build(spec, drawing = false) {
  if (typeof spec === "string") return document.createTextNode(spec);
  const [tag, attributes, children] = spec;
  const drawn = drawing === true || tag === "svg"; // map() hands over a number
  if (!(drawn ? SHAPES : TAGS).has(tag)) throw new Error("unknown tag " + tag);
  const element = drawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    const known = name.startsWith("aria-") || ATTRIBUTES.has(name) || (drawn && MEASURES.has(name));
    if (!known) throw new Error("unknown attribute " + name);
    if (name === "href" && !INSIDE.test(value) && !ANCHOR.test(value)) continue;
    element.setAttribute(name, value);
  }
  element.append(...children.map((child) => build(child, drawn)));
  if (spoken === "en" && !attributes.lang && isChinese(children.filter((child) => typeof child === "string").join("")))
    element.setAttribute("lang", "zh-CN");
  return element;
}

// The theme is light or dark as the browser or the reader of the page chose; our own colours follow its background.
function shade(root) {
  const probe = document.createElement("span");
  probe.style.color = "var(--st-background-color, #fff)";
  root.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  probe.remove();
  root.dataset.shade = 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
}

// The root that a component draws into, kept from one run to the next.
function ground(component, name) {
  const { data: [data], parentElement } = component;
  let root = parentElement.querySelector("." + name);
  if (!root) {
    root = document.createElement("div");
    root.className = name;
    parentElement.append(root);
  }
  document.documentElement.lang = spoken = data.lang;
  root.lang = data.lang;
  shade(root);
  return root;
}

// Over plain http, as behind many closed networks, a browser has no clipboard; a field that is copied from always works.
function copyFromField(words) {
  const field = document.createElement("textarea");
  field.value = words;
  field.style.cssText = "position:fixed;top:0;opacity:0";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

async function copyWords(button, words = button.dataset.copy) {
  let copied = false;
  try {
    await navigator.clipboard.writeText(words);
    copied = true;
  } catch {
    copied = copyFromField(words);
  }
  button.classList.toggle("done", copied);
}

// To another page of this program without loading it anew. The address goes first and Streamlit follows it, as it does
// after the back button: so there is one step in the history, and each step opens what it shows.
function go(href) {
  window.history.pushState({}, "", href);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

// Where an anchor leads: each part of the page has a tree of its own, and a number may stand in another one than its list.
function anchored(href, own) {
  const trees = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
  return [own, ...trees].find((tree) => tree?.querySelector(href))?.querySelector(href);
}

// A list that a number counts is shown whole, not its quotes.
function unfold(element) {
  for (const more of element?.querySelectorAll("details") ?? []) if (more.querySelector(":scope > ul")) more.open = true;
  element?.closest("details")?.setAttribute("open", "");
  element?.scrollIntoView({ behavior: "smooth" });
}

// A click on a link; with a key held down the browser decides.
function follow(event) {
  const copy = event.target.closest("[data-copy]");
  if (copy) return copyWords(copy);
  const link = event.target.closest("a[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined;
  const href = link.getAttribute("href");
  event.preventDefault();
  if (ANCHOR.test(href)) return unfold(anchored(href, link.getRootNode()));
  return go(href);
}
