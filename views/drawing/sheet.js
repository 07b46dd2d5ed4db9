export default function (component) {
  const root = ground(component, "sheet");
  root.replaceChildren(...component.data.nodes.map(build));
  root.onclick = follow;
}
