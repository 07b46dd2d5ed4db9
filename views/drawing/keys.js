// The key ? opens and closes the table of keys, wherever on the page it stands; never while somebody types.
const TYPING = "input, textarea, select, [contenteditable=true], [role=combobox], [role=textbox]";

function keysOf(root) {
  const own = root.querySelector("details[data-kind=keys]");
  if (own) return own;
  for (const element of root.querySelectorAll("*")) {
    const found = element.shadowRoot && element.shadowRoot.querySelector("details[data-kind=keys]");
    if (found) return found;
  }
  return null;
}

function onKey(event) {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.composedPath().some((element) => element.matches && element.matches(TYPING))) return;
  const keys = keysOf(document);
  if (!keys) return;
  event.preventDefault();
  keys.open = !keys.open;
  keys.querySelector("summary").focus();
}

// One listener, however often the page is drawn: a new one takes the place of the former.
export default function () {
  window.keysOfPage?.abort();
  window.keysOfPage = new AbortController();
  document.addEventListener("keydown", onKey, { signal: window.keysOfPage.signal });
}
