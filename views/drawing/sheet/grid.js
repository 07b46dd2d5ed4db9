// In a table of the role grid the arrow keys go from cell to cell, and Enter opens the link that has the focus. A cell
// with several links is passed one by one; rows of one wide cell, such as headings, are passed over.
function stopsOf(cell) {
  const links = [...cell.querySelectorAll("a[href]")];
  return links.length ? links : [cell];
}

// The tabulator reaches one place of each grid, from where the arrows go on.
function readyGrids(root) {
  for (const grid of root.querySelectorAll("[role=grid]")) {
    for (const row of grid.rows) for (const cell of row.cells) for (const stop of stopsOf(cell)) stop.tabIndex = -1;
    const first = grid.tBodies[0]?.querySelector("td a[href], a[href]") ?? grid.querySelector("th, td");
    if (first) first.tabIndex = 0;
  }
}

function nextRow(grid, from, step) {
  for (let at = from + step; at >= 0 && at < grid.rows.length; at += step)
    if (grid.rows[at].cells.length > 1) return grid.rows[at];
  return null;
}

function aimed(event, grid) {
  const cell = event.target.closest("td, th"), row = cell.parentElement;
  const along = [...row.cells].flatMap(stopsOf), here = along.indexOf(event.target);
  const above = (step) => {
    const other = nextRow(grid, row.rowIndex, step);
    return other && stopsOf(other.cells[Math.min(cell.cellIndex, other.cells.length - 1)])[0];
  };
  return { ArrowRight: along[here + 1], ArrowLeft: along[here - 1], ArrowDown: above(1), ArrowUp: above(-1),
    Home: along[0], End: along.at(-1) }[event.key];
}

function moveInGrid(event) {
  const grid = event.target.closest?.("[role=grid]");
  if (!grid || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = event.target.closest("td, th") && aimed(event, grid);
  if (!to) return;
  event.preventDefault();
  for (const stop of grid.querySelectorAll("[tabindex='0']")) stop.tabIndex = -1;
  to.tabIndex = 0;
  to.focus({ preventScroll: true });
  to.closest("td, th").scrollIntoView({ block: "nearest", inline: "nearest" });
}
