export default function (component) {
  const root = ground(component, "sheet");
  root.replaceChildren(...component.data[0].nodes.map(build));
  readyGrids(root);
  partMarks(root);
  root.onclick = follow;
  root.onkeydown = moveInGrid;
}
