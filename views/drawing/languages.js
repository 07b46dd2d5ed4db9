// The language switch: the same address in another language, whatever stands in it by now.
// The menu's links know no language; English is put back into the address, so that it outlives a reload.
function keep(code) {
  const now = new URL(window.location.href);
  if (code === "zh" || now.searchParams.has("lang")) return;
  now.searchParams.set("lang", code);
  window.history.replaceState(window.history.state, "", now);
}

// Streamlit tells readers of the screen in English what its own parts are; here each has its name in the language chosen.
const TOLD = ["aria-label", "alt"];

function rename() {
  for (const [own, now] of window.zerenNames) {
    for (const told of TOLD) {
      for (const one of document.querySelectorAll(`[${told}="${own}"]`)) one.setAttribute(told, now);
    }
    for (const one of document.querySelectorAll("[data-testid=stSkipLink], a[href^='#']")) {
      if (one.textContent === own) one.textContent = now;
    }
  }
}

function speak(code, names) {
  window.zerenNames = names.map(({ en, zh }) => (code === "zh" ? [en, zh] : [zh, en]));
  rename();
  if (window.zerenWatch) return;
  let waiting = false;
  window.zerenWatch = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; rename(); }, 200);
  });
  window.zerenWatch.observe(document.body, { childList: true, subtree: true, attributeFilter: TOLD });
}

export default function (component) {
  const root = ground(component, "sheet");
  const { languages, names } = component.data[0];
  speak(languages.find(({ chosen }) => chosen).code, names);
  keep(component.data[0].languages.find(({ chosen }) => chosen).code);
  const links = component.data[0].languages.map(({ code, name, chosen }) => {
    const link = build(["a", { lang: code, "aria-current": chosen ? "true" : "false" }, [name]]);
    const address = new URL(window.location.href);
    address.searchParams.set("lang", code);
    link.href = address.href;
    link.onclick = (event) => {
      event.preventDefault();
      const now = new URL(window.location.href);
      now.searchParams.set("lang", code);
      if (!chosen) go(now.href);
    };
    return link;
  });
  const bar = build(["nav", { class: "languages", "aria-label": "Language" }, []]);
  bar.append(...links);
  root.replaceChildren(bar);
}
