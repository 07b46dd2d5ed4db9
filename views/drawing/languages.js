// The language switch: the same address in another language, whatever stands in it by now.
// The menu's links know no language; English is put back into the address, so that it outlives a reload.
function keep(code) {
  const now = new URL(window.location.href);
  if (code === "zh" || now.searchParams.has("lang")) return;
  now.searchParams.set("lang", code);
  window.history.replaceState(window.history.state, "", now);
}

export default function (component) {
  const root = ground(component, "sheet");
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
