// Under every page: a copy of its address, as it stands in the browser at that moment.
export default function (component) {
  const root = ground(component, "sheet");
  const copy = build(["button", { class: "copy" }, [component.data[0].copy]]);
  copy.onclick = () => copyWords(copy, window.location.href);
  root.replaceChildren(build(["footer", { class: "foot" }, []]));
  root.firstChild.append(copy);
}
